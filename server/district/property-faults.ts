import type { Field } from '#shared/model/forms/form.ts'
import type { PropertySource } from '#shared/model/forms/form-of.ts'
import type { FieldNotes, SchemaNode } from '#shared/model/forms/schema.ts'
import { conditionFault, type FormFault } from './condition-fault.ts'
import { formSentences as say } from './form-sentences.ts'

/** Groups in groups in groups: more nobody finds their way in. */
const deepest = 3
/** Keys of fields name their places in findings and remarks; each step inside a group has an id of 36 characters. */
const longestKey = 190

/** What is wrong with one property of a form. `scope`: fields its conditions and bounds may name, the nearest first. */
export function propertyFaults(source: PropertySource, scope: readonly Field[]): FormFault[] {
  const { node, at, target, groups, path } = source
  const key = [...groups.map((group) => `${group}/${'x'.repeat(36)}`), path].join('/')
  return [
    ...noteFaults(source, scope),
    ...boundFaults(node, target),
    ...patternFaults(source, scope),
    ...(node.title === undefined && !isLayout(node) ? [{ path: at, sentence: say.noTitle }] : []),
    ...(groups.length > deepest ? [{ path: at, sentence: say.tooDeep(deepest) }] : []),
    ...(key.length > longestKey ? [{ path: at, sentence: say.pathTooLong }] : []),
  ]
}

/** Objects without a title are a frame only; their parts have titles of their own. */
function isLayout(node: SchemaNode): boolean {
  return node.type === 'object'
}

const fitting: Readonly<Record<string, readonly (keyof FieldNotes)[]>> = {
  text: ['format', 'multiline', 'citizenOnly', 'role'],
  date: ['date', 'notBefore', 'notAfter'],
  number: ['unit', 'atMost'],
  group: ['itemTitle', 'firstItem'],
}
const anywhere: readonly (keyof FieldNotes)[] = ['meaning', 'when', 'requiredWhen', 'width']

function kindOf(node: SchemaNode): string {
  if (node.enum) return 'choice'
  if (node.type === 'string') return node.format === 'date' ? 'date' : 'text'
  if (node.type === 'integer' || node.type === 'number') return 'number'
  return node.type === 'array' && node.items?.enum === undefined ? 'group' : 'other'
}

function noteFaults(source: PropertySource, scope: readonly Field[]): FormFault[] {
  const { node } = source
  const notes = node['x-field'] ?? {}
  const allowed = [...anywhere, ...(fitting[kindOf(node)] ?? [])]
  return (Object.keys(notes) as (keyof FieldNotes)[]).flatMap((note): FormFault[] => {
    const path = `${Object.hasOwn(source.own, note) ? source.at : source.target}/x-field/${note}`
    if (!allowed.includes(note)) return [{ path, sentence: say.noteHere(note) }]
    if (note === 'when' || note === 'requiredWhen') {
      const fault = conditionFault(notes[note], scope)
      return fault ? [{ path: path + fault.path, sentence: fault.sentence }] : []
    }
    if (note === 'notBefore' || note === 'notAfter') return boundTo(notes[note], ['date'], scope, path)
    return note === 'atMost' ? boundTo(notes[note], ['integer', 'decimal'], scope, path) : []
  })
}

function boundTo(
  other: string | undefined,
  kinds: readonly Field['kind'][],
  scope: readonly Field[],
  path: string,
): FormFault[] {
  const found = scope.find((field) => field.path === other)
  if (found && kinds.includes(found.kind)) return []
  const sentence = kinds.includes('date') ? say.noDate(other ?? '') : say.noNumber(other ?? '')
  return [{ path, sentence }]
}

const pairs = [
  ['minLength', 'maxLength'],
  ['minimum', 'maximum'],
  ['minItems', 'maxItems'],
] as const

function boundFaults(node: SchemaNode, at: string): FormFault[] {
  return pairs.flatMap(([least, most]) =>
    (node[least] ?? -Infinity) > (node[most] ?? Infinity)
      ? [{ path: `${at}/${least}`, sentence: say.leastAboveMost(least, most) }]
      : [],
  )
}

/** A pattern nobody else explains comes with an example, which has to fit. */
function patternFaults({ node, path, target }: PropertySource, scope: readonly Field[]): FormFault[] {
  if (node.pattern === undefined) return []
  const pattern = compiled(node.pattern)
  if (!pattern) return [{ path: `${target}/pattern`, sentence: say.patternUnreadable }]
  const field = scope.find((one) => one.path === path)
  if (field?.kind !== 'text' || field.format !== 'text') return []
  if (node.examples === undefined) return [{ path: `${target}/pattern`, sentence: say.patternExample }]
  return node.examples.flatMap((example, index) =>
    pattern.test(example)
      ? []
      : [{ path: `${target}/examples/${String(index)}`, sentence: say.exampleFits(example) }],
  )
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u')
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
