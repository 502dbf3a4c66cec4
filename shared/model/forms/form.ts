/** A form as the screen and the checks see it, made from JSON Schema by `formOf`. Plain data, safe to send. */
export interface Form {
  readonly title: string
  readonly sections: readonly Section[]
}

/** `title` null: the form itself is the heading. */
export interface Section {
  /** Name of the first property in it; unique in the form. */
  readonly id: string
  readonly title: string | null
  readonly fields: readonly Field[]
}

/** What a value is, beyond its type; each has a check in `shared/model/checks`. */
export const formats = [
  'text',
  'name',
  'street',
  'house-number',
  'postcode',
  'place',
  'place-of-birth',
  'plate',
  'vin',
  'evb',
  'hu-month',
  'iban',
  'chip',
  'id-serial',
  'email',
  'phone',
  'time',
  'parcel',
] as const
export type Format = (typeof formats)[number]

/**
 * When a date makes sense: `birth` 1900 to today, `past` up to today, `future` from today on, `expiry` the last day of a
 * document (over is for people to judge), `move-in` § 17 BMG, `any` within a lifetime.
 */
export const dateRules = ['any', 'past', 'birth', 'future', 'expiry', 'move-in'] as const
export type DateRule = (typeof dateRules)[number]

/**
 * A rule over the values of the same form; `field` is a full path. Inside a group it is looked for in the item first, then
 * in what is around it.
 */
export type Condition =
  | { readonly field: string; readonly in: readonly (string | number | boolean)[] }
  | { readonly field: string; readonly ageUnder: number }
  /** Something was filled in at or below the path. */
  | { readonly filled: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }

export const widths = ['full', 'half', 'three-quarters', 'third', 'quarter'] as const
export type Width = (typeof widths)[number]

/** Another field of the same form or item that bounds this one; `title` is for the sentence. */
export interface Bound {
  readonly path: string
  readonly title: string
}

interface Common {
  /** Dotted path; inside a group it is relative to the item. */
  readonly path: string
  readonly title: string
  readonly required: boolean
  /** Required as well while this holds. */
  readonly requiredWhen?: Condition
  /** Shown only while this holds; a hidden field is neither checked nor counted. */
  readonly when?: Condition
  readonly width: Width
  /** A sentence that helps to fill it in, in the language of the form. */
  readonly hint?: string
  /** Fields of one meaning hold the same thing in every form: `citizen.address.street`. */
  readonly meaning?: string
}

export interface TextField extends Common {
  readonly kind: 'text'
  readonly format: Format
  readonly maxLength: number
  readonly minLength: number
  readonly multiline: boolean
  readonly inputMode: 'text' | 'numeric' | 'email' | 'tel'
  /** Always `off` at a counter: the browser must not offer the previous citizen's data. */
  readonly autocomplete: 'off'
  readonly capitalize: 'characters' | 'words' | 'sentences' | 'off'
  /** Meant for the citizen alone (IBAN); staff see the last four characters unless they type it themselves. */
  readonly citizenOnly: boolean
  readonly role?: 'old' | 'new'
  /** Regular expression (JSON Schema) the whole text has to match; only where no format knows better. */
  readonly pattern?: string
  /** How it is written, for the sentence when the pattern does not fit. */
  readonly example?: string
}
export interface DateField extends Common {
  readonly kind: 'date'
  readonly rule: DateRule
  readonly notBefore?: Bound
  readonly notAfter?: Bound
}
export interface NumberField extends Common {
  readonly kind: 'integer' | 'decimal'
  readonly minimum?: number
  readonly maximum?: number
  /** Shown behind the number, like `€`. */
  readonly unit?: string
  /** Never more than this other number. */
  readonly atMost?: Bound
}
export interface ChoiceField extends Common {
  readonly kind: 'choice'
  readonly options: readonly string[]
}
export interface FlagField extends Common {
  readonly kind: 'flag'
  /** The box has to be ticked (`const: true`). */
  readonly mustBeTrue: boolean
}
/** Each option is a scalar of its own at `<path>.<option>`. */
export interface MultiField extends Common {
  readonly kind: 'multi'
  readonly options: readonly string[]
  readonly minItems: number
}
/** Datenfeldgruppe or Datenfeld with a multiplicity: several of a kind, possibly with groups inside. */
export interface GroupField extends Common {
  readonly kind: 'group'
  /** Name of one item, shown with its number. */
  readonly itemTitle: string
  readonly minItems: number
  readonly maxItems: number
  readonly fields: readonly Field[]
  /** A field that may stand there several times, not a group of fields. */
  readonly repeated: boolean
  /** What the first item means in all forms, e.g. `citizen`. */
  readonly firstItem?: string
}
export type SingleField = TextField | DateField | NumberField | ChoiceField | FlagField | MultiField
export type Field = SingleField | GroupField

/** Every field of the form in reading order. */
export function fieldsOf(form: Form): Field[] {
  return form.sections.flatMap((section) => section.fields)
}
