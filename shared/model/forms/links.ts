import { fieldsOf, type Form } from './form.ts'

/** One end of a link: a text or scalar of a form; with `group` it stands in that group's first item. */
export interface LinkedField {
  readonly form: string
  readonly path: string
  readonly group?: string
}

/** Two places that hold the same thing. `kind` says how it is kept in the document. */
export interface FieldLink {
  readonly meaning: string
  readonly kind: 'text' | 'scalar'
  readonly from: LinkedField
  readonly to: LinkedField
}

interface End extends LinkedField {
  readonly meaning: string
  readonly kind: 'text' | 'scalar'
}

/**
 * Fields that mean the same in the forms of one case, in pairs: what is typed in `from` may be taken over in `to` and
 * the other way round. Keys of `forms` are case service ids, in the order of the case.
 */
export function linkedFields(forms: Readonly<Record<string, Form>>): FieldLink[] {
  const ends = Object.entries(forms).flatMap(([id, form]) => endsOf(id, form))
  const byMeaning = new Map<string, End[]>()
  for (const end of ends) byMeaning.set(end.meaning, [...(byMeaning.get(end.meaning) ?? []), end])
  return [...byMeaning.values()].flatMap((same) =>
    same.flatMap((from, index) =>
      same
        .slice(index + 1)
        .flatMap((to) => (from.form !== to.form && from.kind === to.kind ? [link(from, to)] : [])),
    ),
  )
}

function link({ meaning, kind, ...from }: End, { meaning: _same, kind: _kind, ...to }: End): FieldLink {
  return { meaning, kind, from, to }
}

/** Where the form keeps what it shares with others. */
function endsOf(id: string, form: Form): End[] {
  return fieldsOf(form).flatMap((field): End[] => {
    if (field.kind !== 'group') {
      return field.meaning === undefined || field.kind === 'multi'
        ? []
        : [
            {
              form: id,
              path: field.path,
              meaning: field.meaning,
              kind: field.kind === 'text' ? 'text' : 'scalar',
            },
          ]
    }
    const first = field.firstItem
    if (first === undefined) return []
    return field.fields.flatMap((inner): End[] =>
      inner.meaning === undefined || inner.kind === 'multi' || inner.kind === 'group'
        ? []
        : [
            {
              form: id,
              group: field.path,
              path: inner.path,
              meaning: `${first}.${inner.meaning}`,
              kind: inner.kind === 'text' ? 'text' : 'scalar',
            },
          ],
    )
  })
}
