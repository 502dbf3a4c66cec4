import type { Condition, Field } from '#shared/model/forms/form.ts'
import { pathsOf } from '#shared/model/forms/values.ts'
import { formSentences as say } from './form-sentences.ts'

/** Something wrong in a form or with a condition: JSON path from its root, and a German sentence. */
export interface FormFault {
  readonly path: string
  readonly sentence: string
}

type Raw<Key extends string> = Readonly<Record<Key, unknown>>

/** Reads a condition from a file: known words only, over fields that exist, with answers they can have. Undefined: all is well. */
export function conditionFault(value: unknown, fields: readonly Field[]): FormFault | undefined {
  if (typeof value !== 'object' || value === null) return fault('', say.conditionKinds)
  switch (Object.keys(value).toSorted().join(' ')) {
    case 'field in':
      return answerFault(value as Raw<'field' | 'in'>, fields)
    case 'ageUnder field':
      return ageFault(value as Raw<'field' | 'ageUnder'>, fields)
    case 'filled':
      return filledFault((value as Raw<'filled'>).filled, fields)
    case 'all':
      return partsFault('/all', (value as Raw<'all'>).all, fields)
    case 'any':
      return partsFault('/any', (value as Raw<'any'>).any, fields)
    case 'not':
      return below('/not', conditionFault((value as Raw<'not'>).not, fields))
    default:
      return fault('', say.conditionKinds)
  }
}

function fault(path: string, sentence: string): FormFault {
  return { path, sentence }
}

function below(path: string, inner: FormFault | undefined): FormFault | undefined {
  return inner && fault(path + inner.path, inner.sentence)
}

function partsFault(path: string, parts: unknown, fields: readonly Field[]): FormFault | undefined {
  if (!Array.isArray(parts) || parts.length === 0) return fault(path, say.conditionEmpty)
  return parts
    .map((part: Condition, index) => below(`${path}/${String(index)}`, conditionFault(part, fields)))
    .find((found) => found !== undefined)
}

function fieldAt(path: unknown, fields: readonly Field[]): Field | undefined {
  return fields.find((one) => one.kind !== 'group' && pathsOf(one).some((key) => key === path))
}

function answerFault(condition: Raw<'field' | 'in'>, fields: readonly Field[]): FormFault | undefined {
  const field = fieldAt(condition.field, fields)
  if (field === undefined) return fault('/field', say.noField(String(condition.field)))
  const answers: unknown = condition.in
  if (!Array.isArray(answers) || answers.length === 0) return fault('/in', say.answersEmpty)
  const strange: unknown = answers.find((answer) => !canAnswer(field, answer))
  return strange === undefined
    ? undefined
    : fault('/in', say.noAnswer(String(condition.field), JSON.stringify(strange)))
}

function canAnswer(field: Field, answer: unknown): boolean {
  if (field.kind === 'choice') return field.options.some((option) => option === answer)
  if (field.kind === 'flag' || field.kind === 'multi') return answer === true
  return typeof answer === (field.kind === 'integer' || field.kind === 'decimal' ? 'number' : 'string')
}

function ageFault(condition: Raw<'field' | 'ageUnder'>, fields: readonly Field[]): FormFault | undefined {
  if (fieldAt(condition.field, fields)?.kind !== 'date')
    return fault('/field', say.noDate(String(condition.field)))
  return Number.isInteger(condition.ageUnder) && Number(condition.ageUnder) > 0
    ? undefined
    : fault('/ageUnder', say.ageNumber)
}

function filledFault(path: unknown, fields: readonly Field[]): FormFault | undefined {
  const keys = fields.flatMap((field) => (field.kind === 'group' ? [] : pathsOf(field)))
  const known = keys.some((key) => key === path || key.startsWith(`${String(path)}.`))
  return known ? undefined : fault('/filled', say.noField(String(path)))
}
