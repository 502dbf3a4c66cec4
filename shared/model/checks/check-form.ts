import { fieldKey, isRequired, isVisible, valuesInside } from '../forms/conditions.ts'
import {
  fieldsOf,
  type Condition,
  type Field,
  type Form,
  type GroupField,
  type SingleField,
} from '../forms/form.ts'
import {
  chosenOptions,
  isFilled,
  type FieldValues,
  type FormValues,
  type GroupValues,
} from '../forms/values.ts'
import { checkField } from './check-field.ts'
import { ageOn } from './days.ts'
import { error, hint, type CheckContext, type Finding, type FindingCode } from './finding.ts'

type FormStatus = 'empty' | 'incomplete' | 'hints' | 'complete'

export interface FormCheck {
  /** Key (see `fieldKey`) → what to say there. Visible fields only; empty ones are in `missing`. */
  readonly findings: ReadonlyMap<string, Finding>
  /** Key → what to say where something required is still empty, for screens that show it at the field. */
  readonly missing: ReadonlyMap<string, Finding>
  readonly complete: { readonly filled: number; readonly required: number }
  readonly errors: number
  readonly hints: number
  /** `hints`: there is something to put right or to judge; `complete`: nothing, and all required fields are filled. */
  readonly status: FormStatus
}

/** Checks a whole form. Pure: the same in browser and server, `context.today` decides about dates. */
export function checkForm(form: Form, values: FormValues, context: CheckContext): FormCheck {
  const tally = new Tally()
  const place: Surroundings = { values: values.fields, groups: values.groups, key: (path) => path }
  const filled = checkFields(fieldsOf(form), place, context, tally)
  return tally.result(filled)
}

/** What the fields of a form or of an item stand in. */
interface Surroundings {
  readonly values: FieldValues
  readonly groups: GroupValues
  /** Key of one of the fields. */
  readonly key: (path: string) => string
}

/** Returns how many fields hold something. */
function checkFields(
  fields: readonly Field[],
  place: Surroundings,
  context: CheckContext,
  tally: Tally,
): number {
  let filled = 0
  for (const field of fields) {
    if (!isVisible(field, place.values, context.today)) continue
    if (field.kind === 'group') filled += checkGroup(field, place, context, tally)
    else filled += checkSingle(field, place, context, tally)
  }
  checkAges(fields, place, context, tally)
  return filled
}

class Tally {
  readonly findings = new Map<string, Finding>()
  readonly missing = new Map<string, Finding>()
  required = 0
  done = 0

  need(key: string, there: boolean, code: FindingCode, values: Finding['values'] = {}) {
    this.required += 1
    if (there) this.done += 1
    else this.missing.set(key, error(code, values))
  }

  result(filled: number): FormCheck {
    const levels = [...this.findings.values()].map((finding) => finding.level)
    const errors = levels.filter((level) => level === 'error').length
    const hints = levels.filter((level) => level === 'hint').length
    return {
      findings: this.findings,
      missing: this.missing,
      complete: { filled: this.done, required: this.required },
      errors,
      hints,
      status: statusOf(filled, errors + hints, this.missing.size),
    }
  }
}

function statusOf(filled: number, remarks: number, missing: number): FormStatus {
  if (filled === 0) return 'empty'
  if (remarks > 0) return 'hints'
  return missing > 0 ? 'incomplete' : 'complete'
}

/** Returns 1 when something was filled in, else 0. */
function checkSingle(
  field: SingleField,
  { values, key }: Surroundings,
  context: CheckContext,
  tally: Tally,
): number {
  const there = isAnswered(field, values)
  if (isRequired(field, values, context.today)) tally.need(key(field.path), there, missingCode(field))
  const finding = checkField(field, values, context)
  if (finding) tally.findings.set(key(field.path), finding)
  return there ? 1 : 0
}

function isAnswered(field: SingleField, values: FieldValues): boolean {
  return field.kind === 'multi' ? chosenOptions(field, values).length > 0 : isFilled(values[field.path])
}

function missingCode(field: SingleField): FindingCode {
  if (field.kind === 'flag') return 'requiredTick'
  return field.kind === 'choice' || field.kind === 'multi' ? 'requiredChoice' : 'required'
}

function checkGroup(group: GroupField, place: Surroundings, context: CheckContext, tally: Tally): number {
  const items = place.groups[group.path] ?? []
  const own = place.key(group.path)
  const minimum = Math.max(group.minItems, isRequired(group, place.values, context.today) ? 1 : 0)
  if (minimum > 0) tally.need(own, items.length >= minimum, 'tooFewItems', { minimum })
  if (items.length > group.maxItems)
    tally.findings.set(own, error('tooManyItems', { maximum: group.maxItems }))
  let filled = 0
  for (const item of items) {
    const inside: Surroundings = {
      values: valuesInside(item, place.values),
      groups: item.groups ?? {},
      key: (path) => fieldKey(path, own, item.id),
    }
    filled += checkFields(group.fields, inside, context, tally)
  }
  return filled
}

/** Where something is still to be filled in because of an age, the date of birth says so (identity card: § 9 PAuswG). */
function checkAges(fields: readonly Field[], place: Surroundings, context: CheckContext, tally: Tally) {
  for (const field of fields) {
    const rule = field.requiredWhen && ageRule(field.requiredWhen)
    if (!rule || !fields.some(({ path }) => path === rule.field)) continue
    const born = place.values[rule.field]
    if (typeof born !== 'string' || !isRequired(field, place.values, context.today)) continue
    if (
      field.kind === 'group' ? (place.groups[field.path] ?? []).length > 0 : isAnswered(field, place.values)
    )
      continue
    const key = place.key(rule.field)
    const age = ageOn(born, context.today)
    if (!tally.findings.has(key))
      tally.findings.set(key, hint('ageGuardians', { age, limit: rule.ageUnder, title: field.title }))
  }
}

function ageRule(condition: Condition): { field: string; ageUnder: number } | undefined {
  if ('ageUnder' in condition) return condition
  return 'all' in condition ? condition.all.map(ageRule).find((rule) => rule !== undefined) : undefined
}
