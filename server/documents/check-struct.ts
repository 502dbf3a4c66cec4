import * as decoding from 'lib0/decoding'
import { serverOwner, type Actor, type PlaceRule } from './place-schema.ts'
import { gonePlace, isLocked, type Place } from './places.ts'
import { Rejection } from './rejection.ts'
import { field, structs, typeRefs, type UpdateScan } from './update-scan.ts'

const refuse = (reason: string): never => {
  throw new Rejection('SCHEMA', reason)
}

/** Kinds nobody has a use for here, wherever they stand: rich text, embedded objects, binary, sub-documents. */
const neverAllowed = new Set<number>([
  structs.json,
  structs.binary,
  structs.embed,
  structs.format,
  structs.doc,
])

/** Whether one struct may stand where it would stand. @throws Rejection SCHEMA */
export function checkStruct(scan: UpdateScan, at: number, place: Place, actor: Actor): void {
  const table = scan.structs
  const kind = table[at + field.kind] as number
  if (neverAllowed.has(kind)) refuse('kind of content')
  if (place === gonePlace) return
  refuseLocked(place, actor)
  const { rule } = place
  const inMap = place.container?.rule.kind === 'map'
  if (inMap && (table[at + field.rightClient] as number) >= 0) refuse('order within a key')
  if (!mayWrite(rule, place, actor)) refuse('not to be written here')
  if (rule.once && inMap && isTaken(rule, place)) refuse('is there already')
  if (kind === structs.deleted) return
  checkContent(scan, kind, table[at + field.contentAt] as number, rule, actor)
}

/** @throws Rejection READONLY */
export function refuseLocked(place: Place, actor: Actor): void {
  if (actor.owner !== serverOwner && isLocked(place))
    throw new Rejection('READONLY', 'lies with the authority')
}

function mayWrite(rule: PlaceRule, place: Place, actor: Actor): boolean {
  if (rule.content === 'nothing' || rule.write === 'server')
    return actor.owner === 'server' && rule.content !== 'nothing'
  if (rule.write === 'staff') return actor.guest !== true
  return rule.write === 'anyone' || place.container?.owner === actor.owner
}

function isTaken(rule: PlaceRule, place: Place): boolean {
  return rule.content === 'scalar' ? place.used : place.child !== null && !place.child.dead
}

function checkContent(
  scan: UpdateScan,
  kind: number,
  contentAt: number,
  rule: PlaceRule,
  actor: Actor,
): void {
  switch (rule.content) {
    case 'characters':
      if (kind !== structs.string) refuse('plain text only')
      return
    case 'text':
    case 'map': {
      if (kind !== structs.type) refuse('a type belongs here')
      scan.reader.at = contentAt
      if (scan.reader.uint() !== (rule.content === 'text' ? typeRefs.text : typeRefs.map))
        refuse('another type belongs here')
      return
    }
    case 'scalar':
      if (kind !== structs.any) refuse('a plain value belongs here')
      checkScalar(scan, contentAt, rule.value, actor)
      return
    case 'nothing':
      refuse('nothing belongs here')
  }
}

function checkScalar(scan: UpdateScan, contentAt: number, wanted: PlaceRule['value'], actor: Actor): void {
  const { reader } = scan
  reader.at = contentAt
  for (let left = reader.uint(); left > 0; left--) {
    const from = reader.at
    if (reader.any() !== 'scalar') refuse('a plain value belongs here')
    if (typeof wanted === 'number') {
      if (reader.at - from > wanted * 4) refuse('too long')
      continue
    }
    if (wanted === undefined) continue
    const value = decoding.readAny(decoding.createDecoder(reader.bytes.subarray(from, reader.at))) as unknown
    if (value === null && wanted.endsWith('-or-null')) continue
    if (value !== (wanted.startsWith('own-name') ? actor.name : actor.owner)) refuse('not the own name')
  }
}
