import { frozen, gone as goneRule, type ContainerRule, type PlaceRule } from './place-schema.ts'

/** A position things can stand at: a key of a map, or the whole inside of a text or an array. */
export class Place {
  /** What lives here, when it is a container; for an array always null. */
  child: Container | null = null
  used = false

  constructor(
    readonly container: Container | null,
    readonly rule: PlaceRule,
  ) {}
}

/** A map, text or array inside a document, known by the id of the struct that made it. */
export class Container {
  dead = false
  /** Nobody but the server changes anything in it. */
  locked = false
  private readonly keys: Map<string, Place> | null
  readonly inside: Place | null

  constructor(
    public rule: ContainerRule,
    readonly owner: string,
    /** Null for a root. */
    readonly place: Place | null,
  ) {
    this.keys = rule.kind === 'map' ? new Map() : null
    this.inside = rule.entry === null ? null : new Place(this, rule.entry)
  }

  /** The place of a key. Undefined: such a key does not belong here (only `trusted` bytes may hold it, frozen). */
  at(key: string, trusted: boolean): Place | undefined {
    const known = this.keys?.get(key)
    if (known !== undefined) return known
    const rule = this.rule.key(key) ?? (trusted ? frozen : undefined)
    if (rule === undefined || this.keys === null) return undefined
    const place = new Place(this, rule)
    this.keys.set(key, place)
    return place
  }

  peek(key: string): Place | undefined {
    return this.keys?.get(key)
  }

  forget(key: string): void {
    this.keys?.delete(key)
  }

  places(): Iterable<[string, Place]> {
    return this.keys ?? []
  }
}

/** Whether the place lies in a locked container, however deep. */
export function isLocked(place: Place): boolean {
  for (let holder = place.container; holder !== null; holder = holder.place?.container ?? null)
    if (holder.locked) return true
  return false
}

/** Inside of something that was removed and compacted away: whatever is put there is never seen. */
export const gonePlace = new Place(null, goneRule)

/** What is known of one client id: who owns it, how far it got, where its structs stand and which are deleted. */
export class ClientLog {
  next = 0
  /** First clock of each run of structs at one place, ascending; `places` beside it. */
  readonly starts: number[] = []
  readonly places: Place[] = []
  /** Deleted clocks as sorted, disjoint pairs [from, to). */
  readonly dead: number[] = []
  readonly containers = new Map<number, Container>()

  constructor(
    readonly client: number,
    readonly owner: string,
  ) {}

  extend(length: number, place: Place): void {
    if (this.places[this.places.length - 1] !== place) {
      this.starts.push(this.next)
      this.places.push(place)
    }
    this.next += length
  }

  /** Forgets everything from `next` on; undo of {@link extend}. */
  cut(next: number): void {
    while (this.starts.length > 0 && (this.starts[this.starts.length - 1] as number) >= next) {
      this.starts.pop()
      this.places.pop()
    }
    this.next = next
  }

  run(clock: number): number {
    let low = 0
    let high = this.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.starts[middle] as number) <= clock) low = middle
      else high = middle - 1
    }
    return low
  }

  placeAt(clock: number): Place | undefined {
    return clock < this.next ? this.places[this.run(clock)] : undefined
  }

  /** Index of the first pair in `dead` that ends behind `clock`. */
  private deadFrom(clock: number): number {
    let low = 0
    let high = this.dead.length / 2
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.dead[middle * 2 + 1] as number) > clock) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Calls `tell` with each part of [from, to) that is not deleted yet. */
  living(from: number, to: number, tell: (from: number, to: number) => void): void {
    let at = from
    for (let pair = this.deadFrom(from); pair * 2 < this.dead.length && at < to; pair++) {
      const begin = this.dead[pair * 2] as number
      if (begin >= to) break
      if (begin > at) tell(at, begin)
      at = Math.max(at, this.dead[pair * 2 + 1] as number)
    }
    if (at < to) tell(at, to)
  }

  bury(from: number, to: number): void {
    let first = this.deadFrom(from)
    // A pair that ends exactly where the new one begins grows with it.
    if (first > 0 && this.dead[(first - 1) * 2 + 1] === from) first -= 1
    let begin = from
    let end = to
    let last = first
    while (last * 2 < this.dead.length && (this.dead[last * 2] as number) <= end) {
      begin = Math.min(begin, this.dead[last * 2] as number)
      end = Math.max(end, this.dead[last * 2 + 1] as number)
      last += 1
    }
    this.dead.splice(first * 2, (last - first) * 2, begin, end)
  }
}
