import type { TrailVerdict } from '#shared/model/audit.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import { linkOver } from './audit-chain.ts'
import type { Anchor, StoredLink, TrailEnd } from './audit-port.ts'

type Bad = Extract<TrailVerdict, { ok: false }>

/**
 * Walks the chain from its first row and stops at the first that is bad. Fed row by row, so that a trail of any length is
 * looked at in little memory. What it cannot know: rows cut off behind the last anchor together with the head, and anything
 * done by somebody who writes both store and anchors.
 */
export class TrailCheck {
  #seq = 0
  #hash = '0'.repeat(64)
  #emptied = 0
  #bad: Bad | undefined
  readonly #anchors: Anchor[]
  #vouched = 0

  constructor(anchors: readonly Anchor[]) {
    this.#anchors = [...anchors].toSorted((one, other) => one.seq - other.seq)
  }

  /** The last row looked at. */
  get seq(): number {
    return this.#seq
  }

  /** False once a row is bad: the rest says nothing any more. */
  take(link: StoredLink): boolean {
    const fault = this.#bad ? undefined : this.#faultOf(link)
    if (fault !== undefined) this.#bad = { ok: false, fault, seq: this.#seq + 1, since: this.#vouched }
    if (this.#bad) return false
    this.#seq = link.seq
    this.#hash = link.hash
    if (link.payload === null) this.#emptied++
    return this.#holdsAnchors()
  }

  /** After the last row: does the chain end where the store and the anchors say it does? */
  finish(end: TrailEnd): TrailVerdict {
    if (this.#bad) return this.#bad
    const next = { ok: false, seq: this.#seq + 1, since: this.#vouched } as const
    if (this.#anchors.some(({ seq }) => seq > this.#seq)) return { ...next, fault: 'tail' }
    if (end.seq > this.#seq) return { ...next, fault: 'tail' }
    if (end.seq < this.#seq || end.hash !== this.#hash) return { ...next, fault: 'head' }
    return { ok: true, seq: this.#seq, emptied: this.#emptied, anchored: this.#vouched }
  }

  #faultOf(link: StoredLink): Bad['fault'] | undefined {
    if (link.seq !== this.#seq + 1) return 'missing'
    if (link.previous !== this.#hash) return 'changed'
    if (linkOver(link.previous, link.seq, link) !== link.hash) return 'changed'
    if (link.payload !== null && sha256Hex(link.payload) !== link.digest) return 'payload'
    return undefined
  }

  /** A chain that fits in itself but not to what was noted outside was written anew from somewhere before. */
  #holdsAnchors(): boolean {
    for (const anchor of this.#anchors.filter(({ seq }) => seq === this.#seq)) {
      if (anchor.hash === this.#hash) continue
      this.#bad = { ok: false, fault: 'rewritten', seq: this.#vouched + 1, since: this.#seq }
      return false
    }
    if (this.#anchors.some(({ seq }) => seq === this.#seq)) this.#vouched = this.#seq
    return true
  }
}
