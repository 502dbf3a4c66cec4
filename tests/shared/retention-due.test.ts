import { expect, it } from 'vitest'
import { dueOf, type Retention } from '#shared/model/retention.ts'

const common = { ['then' as const]: 'delete', source: '§', verified: true } as const
const retention: Retention = {
  classes: [
    { id: 'short', title: 'kurz', startEvent: 'handed_over', years: 1, ...common },
    { id: 'long', title: 'lang', startEvent: 'closed', years: 10, fromYearEnd: true, ...common },
    {
      id: 'offer',
      title: 'Archiv',
      startEvent: 'closed',
      years: 2,
      ...common,
      ['then' as const]: 'offer_to_archive',
    },
  ],
  services: { a: 'short', b: 'long', c: 'offer' },
}
const service = (name: string, handedOverOn: string | null = null) => ({
  service: name,
  closedOn: '2026-03-02',
  handedOverOn,
})

it('[KEEP4] a case may go with the last of its services, from the day its class names', () => {
  expect(dueOf(retention, [service('a', '2026-02-01')])).toMatchObject({ dueOn: '2027-02-01', offer: false })
  expect(dueOf(retention, [service('a')]).dueOn).toBe('2027-03-02')
  expect(dueOf(retention, [service('a', '2026-02-01'), service('b')]).dueOn).toBe('2037-01-01')
  expect(dueOf(retention, [service('c'), service('a')])).toMatchObject({ dueOn: '2028-03-02', offer: true })
})

it('[KEEP4] a case with a service without class is never due by itself, and the service is named', () => {
  expect(dueOf(retention, [service('a'), service('x')])).toMatchObject({ dueOn: null, unclassed: ['x'] })
})
