import type { Audience } from '#shared/contract/document-contract.ts'
import type { FieldPlan } from '#shared/model/forms/field-plan.ts'
import type { CaseFormPlan } from './document-port.ts'

/** The owner name under which the server's own client ids are claimed. */
export const serverOwner = 'server'

/** On whose behalf an update arrives. */
export interface Actor {
  readonly owner: string
  readonly name: string
  /** Fills in the form and writes nothing else. */
  readonly guest?: boolean
}

type Content = 'text' | 'characters' | 'scalar' | 'map' | 'nothing'

/** What may stand at one place of a document, who may put it there and who may take it away. */
export interface PlaceRule {
  readonly content: Content
  /** `author`: only who created the container the place lies in. `staff`: everybody but a guest. */
  readonly write: 'anyone' | 'author' | 'server' | 'staff'
  /** `parent`: only together with the container. `author`: who created what stands here. */
  readonly remove: 'anyone' | 'author' | 'parent' | 'server' | 'staff'
  /** At most one living value: a second one would silently drop the first. */
  readonly once: boolean
  readonly inner: ContainerRule | null
  /** Scalars only: the value must be the actor's own person id (or null where `orNull`), own name, or a short text. */
  readonly value?: 'own-id' | 'own-id-or-null' | 'own-name' | 'own-name-or-null' | number
}

/** What a map, text or array may hold. `key` answers undefined for a key that does not belong there. */
export interface ContainerRule {
  readonly kind: 'map' | 'text' | 'array'
  key(key: string): PlaceRule | undefined
  readonly entry: PlaceRule | null
}

const rule = (content: Content, rest: Partial<PlaceRule> = {}): PlaceRule => ({
  content,
  write: 'anyone',
  remove: 'anyone',
  once: false,
  inner: null,
  ...rest,
})

const nowhere = () => undefined
/** Where nothing may happen: things of later issues, fields that left their form, what was removed for good. */
export const frozen: PlaceRule = rule('nothing', { write: 'server', remove: 'server' })
export const gone: PlaceRule = rule('nothing')
export const frozenContainer: ContainerRule = { kind: 'map', key: () => frozen, entry: frozen }

const plainText: ContainerRule = { kind: 'text', key: nowhere, entry: rule('characters') }
const text = (rest: Partial<PlaceRule>) => rule('text', { once: true, inner: plainText, ...rest })
const mapOf = (key: (key: string) => PlaceRule | undefined): ContainerRule => ({
  kind: 'map',
  key,
  entry: null,
})
const arrayOf = (entry: PlaceRule): ContainerRule => ({ kind: 'array', key: nowhere, entry })

const itemId = /^[a-z0-9][a-z0-9-]{0,63}$/
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Fields of a form by path; `create` says who creates texts and groups: the server, or whoever adds the item. */
function fieldsRule(plan: readonly FieldPlan[], create: 'server' | 'anyone'): ContainerRule {
  const remove = create === 'server' ? 'server' : 'parent'
  const byPath = new Map<string, PlaceRule>()
  for (const planned of plan) {
    if (forbiddenKeys.has(planned.path)) continue
    if (planned.kind === 'scalar') byPath.set(planned.path, rule('scalar', { value: longestScalar }))
    else if (planned.kind === 'text') byPath.set(planned.path, text({ write: create, remove }))
    else
      byPath.set(
        planned.path,
        rule('map', { write: create, remove, once: true, inner: groupRule(planned.item ?? []) }),
      )
  }
  return mapOf((key) => byPath.get(key))
}

function groupRule(item: readonly FieldPlan[]): ContainerRule {
  const entry = rule('map', { once: true, inner: fieldsRule(item, 'anyone') })
  return mapOf((key) => (itemId.test(key) && !forbiddenKeys.has(key) ? entry : undefined))
}

const longestScalar = 1_000
const fixed = (value: NonNullable<PlaceRule['value']>) =>
  rule('scalar', { write: 'author', remove: 'parent', once: true, value })
const shortText = fixed(200)

/** A remark at a field or an internal note: written once by its author, whose name cannot be chosen. */
function entriesRule(extra: ReadonlyMap<string, PlaceRule>): ContainerRule {
  const keys = new Map<string, PlaceRule>([
    ['id', shortText],
    ['text', fixed(4_000)],
    ['by', fixed('own-id')],
    ['byName', fixed('own-name')],
    ['at', shortText],
    ...extra,
  ])
  return arrayOf(rule('map', { write: 'staff', remove: 'author', inner: mapOf((key) => keys.get(key)) }))
}

/** A guest reads remarks and neither writes nor settles them. */
const ofStaff = { write: 'staff', remove: 'staff' } as const
const remarks = entriesRule(
  new Map([
    ['caseService', shortText],
    ['field', shortText],
    ['doneBy', rule('scalar', { ...ofStaff, value: 'own-id-or-null' })],
    ['doneByName', rule('scalar', { ...ofStaff, value: 'own-name-or-null' })],
    ['doneAt', rule('scalar', { ...ofStaff, value: 40 })],
  ]),
)
const notes = entriesRule(new Map())

/** Rules of a form, shared by all cases that have it. */
const formRules = new WeakMap<readonly FieldPlan[], ContainerRule>()

function formRule(fields: readonly FieldPlan[]): ContainerRule {
  const known = formRules.get(fields)
  if (known !== undefined) return known
  const made = fieldsRule(fields, 'server')
  formRules.set(fields, made)
  return made
}

/** The roots of a document by name (design 2-domain, "Documents of a case"). */
export type RootRules = ReadonlyMap<string, ContainerRule>

/** Roots of the shared document with the forms planned so far; a changed plan makes new rules. */
export function rootRules(audience: Audience, plans: readonly CaseFormPlan[]): RootRules {
  if (audience !== 'shared') return new Map([['notes', notes]])
  const forms = new Map(
    plans.map((plan) => [
      plan.caseService,
      rule('map', {
        write: 'server',
        remove: 'server',
        once: true,
        inner: formRule(plan.fields),
      }),
    ]),
  )
  return new Map([
    ['forms', mapOf((key) => forms.get(key))],
    ['remarks', remarks],
    ['confirmations', mapOf(() => frozen)],
    ['annotations', mapOf(() => frozen)],
  ])
}
