import { describe, expect, test } from 'vitest'
import { checkForm } from '#shared/model/checks/check-form.ts'
import { evidenceNeedsOf } from '#shared/model/evidence-need.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import type { Field } from '#shared/model/forms/form.ts'
import { fieldsOf } from '#shared/model/forms/form.ts'
import { valuesFrom } from '#shared/model/forms/values.ts'
import { retentionOf } from '#shared/model/retention.ts'
import { demoDistrict } from '#server/district/demo-district.ts'
import { exampleDay, formExamples } from '#tests/support/form-examples.ts'

const source = demoDistrict()
const context = { today: exampleDay, plates: ['LTL'], places: source.current().places }
const services = Object.keys(source.forms)
const deep = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) => [field, ...(field.kind === 'group' ? deep(field.fields) : [])])

test('[FORM16] all ten forms and at least twelve more are there, each with an example', () => {
  expect(services.length).toBeGreaterThanOrEqual(22)
  expect(Object.keys(formExamples).toSorted()).toEqual(services.toSorted())
})

describe.each(services)('%s', (service) => {
  const form = formOf(source.forms[service]!)
  const values = valuesFrom(form, formExamples[service]!)

  test('[FORM16] its example is complete: nothing missing, nothing wrong, nothing to judge', () => {
    const check = checkForm(form, values, context)
    const remarks = [...check.findings].filter(([, { level }]) => level !== 'good')
    expect({ missing: [...check.missing.keys()], remarks }).toEqual({ missing: [], remarks: [] })
    expect(check.status).toBe('complete')
  })

  test('[FORM16] whatever its example says is one of its fields', () => {
    const read = JSON.stringify(values).match(/"(wert|[A-Za-z.]+)":/g)?.length ?? 0
    expect(read).toBeGreaterThan(0)
    const known = new Set(deep(fieldsOf(form)).map(({ path }) => path))
    const paths = Object.keys(formExamples[service]!)
    expect(
      paths.filter((path) => !known.has(path) && !known.has(path.slice(0, path.lastIndexOf('.')))),
    ).toEqual([])
  })

  test('[FORM16] every section has a title, every field a title that is a word', () => {
    expect(form.sections.map(({ title }) => title)).not.toContain(null)
    expect(deep(fieldsOf(form)).filter(({ title }) => !/^[\p{Lu}\p{Ll}]/u.test(title))).toEqual([])
  })

  test('[FORM16] it has rules of the Vorprüfung, a fee and a retention class, and says what it asks for', () => {
    expect(source.requirements[service]!.length).toBeGreaterThan(0)
    expect(source.fees[service]!.variants.length).toBeGreaterThan(0)
    expect(retentionOf(source.retention, service)).toBeDefined()
    const needs = evidenceNeedsOf(source.evidence[service]!, values, exampleDay)
    expect(needs.length).toBeGreaterThanOrEqual(
      service === 'sperrmuell' || service === 'hund-anmelden' ? 0 : 1,
    )
  })
})
