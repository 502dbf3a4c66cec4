import * as Y from 'yjs'
import { Undecodable } from './byte-reader.ts'
import { checkStruct } from './check-struct.ts'
import { frozenContainer, type Actor, type ContainerRule, type RootRules } from './place-schema.ts'
import { ClientLog, Container, gonePlace, type Place } from './places.ts'
import { Rejection } from './rejection.ts'
import { absorbDeletes, Draft, takeDeletes, withDeletes } from './removals.ts'
import {
  clientLimits,
  field,
  noLimits,
  parents,
  sectionWidth,
  structs,
  structWidth,
  TooMuch,
  UpdateScan,
} from './update-scan.ts'

/** An update taken into the log. */
export interface Admission {
  /** What is new in it, as a Yjs v1 update; null when everything was known. */
  readonly bytes: Uint8Array | null
  /** Copies of {@link UpdateScan} for `bytes`. */
  readonly sections: readonly number[]
  readonly deleteSections: readonly number[]
  readonly deletesAt: number
}

const nothingNew: Admission = { bytes: null, sections: [], deleteSections: [], deletesAt: 0 }
const scan = new UpdateScan()

/**
 * What the server knows of a document without holding it: state vector, owners of client ids, where every struct stands, and
 * what is deleted. Decides on every update from its bytes alone (design 6-trust, "Update validator").
 */
export class DocumentIndex {
  readonly logs = new Map<number, ClientLog>()
  private readonly roots = new Map<string, Container>()

  constructor(private rules: RootRules) {}

  /** Takes over rules for a changed set of forms. */
  plan(rules: RootRules): void {
    this.rules = rules
    for (const [name, root] of this.roots) root.rule = rules.get(name) ?? frozenContainer
  }

  /** From now on nobody but the server changes these forms; all others are open. */
  lock(forms: ReadonlySet<string>): void {
    for (const [id, { child }] of this.roots.get('forms')?.places() ?? [])
      if (child !== null) child.locked = forms.has(id)
  }

  root(name: string): Container | undefined {
    return this.roots.get(name)
  }

  ownerOf(client: number): string | undefined {
    return this.logs.get(client)?.owner
  }

  stateVector(): Map<number, number> {
    return new Map([...this.logs.values()].map((log) => [log.client, log.next]))
  }

  /**
   * Takes an update of a client, or refuses it and changes nothing.
   * @param reserved who may use a client id that has written nothing yet (it is shown with somebody's cursor); undefined: free
   * @throws Rejection
   */
  admit(
    update: Uint8Array,
    actor: Actor,
    reserved: (client: number) => string | undefined = () => undefined,
  ): Admission {
    const bytes = this.readNew(update, actor, reserved)
    const draft = new Draft()
    try {
      this.place(actor, false, draft)
      takeDeletes(this.logs, scan.deletes, actor, draft)
    } catch (error) {
      draft.takeBack()
      throw error
    }
    for (const container of draft.dying) container.dead = true
    return this.admission(bytes, draft)
  }

  /** Takes over what the store holds. @throws Undecodable when it is damaged */
  absorb(update: Uint8Array, ownerOf: (client: number) => string): Admission {
    scan.read(update, noLimits)
    for (let at = 0; at < scan.sections.length; at += sectionWidth) {
      const client = scan.sections[at] as number
      if (!this.logs.has(client)) this.logs.set(client, new ClientLog(client, ownerOf(client)))
    }
    this.place({ owner: '', name: '' }, true, new Draft())
    absorbDeletes(this.logs, scan.deletes)
    return snapshotOfScan(update)
  }

  private readNew(
    update: Uint8Array,
    actor: Actor,
    reserved: (client: number) => string | undefined,
  ): Uint8Array {
    this.read(update)
    if (!this.checkClients(actor, reserved)) return update
    // Parts of it are known already (an older connection was faster): only the rest is looked at and kept.
    const known = new Map<number, number>()
    for (let at = 0; at < scan.sections.length; at += sectionWidth) {
      const client = scan.sections[at] as number
      known.set(client, this.logs.get(client)?.next ?? 0)
    }
    const rest = Y.diffUpdate(update, Y.encodeStateVector(known))
    this.read(rest)
    return rest
  }

  private read(update: Uint8Array): void {
    try {
      scan.read(update, clientLimits)
    } catch (error) {
      if (error instanceof TooMuch) throw new Rejection('LIMIT', error.message)
      if (error instanceof Undecodable) throw new Rejection('DECODE', error.message)
      throw error
    }
  }

  /** True when something in it is known already. */
  private checkClients(actor: Actor, reserved: (client: number) => string | undefined): boolean {
    const { sections } = scan
    let overlaps = false
    for (let at = 0; at < sections.length; at += sectionWidth) {
      const client = sections[at] as number
      for (let other = 0; other < at; other += sectionWidth) {
        if (sections[other] === client) throw new Rejection('DECODE', 'client twice')
      }
      if (sections[at + 3] === 0) throw new Rejection('DECODE', 'empty section')
      const owner = this.logs.get(client)?.owner ?? reserved(client)
      if (owner !== undefined && owner !== actor.owner)
        throw new Rejection('OWNER', 'client id of somebody else')
      const next = this.logs.get(client)?.next ?? 0
      const from = sections[at + 1] as number
      if (from > next) throw new Rejection('GAP', 'clock')
      if (from < next) overlaps = true
    }
    return overlaps
  }

  /** Finds the place of every struct, in an order in which everything it refers to is known. */
  private place(actor: Actor, trusted: boolean, draft: Draft): void {
    const { sections } = scan
    const cursors: number[] = []
    const ends: number[] = []
    let offset = 0
    let left = 0
    for (let at = 0; at < sections.length; at += sectionWidth) {
      const count = sections[at + 3] as number
      cursors.push(offset)
      offset += count * structWidth
      ends.push(offset)
      left += count
      this.open(sections[at] as number, actor, draft)
    }
    while (left > 0) {
      const before = left
      for (let section = 0; section < cursors.length; section++) {
        const log = this.logs.get(sections[section * sectionWidth] as number) as ClientLog
        let at = cursors[section] as number
        const end = ends[section] as number
        while (at < end && this.placeStruct(log, at, actor, trusted, draft)) {
          at += structWidth
          left -= 1
        }
        cursors[section] = at
      }
      if (left === before) throw new Rejection('GAP', 'origin or parent')
    }
  }

  private open(client: number, actor: Actor, draft: Draft): void {
    const known = this.logs.get(client)
    if (known === undefined) {
      this.logs.set(client, new ClientLog(client, actor.owner))
      draft.undo.push(() => this.logs.delete(client))
      return
    }
    const { next } = known
    draft.undo.push(() => known.cut(next))
  }

  /** False: refers to something that is not known yet. */
  private placeStruct(log: ClientLog, at: number, actor: Actor, trusted: boolean, draft: Draft): boolean {
    const table = scan.structs
    const kind = table[at + field.kind] as number
    if (kind === structs.skip) throw new Rejection('GAP', 'skip')
    const place = kind === structs.gc ? gonePlace : this.findPlace(at, trusted, draft)
    if (place === undefined) return false
    if (!trusted && kind !== structs.gc) checkStruct(scan, at, place, actor)
    const clock = log.next
    log.extend(table[at + field.length] as number, place)
    if (place !== gonePlace && kind !== structs.gc)
      this.occupy(log, clock, kind, place, actor, trusted, draft)
    return true
  }

  private findPlace(at: number, trusted: boolean, draft: Draft): Place | undefined {
    const table = scan.structs
    const originClient = table[at + field.originClient] as number
    const rightClient = table[at + field.rightClient] as number
    if (originClient < 0 && rightClient < 0) return this.placeByParent(at, trusted, draft)
    let place: Place | undefined
    if (originClient >= 0) {
      place = this.logs.get(originClient)?.placeAt(table[at + field.originClock] as number)
      if (place === undefined || rightClient < 0) return place
    }
    const right = this.logs.get(rightClient)?.placeAt(table[at + field.rightClock] as number)
    if (right === undefined || place === undefined) return right
    if (place === gonePlace || right === gonePlace) return gonePlace
    if (place !== right) throw new Rejection('SCHEMA', 'neighbours in two places')
    return place
  }

  private placeByParent(at: number, trusted: boolean, draft: Draft): Place | undefined {
    const table = scan.structs
    let container: Container | undefined
    if (table[at + field.parent] === parents.root) {
      container = this.openRoot(textAt(table[at + field.parentA] as number), trusted)
    } else {
      const log = this.logs.get(table[at + field.parentA] as number)
      const clock = table[at + field.parentB] as number
      if (log === undefined || clock >= log.next) return undefined
      container = log.containers.get(clock)
      if (container === undefined) return gonePlace
    }
    const keyAt = table[at + field.keyAt] as number
    if (keyAt < 0) return container.inside ?? refuse('a map without a key')
    if (container.rule.kind !== 'map') return refuse('a key outside of a map')
    const key = textAt(keyAt)
    const fresh = container.peek(key) === undefined
    const place = container.at(key, trusted) ?? refuse('unknown key')
    if (fresh) {
      const inside = container
      draft.undo.push(() => inside.forget(key))
    }
    return place
  }

  private openRoot(name: string, trusted: boolean): Container {
    const known = this.roots.get(name)
    if (known !== undefined) return known
    const rule = this.rules.get(name) ?? (trusted ? frozenContainer : undefined)
    if (rule === undefined) return refuse('unknown root')
    const root = new Container(rule, '', null)
    this.roots.set(name, root)
    return root
  }

  // prettier-ignore
  private occupy(log: ClientLog, clock: number, kind: number, place: Place, actor: Actor, trusted: boolean, draft: Draft): void {
    const { used, child } = place
    draft.undo.push(() => {
      place.used = used
      place.child = child
    })
    place.used = true
    if (kind !== structs.type) return
    const inner: ContainerRule = place.rule.inner ?? frozenContainer
    const container = new Container(inner, trusted ? log.owner : actor.owner, place)
    log.containers.set(clock, container)
    draft.undo.push(() => log.containers.delete(clock))
    if (place.container?.rule.kind === 'map') place.child = container
  }

  private admission(update: Uint8Array, draft: Draft): Admission {
    if (draft.graves.length === scan.deletes.length && isSame(draft.graves, scan.deletes)) {
      return scan.sections.length === 0 && scan.deletes.length === 0 ? nothingNew : snapshotOfScan(update)
    }
    if (scan.sections.length === 0 && draft.graves.length === 0) return nothingNew
    const bytes = withDeletes(update.subarray(0, scan.deletesAt), draft.graves)
    scan.read(bytes, noLimits)
    return snapshotOfScan(bytes)
  }
}

function refuse(reason: string): never {
  throw new Rejection('SCHEMA', reason)
}

function textAt(at: number): string {
  const { reader } = scan
  reader.at = at
  return reader.textValue()
}

function snapshotOfScan(bytes: Uint8Array): Admission {
  return {
    bytes,
    sections: scan.sections.slice(),
    deleteSections: scan.deleteSections.slice(),
    deletesAt: scan.deletesAt,
  }
}

const isSame = (left: readonly number[], right: readonly number[]) =>
  left.every((value, at) => value === right[at])
