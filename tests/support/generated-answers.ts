import fc from 'fast-check'
import { fieldsOf, type Form } from '#shared/model/forms/form.ts'
import { pathsOf } from '#shared/model/forms/values.ts'

/** Answers of every kind at every place of a form, sensible or not. */
export function generatedAnswers(form: Form) {
  const paths = fieldsOf(form).flatMap((field) => (field.kind === 'group' ? [] : pathsOf(field)))
  const value = fc.oneof(
    fc.constantFrom('', ' ', '2026-02-28', '2026-02-20', '05/2027', '01/2020', 'DE89370400440532013000'),
    fc.string({ maxLength: 12 }),
    fc.boolean(),
    fc.integer(),
    ...fieldsOf(form).flatMap((field) =>
      field.kind === 'choice' ? [fc.constantFrom(...field.options)] : [],
    ),
  )
  return fc.dictionary(fc.constantFrom(...paths), value, { maxKeys: paths.length })
}
