import * as encoding from 'lib0/encoding'
import { refuseLocked } from './check-struct.ts'
import { serverOwner, type Actor } from './place-schema.ts'
import type { ClientLog, Container, Place } from './places.ts'
import { Rejection } from './rejection.ts'

type Logs = ReadonlyMap<number, ClientLog>

/** Undo list of one update: what to take back when a later part of it is refused. */
export class Draft {
  readonly undo: (() => void)[] = []
  readonly dying = new Set<Container>()
  readonly graves: number[] = []

  takeBack(): void {
    for (let step = this.undo.length - 1; step >= 0; step--) this.undo[step]?.()
  }
}

/**
 * Deletes only of what exists, and only of what this actor may remove. Leaves in `draft.graves` what is new.
 * @param deletes client, clock, length …
 * @throws Rejection and changes nothing
 */
export function takeDeletes(logs: Logs, deletes: readonly number[], actor: Actor, draft: Draft): void {
  if (deletes.length === 0) return
  for (let at = 0; at < deletes.length; at += 3) {
    const client = deletes[at] as number
    const from = deletes[at + 1] as number
    const to = from + (deletes[at + 2] as number)
    const log = logs.get(client)
    if (log === undefined || to > log.next) throw new Rejection('GAP', 'deletes what does not exist')
    log.living(from, to, (begin, end) => {
      draft.graves.push(client, begin, end - begin)
      markDying(log, begin, end, draft)
    })
  }
  eachGrave(logs, draft, (log, from, to) => checkRemoval(log, from, to, actor, draft))
  eachGrave(logs, draft, (log, from, to) => log.bury(from, to))
}

/** Takes over a delete set the server wrote itself. */
export function absorbDeletes(logs: Logs, deletes: readonly number[]): void {
  const draft = new Draft()
  for (let at = 0; at < deletes.length; at += 3) {
    const log = logs.get(deletes[at] as number)
    const from = deletes[at + 1] as number
    const to = from + (deletes[at + 2] as number)
    if (log === undefined) continue
    markDying(log, from, to, draft)
    log.bury(from, to)
  }
  for (const container of draft.dying) container.dead = true
}

function eachGrave(
  logs: Logs,
  { graves }: Draft,
  visit: (log: ClientLog, from: number, to: number) => void,
): void {
  for (let at = 0; at < graves.length; at += 3) {
    const log = logs.get(graves[at] as number)
    const from = graves[at + 1] as number
    if (log !== undefined) visit(log, from, from + (graves[at + 2] as number))
  }
}

/** Parts of [from, to) that stand at one place each. */
function eachRun(
  log: ClientLog,
  from: number,
  to: number,
  visit: (place: Place, from: number, to: number) => void,
): void {
  for (let run = log.run(from); run < log.starts.length && (log.starts[run] as number) < to; run++) {
    const begin = Math.max(from, log.starts[run] as number)
    visit(log.places[run] as Place, begin, Math.min(to, log.starts[run + 1] ?? log.next))
  }
}

function markDying(log: ClientLog, from: number, to: number, draft: Draft): void {
  if (log.containers.size === 0) return
  eachRun(log, from, to, (place, begin, end) => {
    if (place.rule.inner === null) return
    for (let clock = begin; clock < end; clock++) {
      const container = log.containers.get(clock)
      if (container !== undefined) draft.dying.add(container)
    }
  })
}

function checkRemoval(log: ClientLog, from: number, to: number, actor: Actor, draft: Draft): void {
  eachRun(log, from, to, (place, begin, end) => {
    refuseLocked(place, actor)
    if (!mayRemove(log, place, begin, end, actor, draft)) throw new Rejection('SCHEMA', 'must not be removed')
  })
}

function mayRemove(
  log: ClientLog,
  place: Place,
  from: number,
  to: number,
  actor: Actor,
  draft: Draft,
): boolean {
  switch (place.rule.remove) {
    case 'anyone':
      return true
    case 'staff':
      return actor.guest !== true
    case 'server':
      return actor.owner === serverOwner
    case 'parent': {
      const holder = place.container
      return holder === null || holder.dead || draft.dying.has(holder)
    }
    case 'author':
      for (let clock = from; clock < to; clock++) {
        const container = log.containers.get(clock)
        if (container !== undefined && container.owner !== actor.owner) return false
      }
      return true
  }
}

/** Puts a delete set of [client, clock, length …] behind encoded structs. */
export function withDeletes(structBytes: Uint8Array, graves: readonly number[]): Uint8Array {
  const byClient = new Map<number, number[]>()
  for (let at = 0; at < graves.length; at += 3) {
    const client = graves[at] as number
    const ranges = byClient.get(client) ?? []
    ranges.push(graves[at + 1] as number, graves[at + 2] as number)
    byClient.set(client, ranges)
  }
  const out = encoding.createEncoder()
  encoding.writeUint8Array(out, structBytes)
  encoding.writeVarUint(out, byClient.size)
  for (const [client, ranges] of byClient) {
    encoding.writeVarUint(out, client)
    encoding.writeVarUint(out, ranges.length / 2)
    for (const value of ranges) encoding.writeVarUint(out, value)
  }
  return encoding.toUint8Array(out)
}
