import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { computed, shallowRef } from 'vue'
import type { CaseServiceView } from '#shared/model/case.ts'
import { checkForm } from '#shared/model/checks/check-form.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import { valuesFrom, type FormValues } from '#shared/model/forms/values.ts'
import type { CaseId, CaseServiceId, ServiceId } from '#shared/model/ids.ts'
import type { Findings } from '#shared/model/precheck/findings.ts'
import { sealed, snapshotOf } from '#shared/model/snapshot.ts'
import type { CaseContext } from '#client/cases/case-context.ts'
import { findingsThen } from '#client/precheck/findings-then.ts'
import SignOffPanel from '#client/precheck/SignOffPanel.vue'
import { demoDistrict } from '#server/district/demo-district.ts'
import type { FakeLink } from '../ui/fake-link.ts'
import { begin, serve, show, uwe } from '../ui/stage.ts'

const { table } = vi.hoisted((): { table: { context: unknown } } => ({ table: { context: null } }))
vi.mock('#client/link/desk-link.ts', async () => {
  const { stage } = await import('../ui/stage-link.ts')
  return { useDeskLink: () => stage.link }
})
vi.mock('#client/cases/case-context.ts', () => ({ useCaseContext: () => table.context }))
enableAutoUnmount(afterEach)

const today = '2026-03-02'
const district = demoDistrict()
const kfz = 'kfz-ummeldung' as ServiceId
const form = formOf(district.forms[kfz]!)
const service = {
  id: 's' as CaseServiceId,
  service: kfz,
  title: 'Fahrzeug ummelden',
  authorityName: 'Landkreis Lindetal',
  mode: 'accompanied',
  state: 'collecting',
} as CaseServiceView
const green: Findings = { rows: [], colour: 'green', open: 0 }

/** The table of one case with one vehicle; `values` is what arrives by the document. */
function atTheTable() {
  const values = shallowRef<ReadonlyMap<string, FormValues>>(
    new Map([['s', valuesFrom(form, { 'anschrift.hausnummer': '12', fin: 'WVWZZZ1KZ8W214355' })]]),
  )
  const kept = new Map<string, unknown>()
  const content = () =>
    snapshotOf(
      { case: 'c' as CaseId, caseService: service.id, service: kfz },
      values.value.get('s') ?? valuesFrom(form, {}),
      [],
    )
  const context: Partial<CaseContext> = {
    caseId: 'c' as CaseId,
    once: <T>(name: string, make: () => T): T => {
      if (!kept.has(name)) kept.set(name, make())
      return kept.get(name) as T
    },
    active: computed(() => [service]),
    checks: shallowRef({ s: checkForm(form, valuesFrom(form, {}), { today }) }),
    values,
    forms: computed(() => ({ s: form })),
    rules: computed(() => ({ s: district.requirements[kfz]! })),
    papers: shallowRef([]),
    waits: computed(() => null),
    mayDo: () => true,
    today,
    snapshotOf: content,
    hashOf: () => sealed(content()).hash,
  }
  table.context = context
  return values
}

let link: FakeLink
beforeEach(() => {
  link = begin(((input: string, init?: RequestInit) => serve(uwe)(input, init)) as typeof fetch)
  link.will('precheck:get', { case: 'c', caseRev: 1, services: [] })
})

test('[PRECHECK5] a sign-off refused because somebody typed meanwhile says what, and stops saying it once it is given', async () => {
  const values = atTheTable()
  const message = 'Inzwischen wurde etwas geändert.'
  link.wont('signoff:give', 'E_STALE_DOCUMENT', message)
  const { wrapper } = await show(SignOffPanel, '/konto', { service, findings: green })
  const give = () => wrapper.findAll('button').find((one) => one.text() === 'Freigeben')!
  const seen = sealed((table.context as CaseContext).snapshotOf(service)).hash
  await give().trigger('click')
  await flushPromises()
  expect(link.of('signoff:give').map(({ body }) => (body as { hash: string }).hash)).toEqual([seen])
  expect(wrapper.text()).toContain(message)
  expect(wrapper.text()).not.toContain('Geändert:')

  // What was typed arrives by the document, later than the answer.
  values.value = new Map([
    ['s', valuesFrom(form, { 'anschrift.hausnummer': '12a', fin: 'WVWZZZ1KZ8W214355' })],
  ])
  await flushPromises()
  expect(wrapper.text()).toContain(`${message} Geändert: Hausnummer.`)

  link.will('signoff:give', { case: 'c', caseRev: 2, services: [] })
  await give().trigger('click')
  await flushPromises()
  expect(link.of('signoff:give').map(({ body }) => (body as { hash: string }).hash)[1]).not.toBe(seen)
  expect(wrapper.text()).not.toContain('Geändert:')
})

test('[PRECHECK3] once decided over, the findings on the screen are those of that day; while it is open, those of today', () => {
  const run = {
    hash: 'h',
    colour: 'amber' as const,
    rows: [],
    day: '2024-05-02',
    byName: 'Jana Brandt',
    at: '2024-05-02T08:00:00Z',
  }
  const signOff = {
    id: 'f',
    hash: 'h',
    byName: 'Uwe Kessler',
    at: run.at,
    note: '',
    voidAt: null,
    voidWhy: null,
    changed: [],
  }
  const shown = (state: CaseServiceView['state'], given: typeof signOff | null = null) =>
    findingsThen({ state }, { run, signOff: given })?.colour ?? 'live'
  const states = [
    'collecting',
    'prechecked',
    'signed',
    'fee_due',
    'fee_settled',
    'handed_over',
    'done',
  ] as const
  expect(states.map((state) => shown(state))).toEqual([
    'live',
    'live',
    'amber',
    'amber',
    'amber',
    'amber',
    'amber',
  ])
  expect(shown('signed_off', signOff)).toBe('amber')
  expect(findingsThen({ state: 'done' }, { run: null, signOff: null })).toBeNull()
  expect(shown('collecting', { ...signOff, voidAt: run.at } as never)).toBe('live')
})
