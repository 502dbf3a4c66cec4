import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, it, vi, beforeAll } from 'vitest'
import type { OfferedService } from '#shared/contract/catalogue-contract.ts'
import type { UnitOnDuty } from '#shared/contract/duty-contract.ts'
import type { CaseSummary } from '#shared/model/case.ts'
import type { LifeEvent } from '#shared/model/district.ts'
import type { AuthorityId, CaseId, PersonId, ServiceId, UnitId } from '#shared/model/ids.ts'
import DeskPage from '#client/desk/DeskPage.vue'
import { useCaseList } from '#client/cases/case-list-store.ts'
import { estimateOf } from '#client/desk/duty-estimate.ts'
import type { FakeLink } from '../ui/fake-link.ts'
import { begin, jana, serve, show } from '../ui/stage.ts'

vi.mock('#client/link/desk-link.ts', async () => {
  const { stage } = await import('../ui/stage-link.ts')
  return { useDeskLink: () => stage.link }
})
/** The case room has its own stories. */
vi.mock('#client/cases/CaseRoom.vue', () => ({ default: { render: () => null } }))

const service = (id: string, title: string, more: Partial<OfferedService> = {}): OfferedService => ({
  id: id as ServiceId,
  leika: '99036008004000',
  leikaName: title,
  title,
  words: [],
  authority: 'kreis' as AuthorityId,
  authorityName: 'Landkreis Lindetal',
  authorityKind: 'district',
  unit: 'kfz' as UnitId,
  unitName: 'Zulassungsstelle',
  mode: 'accompanied',
  basis: 'Vertrag 2024-07: mit Begleitung',
  allowed: true,
  feeCents: 1280,
  feeNote: 'je Vorgang',
  documents: ['Personalausweis', 'Zulassungsbescheinigung Teil II'],
  legal: '§ 15 FZV',
  form: true,
  ...more,
})

const umzug: LifeEvent = {
  id: 'umzug',
  name: 'Umzug',
  questions: [{ id: 'auto', text: 'Ist ein Fahrzeug auf Sie zugelassen?' }],
  bundle: { always: ['wohnsitz-anmelden' as ServiceId], auto: ['kfz-ummeldung' as ServiceId] },
}

const unit = (more: Partial<UnitOnDuty> = {}): UnitOnDuty => ({
  unit: 'kfz' as UnitId,
  name: 'Zulassungsstelle',
  people: [
    {
      person: 'u' as PersonId,
      name: 'Uwe Kessler',
      state: 'available',
      languages: ['de'],
      officeName: 'Kreishaus',
    },
  ],
  answerSeconds: 8,
  talkSeconds: 300,
  busySince: null,
  nextDuty: null,
  ...more,
})

const summary = (number: string, more: Partial<CaseSummary> = {}): CaseSummary => ({
  id: number as CaseId,
  number,
  rev: 1,
  title: 'Umzug',
  citizenName: 'Petra Wendt',
  openedBy: jana.person.id as PersonId,
  openedByName: 'Jana Brandt',
  openedAt: '2026-11-21T08:00:00Z',
  changedAt: '2026-11-21T08:00:00Z',
  status: 'open',
  pausedUntil: null,
  services: ['Fahrzeug ummelden'],
  serviceIds: [],
  ...more,
})

let link: FakeLink
beforeEach(() => {
  link = begin(serve(jana) as typeof fetch)
  link.will('catalogue:read', {
    services: [
      service('kfz-ummeldung', 'Fahrzeug ummelden'),
      service('wohnsitz-anmelden', 'Wohnsitz anmelden', {
        unit: null,
        unitName: null,
        mode: 'independent',
        authorityName: 'Amt Seendorf',
      }),
      service('jagdschein', 'Jagdschein', {
        allowed: false,
        basis: 'Der Vertrag nennt diese Leistung nicht.',
      }),
    ],
    lifeEvents: [umzug],
  })
  link.answers.set('case:list', ({ body }) => {
    const mine = [summary('V-2026-000001')]
    const others = [summary('V-2026-000002', { openedBy: 'x' as PersonId, services: ['Wohngeld'] })]
    return {
      ok: true,
      value: { cases: (body as { scope: string }).scope === 'mine' ? mine : [...mine, ...others] },
    }
  })
  link.will('duty:board', { units: [unit()] })
})

// The page a new case opens on is large; reading it is not what a story waits for.
beforeAll(() => import('#client/CasePage.vue'))

it('[DESK1] greets by the time of day, with office, date and connection', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-21T08:58:21Z'), toFake: ['Date'] })
  const { wrapper } = await show(DeskPage, '/')
  expect(wrapper.get('h1').text()).toBe('Guten Morgen, Jana Brandt')
  expect(wrapper.get('.page-head').text()).toContain('Bürgerbüro Seendorf · Samstag, 21. November')
  expect(wrapper.get('.page-head').text()).toContain('Verbunden · 38 ms')
  vi.useRealTimers()
})

it('[DESK2] the search box is a combobox: typing opens hits, arrow keys move, Enter takes one', async () => {
  const { wrapper } = await show(DeskPage, '/')
  const box = wrapper.get('[role=combobox]')
  await box.setValue('fahrzeug ummelden')
  expect(box.attributes('aria-expanded')).toBe('true')
  const options = wrapper.findAll('[role=option]')
  expect(options[0]!.text()).toContain('mit Begleitung')
  expect(box.attributes('aria-activedescendant')).toBe(options[0]!.attributes('id'))
  await box.trigger('keydown', { key: 'ArrowDown' })
  await box.trigger('keydown', { key: 'ArrowUp' })
  await box.trigger('keydown', { key: 'Enter' })
  expect(wrapper.get('#choice-title').text()).toBe('Fahrzeug ummelden')
  expect(wrapper.get('.choice').text()).toContain('Zulassungsbescheinigung Teil II')
  expect(wrapper.get('.choice').text()).toContain('12,80\u00a0€')
})

it('[DESK3] a service that may not be handled here says why and whom to ask, and offers no case', async () => {
  const { wrapper } = await show(DeskPage, '/')
  await wrapper.get('[role=combobox]').setValue('jagdschein')
  await wrapper.get('[role=combobox]').trigger('keydown', { key: 'Enter' })
  expect(wrapper.get('.choice').text()).toContain('Der Vertrag nennt diese Leistung nicht.')
  expect(wrapper.get('.choice').text()).toContain('Bitte wenden Sie sich an')
  expect(wrapper.find('.choice form').exists()).toBe(false)
})

it('[DESK4] a life event leads by its questions to a bundle, a service may be left out, a double press opens one case', async () => {
  link.answers.set(
    'case:open',
    () => new Promise((resolve) => setTimeout(() => resolve({ ok: true, value: { id: 'c1' } }), 5)),
  )
  const { wrapper, router } = await show(DeskPage, '/')
  await wrapper.get('[role=combobox]').setValue('umzug')
  const at = wrapper.findAll('[role=option]').findIndex((one) => one.text().includes('Lebenslage'))
  await wrapper.findAll('[role=option]')[at]!.trigger('click')
  expect(wrapper.get('.choice').text()).toContain('Noch 1 Frage offen')
  await wrapper.get('.choice [role=radio]').trigger('click')
  expect(wrapper.findAll('.bundle .check')).toHaveLength(2)
  await wrapper.findAll('.bundle input')[0]!.setValue(false)
  await wrapper.get('#citizen-name').setValue('Petra Wendt')
  await wrapper.get('.choice form').trigger('submit')
  await wrapper.get('.choice form').trigger('submit')
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/vorgaenge/c1'), 10_000)
  expect(link.of('case:open').map((one) => one.body)).toEqual([
    { services: ['kfz-ummeldung'], lifeEvent: 'umzug', citizen: { name: 'Petra Wendt' } },
  ])
})

it('[DESK5] the same intent keeps its command id after a refusal, a changed one gets a new id', async () => {
  link.wont('case:open', 'E_STORE')
  const { wrapper } = await show(DeskPage, '/')
  await wrapper.get('[role=combobox]').setValue('fahrzeug ummelden')
  await wrapper.get('[role=combobox]').trigger('keydown', { key: 'Enter' })
  const press = async () => {
    await wrapper.get('.choice form').trigger('submit')
    await flushPromises()
  }
  await press()
  expect(wrapper.get('.choice [role=alert]').text()).toContain('nicht gespeichert')
  await press()
  await wrapper.get('#citizen-name').setValue('Anna')
  await press()
  const ids = link.of('case:open').map((one) => one.id)
  expect(ids[0]).toBe(ids[1])
  expect(ids[2]).not.toBe(ids[1])
})

it('[DESK6] own open cases are live, newest revision wins, and the office is counted', async () => {
  const { wrapper } = await show(DeskPage, '/')
  await vi.waitFor(() => expect(wrapper.text()).toContain('1 von 2 im Büro'))
  link.tell('office/seendorf', 'case.changed', {
    summary: summary('V-2026-000001', { rev: 4, status: 'in_consultation' }),
  })
  link.tell('office/seendorf', 'case.changed', {
    summary: summary('V-2026-000001', { rev: 3, status: 'open' }),
  })
  link.tell('office/seendorf', 'case.changed', { summary: summary('V-2026-000003') })
  await flushPromises()
  expect(wrapper.text()).toContain('Zuschaltung läuft')
  expect(wrapper.text()).toContain('2 von 3 im Büro')
  link.tell('office/seendorf', 'case.changed', {
    summary: summary('V-2026-000003', { rev: 2, status: 'closed' }),
  })
  expect(useCaseList().mine.map((one) => one.number)).toEqual(['V-2026-000001'])
})

it('[DESK7] specialists on duty are live, and only what is known is promised', async () => {
  const { wrapper } = await show(DeskPage, '/')
  await vi.waitFor(() => expect(wrapper.text()).toContain('Uwe Kessler · antwortet in etwa 8 s'))
  link.tell('duty/kfz', 'duty.changed', { unit: unit({ people: [], nextDuty: null }) })
  await flushPromises()
  expect(wrapper.text()).toContain('niemand im Dienst')
})

it('[DESK8] estimates: experience, no experience, busy, away, next duty', () => {
  const now = Date.parse('2026-11-21T09:00:00Z')
  const people = (state: UnitOnDuty['people'][number]['state']) => [{ ...unit().people[0]!, state }]
  expect(estimateOf(unit(), now)).toMatchObject({ tone: 'ok', key: 'free', seconds: 8 })
  expect(estimateOf(unit({ answerSeconds: null }), now)).toMatchObject({ tone: 'ok', key: 'freeNew' })
  const busy = unit({ people: people('in_call'), busySince: '2026-11-21T08:58:30Z' })
  expect(estimateOf(busy, now)).toMatchObject({ tone: 'busy', key: 'busySoon', minutes: 4 })
  expect(estimateOf(busy, now + 3_600_000).minutes).toBe(1)
  expect(estimateOf({ ...busy, talkSeconds: null }, now).key).toBe('busy')
  expect(estimateOf(unit({ people: people('away') }), now)).toMatchObject({ tone: 'off', key: 'paused' })
  expect(estimateOf(unit({ people: people('gone') }), now).key).toBe('nobody')
  expect(estimateOf(unit({ people: [], nextDuty: '2026-11-21T12:00:00Z' }), now).key).toBe('nobodyNext')
})

it('[DESK9] Hinzuziehen asks for the case and offers only own cases with a service of that unit', async () => {
  const { wrapper } = await show(DeskPage, '/')
  await vi.waitFor(() =>
    expect(wrapper.find('[aria-label="Hinzuziehen: Zulassungsstelle"]').exists()).toBe(true),
  )
  await wrapper.get('[aria-label="Hinzuziehen: Zulassungsstelle"]').trigger('click')
  await flushPromises()
  const links = [...document.querySelectorAll('[role=dialog] a')].map((one) => one.getAttribute('href'))
  expect(links).toEqual(['/vorgaenge/V-2026-000001?hinzuziehen=kfz'])
})
