import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { DutyDesk } from '#shared/contract/duty-contract.ts'
import type { ConsultationView, RingCard } from '#shared/model/consultation.ts'
import type { ConsultationId, OfficeId, PersonId, ServiceId } from '#shared/model/ids.ts'
import App from '#client/App.vue'
import { useDuty } from '#client/duty/duty-store.ts'
import { useIdleCheck } from '#client/duty/idle-check.ts'
import { inOneTab } from '#client/duty/ring-alarm.ts'
import type { FakeLink } from '../ui/fake-link.ts'
import { begin, serve, show, uwe } from '../ui/stage.ts'

vi.mock('#client/link/desk-link.ts', async () => {
  const { stage } = await import('../ui/stage-link.ts')
  return { useDeskLink: () => stage.link }
})
/** The case room has its own stories. */
vi.mock('#client/cases/CaseRoom.vue', () => ({ default: { render: () => null } }))

const me = uwe.person.id as PersonId
const stream = `person/${me}`

const card = (id: string, more: Partial<RingCard> = {}): RingCard => ({
  consultation: id as ConsultationId,
  rev: 1,
  service: 'kfz-ummeldung' as ServiceId,
  serviceTitle: 'Fahrzeug ummelden',
  office: 'seendorf' as OfficeId,
  officeName: 'Bürgerbüro Seendorf',
  requestedBy: me,
  requestedByName: 'Jana Brandt',
  language: 'de',
  urgency: 'normal',
  question: 'eVB wird nicht angenommen',
  joins: null,
  mode: 'accompanied',
  contract: '2024-07',
  reason: 'on_duty',
  since: new Date().toISOString(),
  until: new Date(Date.now() + 20_000).toISOString(),
  ...more,
})

const ring = (id: string, more: Partial<RingCard> = {}) => ({
  ...card(id, more),
  consultation: id as ConsultationId,
})

const desk = (more: Partial<DutyDesk> = {}): DutyDesk => ({
  person: me,
  unit: null,
  unitName: 'Zulassungsstelle',
  state: 'available',
  shifts: [{ from: '08:00', until: '12:00' }],
  substitutes: ['Olaf Menge'],
  rings: [],
  current: null,
  callbacks: [],
  written: [],
  ...more,
})

const consultation = (id: string, more: Partial<ConsultationView> = {}): ConsultationView =>
  ({
    id,
    rev: 2,
    case: 'case-1',
    caseNumber: 'V-2026-000001',
    serviceTitle: 'Fahrzeug ummelden',
    officeName: 'Bürgerbüro Seendorf',
    requestedByName: 'Jana Brandt',
    question: 'eVB wird nicht angenommen',
    state: 'accepted',
    acceptedBy: me,
    seats: [],
    outcome: null,
    until: null,
    ...more,
  }) as ConsultationView

let link: FakeLink
beforeEach(() => {
  link = begin(serve(uwe) as typeof fetch)
  link.will('duty:desk', desk())
})
afterEach(() => vi.useRealTimers())

async function onDuty(path = '/dienst') {
  const staged = await show(App, path)
  await flushPromises()
  return staged
}

it('[SPEC1] the page tells unit, planned duty and substitutes', async () => {
  const { wrapper } = await onDuty()
  expect(wrapper.get('h1').text()).toBe('Bereitschaft Zulassungsstelle')
  expect(wrapper.get('.page-head').text()).toContain(
    'Uwe Kessler · Dienst 08:00 bis 12:00 · Vertretung: Olaf Menge',
  )
  wrapper.unmount()
})

it('[SPEC2] a chosen state shows at once and is taken back when the server says no', async () => {
  const { wrapper } = await onDuty()
  let refuse: (value: never) => void = () => undefined
  link.answers.set('presence:set', () => new Promise((resolve) => (refuse = resolve as never)))
  await wrapper.findAll('[role=radio]')[1]!.trigger('click')
  expect(useDuty().state).toBe('away')
  refuse({ ok: false, code: 'E_STATE', retry: false, message: 'Sie sind im Gespräch.' } as never)
  await flushPromises()
  expect(useDuty().state).toBe('available')
  expect(wrapper.text()).toContain('Sie sind im Gespräch.')
  wrapper.unmount()
})

it('[SPEC3] a ring shows level 0 only, counts down, and Enter accepts it once', async () => {
  const { wrapper, router } = await onDuty()
  link.tell(stream, 'consultation.ringing', ring('c1'))
  await flushPromises()
  const text = wrapper.get('.ring').text()
  expect(text).toContain('Bürgerbüro Seendorf')
  expect(text).toContain('„eVB wird nicht angenommen“')
  expect(text).toContain('mit Begleitung (Vertrag 2024-07)')
  expect(text).toMatch(/weiter an alle der Fachstelle in (20|19) s/)
  link.will('consultation:accept', consultation('c1'))
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/vorgaenge/case-1'), 10_000)
  expect(link.of('consultation:accept')).toHaveLength(1)
  wrapper.unmount()
})

it('[SPEC4] who was second is told kindly who was first, and the card leaves', async () => {
  const { wrapper } = await onDuty()
  link.tell(stream, 'consultation.ringing', ring('c1'))
  await flushPromises()
  link.wont('consultation:accept', 'E_STATE', 'Mira Sahin war schneller.')
  await wrapper.get('.btn.accept').trigger('click')
  link.tell(stream, 'consultation.silenced', {
    consultation: 'c1',
    why: 'accepted_elsewhere',
    byName: 'Mira Sahin',
  })
  await flushPromises()
  expect(wrapper.text()).toContain('Mira Sahin war schneller.')
  expect(wrapper.get('.ring').text()).toContain('von anderem Platz angenommen: Mira Sahin')
  expect(wrapper.find('.ring .accept').exists()).toBe(false)
  wrapper.unmount()
})

it('[SPEC5] a card that is over stays to be read and then goes', async () => {
  const { wrapper } = await onDuty()
  vi.useFakeTimers()
  link.tell(stream, 'consultation.ringing', ring('c1'))
  link.tell(stream, 'consultation.silenced', { consultation: 'c1', why: 'timeout', byName: null })
  expect(useDuty().cards).toHaveLength(1)
  expect(useDuty().ringing).toHaveLength(0)
  vi.advanceTimersByTime(5_000)
  expect(useDuty().cards).toHaveLength(0)
  wrapper.unmount()
})

it('[SPEC6] several rings stack, and an older revision changes nothing', async () => {
  const { wrapper } = await onDuty()
  link.tell(stream, 'consultation.ringing', ring('c1', { rev: 3, question: 'neu' }))
  link.tell(stream, 'consultation.ringing', ring('c1', { rev: 2, question: 'alt' }))
  link.tell(stream, 'consultation.ringing', ring('c2', { urgency: 'urgent' }))
  await flushPromises()
  expect(wrapper.findAll('.ring')).toHaveLength(2)
  expect(wrapper.text()).toContain('neu')
  expect(wrapper.text()).not.toContain('„alt“')
  expect(wrapper.findAll('.ring')[1]!.text()).toContain('Dringend')
  wrapper.unmount()
})

it('[SPEC7] a ring follows onto every other page as a bar, and into the title', async () => {
  link.will('case:list', { cases: [] })
  const { wrapper } = await onDuty('/vorgaenge')
  link.tell(stream, 'consultation.ringing', ring('c1'))
  await flushPromises()
  expect(wrapper.get('.ring-bar').text()).toContain('Bürgerbüro Seendorf ruft an: Fahrzeug ummelden')
  expect(document.title).toContain('(Ruft an) Bürgerbüro Seendorf')
  link.will('consultation:decline', { state: 'ringing' })
  await useDuty().decline('c1' as ConsultationId, 'busy')
  await flushPromises()
  expect(wrapper.find('.ring-bar').exists()).toBe(false)
  expect(document.title).toBe('Vorgänge · Lotse')
  wrapper.unmount()
})

it('[SPEC8] after a conversation the outcome is chosen and the consultation closed', async () => {
  link.will('duty:desk', desk({ state: 'wrapup', current: consultation('c1', { state: 'wrapup' }) }))
  const { wrapper } = await onDuty()
  link.will('consultation:close', consultation('c1', { rev: 9, state: 'closed', outcome: 'partly' }))
  link.will('duty:desk', desk())
  await wrapper.get('input[value=partly]').setValue()
  await wrapper.get('#wrapup-note').setValue(' eVB neu anfordern ')
  await wrapper.get('.wrapup').trigger('submit')
  await flushPromises()
  expect(link.of('consultation:close')[0]!.body).toEqual({
    consultation: 'c1',
    outcome: 'partly',
    note: 'eVB neu anfordern',
  })
  expect(wrapper.find('.wrapup').exists()).toBe(false)
  wrapper.unmount()
})

it('[SPEC9] who is not on duty is told how to begin', async () => {
  link.will('duty:desk', desk({ state: 'signed_out' }))
  const { wrapper } = await onDuty()
  expect(wrapper.text()).toContain('Sie sind nicht im Dienst')
  link.will('presence:set', { state: 'available' })
  await wrapper.get('.empty .btn').trigger('click')
  await flushPromises()
  expect(wrapper.text()).toContain('Niemand ruft an')
  wrapper.unmount()
})

it('[SPEC10] after half an hour without input it asks, and without an answer it tells so once', () => {
  vi.useFakeTimers()
  const gone = vi.fn<() => void>()
  const scope = effectScope()
  const idle = scope.run(() => useIdleCheck(() => true, gone))!
  vi.advanceTimersByTime(29 * 60_000)
  expect(idle.asking.value).toBe(false)
  vi.advanceTimersByTime(62_000)
  expect(idle.asking.value).toBe(true)
  idle.here()
  vi.advanceTimersByTime(29 * 60_000)
  expect(idle.asking.value).toBe(false)
  vi.advanceTimersByTime(3 * 60_000)
  expect(gone).toHaveBeenCalledOnce()
  scope.stop()
})

it('[SPEC11] of several tabs one makes the sound, and the next takes over when it closes', async () => {
  const queue: (() => void)[] = []
  let held = false
  const locks = {
    request: async (_name: string, _options: object, work: () => Promise<void>) => {
      if (held) await new Promise<void>((resolve) => queue.push(resolve))
      held = true
      await work()
      held = false
      queue.shift()?.()
    },
  } as unknown as LockManager
  const sounding: string[] = []
  const tab = (name: string) => () => {
    sounding.push(name)
    return () => void sounding.splice(sounding.indexOf(name), 1)
  }
  const closeFirst = inOneTab(tab('first'), locks)
  const closeSecond = inOneTab(tab('second'), locks)
  await flushPromises()
  expect(sounding).toEqual(['first'])
  closeFirst()
  await flushPromises()
  expect(sounding).toEqual(['second'])
  closeSecond()
  expect(sounding).toEqual([])
})
