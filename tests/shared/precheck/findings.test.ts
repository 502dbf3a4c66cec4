import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { checkForm } from '#shared/model/checks/check-form.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import { fieldsOf } from '#shared/model/forms/form.ts'
import { valuesFrom } from '#shared/model/forms/values.ts'
import type { CaseId, CaseServiceId, ServiceId } from '#shared/model/ids.ts'
import { findingsOf } from '#shared/model/precheck/findings.ts'
import type { Requirement } from '#shared/model/precheck/requirement.ts'
import { sealed, snapshotOf } from '#shared/model/snapshot.ts'
import { FormDoc } from '#client/cases/form/form-doc.ts'
import { DistrictFault } from '#server/district/district-fault.ts'
import { demoDistrict, demoFile } from '#server/district/demo-district.ts'
import { loadDistrict } from '#server/district/load-district.ts'
import { generatedAnswers } from '#tests/support/generated-answers.ts'

const district = demoDistrict()
const services = Object.keys(district.requirements) as ServiceId[]
const ids = { case: 'c' as CaseId, caseService: 's' as CaseServiceId }
const today = '2026-03-02'

describe('findings', () => {
  it('[PRECHECK2] agree between the browser’s document and the stored answers, hash included, on 10,000 generated cases', () => {
    for (const service of services) {
      const form = formOf(district.forms[service]!)
      const rules = district.requirements[service]!
      const findings = (values: ReturnType<typeof valuesFrom>) =>
        findingsOf(rules, { values, check: checkForm(form, values, { today }), today }, [])
      fc.assert(
        fc.property(generatedAnswers(form), (typed) => {
          const doc = new Y.Doc()
          const map = new Y.Map<unknown>()
          doc.getMap('forms').set('s', map)
          const texts = fieldsOf(form).flatMap((field) => (field.kind === 'text' ? [field.path] : []))
          for (const [path, one] of Object.entries(typed))
            map.set(path, texts.includes(path) ? new Y.Text(String(one)) : one)
          const inBrowser = new FormDoc(doc, { s: form }).values('s', form)
          const stored = JSON.parse(JSON.stringify(map.toJSON())) as Record<string, unknown>
          const shuffled = Object.fromEntries(Object.entries(stored).toReversed())
          const onServer = valuesFrom(form, shuffled)
          expect(findings(inBrowser)).toEqual(findings(onServer))
          const hash = (values: typeof onServer) => sealed(snapshotOf({ ...ids, service }, values, [])).hash
          expect(hash(inBrowser)).toBe(hash(onServer))
          doc.destroy()
        }),
        { numRuns: Math.ceil(10_000 / services.length), seed: 7 },
      )
    }
  }, 120_000)

  it('[PRECHECK3] follow the rules of the day', () => {
    const rule = (id: string, validFrom: string, validUntil: string | null, atMost: number): Requirement => ({
      id,
      title: id,
      text: id,
      source: '§',
      effect: 'amber',
      validFrom,
      validUntil,
      met: { daysSince: 'einzug', atMost },
    })
    const rules = [rule('frist', '2024-01-01', '2026-02-28', 7), rule('frist', '2026-03-01', null, 14)]
    const form = formOf(district.forms['wohnsitz-anmelden']!)
    const on = (day: string, einzug: string) => {
      const values = valuesFrom(form, { einzug })
      const check = checkForm(form, values, { today: day })
      return findingsOf(rules, { values, check, today: day }, []).colour
    }
    expect(on('2026-02-28', '2026-02-18')).toBe('amber')
    expect(on('2026-03-01', '2026-02-18')).toBe('green')
  })
})

const on = (service: string, answers: Record<string, unknown>, day = today) => {
  const form = formOf(district.forms[service]!)
  const values = valuesFrom(form, answers)
  const check = checkForm(form, values, { today: day })
  const { rows } = findingsOf(district.requirements[service as ServiceId]!, { values, check, today: day }, [])
  return Object.fromEntries(rows.map(({ requirement, state }) => [requirement.id, state]))
}

it('[PRECHECK3] rules that look at age go by the day they are read on', () => {
  const child = { 'kind.geburtsdatum': '2014-03-02', leistungenNachSgb2: true, kindLebtBei: 'Mutter' }
  expect(on('unterhaltsvorschuss', child, '2026-03-01')).toMatchObject({ alter: 'met', eltern: 'met' })
  expect(on('unterhaltsvorschuss', child, '2026-03-01')).not.toHaveProperty('ab-zwoelf')
  expect(on('unterhaltsvorschuss', child, '2026-03-02')).toMatchObject({ 'ab-zwoelf': 'discretion' })
  expect(on('unterhaltsvorschuss', child, '2032-03-02')).toMatchObject({ alter: 'missing' })
  const young = { 'antragsteller.geburtsdatum': '2010-03-03' }
  expect(on('personalausweis', young)).toMatchObject({ sorge: 'missing' })
  expect(on('personalausweis', young, '2026-03-03')).not.toHaveProperty('sorge')
})

it('[PRECHECK17] what nobody has answered yet is neither met nor decided: a rule over a choice is asked once it is made', () => {
  for (const service of services) {
    const form = formOf(district.forms[service]!)
    const chosen = (path: string | undefined) =>
      fieldsOf(form).some((field) => field.kind === 'choice' && field.path === path)
    const asked = on(service, {})
    const early = district.requirements[service]!.filter(
      ({ id, field, discretion }) => discretion && chosen(field) && Object.hasOwn(asked, id),
    )
    expect(early.map(({ id }) => `${service} ${id}`)).toEqual([])
  }
  expect(on('kfz-ummeldung', { zb2Verbleib: 'liegt vor' })).toMatchObject({
    zb2: 'met',
    'zb2-verlust': 'met',
  })
  expect(on('plakatierung', { anlass: 'Zirkus oder Markt' })).not.toHaveProperty('wahl')
  expect(on('plakatierung', { anlass: 'Wahlwerbung' })).toMatchObject({ wahl: 'discretion' })
})

describe('a file of rules', () => {
  const good = { ...district.requirements['kfz-ummeldung']![1]! }
  const load =
    (rule: object, service = 'kfz-ummeldung') =>
    () =>
      loadDistrict('landkreis.json', { ...demoFile, requirements: { [service]: [rule] } })

  it('[PRECHECK1] is refused with file, path and reason', () => {
    expect(load(good)).not.toThrow()
    const wrong: [object, RegExp][] = [
      [
        { ...good, met: { felt: 'evb' } },
        /landkreis\.json \(\/requirements\/kfz-ummeldung\/0\/met\): Das ist keine Bedingung/,
      ],
      [{ ...good, met: { filled: 'gibtesnicht' } }, /\/0\/met\): Das Formular hat kein Feld „gibtesnicht“/],
      [{ ...good, met: { every: [{ filled: 7 }] } }, /\/0\/met\/every\/0\/filled/],
      [
        { ...good, validFrom: '2026-02-30' },
        /\/0\/validFrom\): Den Tag „2026-02-30“ gibt es im Kalender nicht/,
      ],
      [{ ...good, validUntil: '2020-01-01' }, /\/0\/validUntil/],
      [{ ...good, field: 'evbx' }, /\/0\/field\): Das Formular hat kein Feld „evbx“/],
      [{ ...good, effect: 'blue' }, /\/kfz-ummeldung\/0\/effect/],
      [
        { ...good, source: 'steht so in der Verordnung' },
        /\/0\/source\): „steht so in der Verordnung“ sagt nicht, wo es steht\. Bitte Paragraph, Nummer oder Seite/,
      ],
    ]
    for (const [rule, message] of wrong) {
      expect(load(rule)).toThrow(DistrictFault)
      expect(load(rule)).toThrow(message)
    }
    expect(load(good, 'mondlandung')).toThrow(/\/mondlandung\): Die Leistung „mondlandung“ hat kein Formular/)
    expect(() =>
      loadDistrict('landkreis.json', { ...demoFile, requirements: { 'kfz-ummeldung': [good, good] } }),
    ).toThrow(/\/1\/id\): Die Regel „[^“]+“ gilt in derselben Zeit schon/)
  })
})
