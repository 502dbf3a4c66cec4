import { fieldKey, isRequired, isVisible, itemFields, type PlacedField } from '../forms/conditions.ts'
import { fieldsOf, type Field, type Form, type GroupField, type SingleField } from '../forms/form.ts'
import { chosenOptions, isFilled, type FieldValues, type FormValues } from '../forms/values.ts'
import { checkField } from './check-field.ts'
import { ageOn, isIsoDay } from './days.ts'
import { error, hint, type CheckContext, type Finding, type FindingCode } from './finding.ts'

type FormStatus = 'empty' | 'incomplete' | 'hints' | 'complete'

export interface FormCheck {
  /** Key (`path` or `group/item/path`) → what to say there. Visible fields only; empty ones are in `missing`. */
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
  let filled = 0
  for (const field of fieldsOf(form)) {
    if (!isVisible(field, values.fields, context.today)) continue
    if (field.kind === 'group') filled += checkGroup(field, values, context, tally)
    else filled += checkSingle({ key: field.path, field, values: values.fields }, context, tally)
  }
  checkAges(form, values, context, tally)
  return tally.result(filled)
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
function checkSingle({ key, field, values }: PlacedField, context: CheckContext, tally: Tally): number {
  const there = isAnswered(field, values)
  if (isRequired(field, values, context.today)) tally.need(key, there, missingCode(field))
  const finding = checkField(field, values, context)
  if (finding) tally.findings.set(key, finding)
  return there ? 1 : 0
}

function isAnswered(field: SingleField, values: FieldValues): boolean {
  return field.kind === 'multi' ? chosenOptions(field, values).length > 0 : isFilled(values[field.path])
}

function missingCode(field: SingleField): FindingCode {
  if (field.kind === 'flag') return 'requiredTick'
  return field.kind === 'choice' || field.kind === 'multi' ? 'requiredChoice' : 'required'
}

function checkGroup(group: GroupField, values: FormValues, context: CheckContext, tally: Tally): number {
  const items = values.groups[group.path] ?? []
  const minimum = Math.max(group.minItems, isRequired(group, values.fields, context.today) ? 1 : 0)
  if (minimum > 0) tally.need(group.path, items.length >= minimum, 'tooFewItems', { minimum })
  let filled = 0
  for (const placed of items.flatMap((item) => itemFields(group, item, values))) {
    if (isVisible(placed.field, placed.values, context.today)) filled += checkSingle(placed, context, tally)
  }
  return filled
}

/** Where a form asks for guardians below an age, the date of birth says so (identity card: § 9 Abs. 2 PAuswG). */
function checkAges(form: Form, values: FormValues, context: CheckContext, tally: Tally) {
  for (const field of fieldsOf(form)) {
    const rule = ageRule(field)
    const born = rule ? values.fields[rule.field] : undefined
    if (!rule || typeof born !== 'string' || !isIsoDay(born) || born > context.today) continue
    const age = ageOn(born, context.today)
    const key = fieldKey(rule.field)
    if (age < rule.ageUnder && !tally.findings.has(key))
      tally.findings.set(key, hint('ageGuardians', { age, limit: rule.ageUnder }))
  }
}

function ageRule(field: Field): { field: string; ageUnder: number } | undefined {
  return field.requiredWhen && 'ageUnder' in field.requiredWhen ? field.requiredWhen : undefined
}
