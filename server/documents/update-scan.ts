import { limits } from '#shared/contract/document-contract.ts'
import { ByteReader, Undecodable } from './byte-reader.ts'

/** The bytes are well-formed but more than anybody needs to say at once. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch'
}

/** Struct kinds of the Yjs v1 encoding (`yjs/src/structs`). */
export const structs = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  doc: 9,
  skip: 10,
} as const

/** Yjs type refs inside a `type` struct. */
export const typeRefs = { array: 0, map: 1, text: 2 } as const

export interface ScanLimits {
  readonly clients: number
  readonly structs: number
  readonly ranges: number
}
export const clientLimits: ScanLimits = {
  clients: limits.clientsPerFrame,
  structs: limits.structsPerFrame,
  ranges: limits.deleteRanges,
}
/** For what the server itself wrote. */
export const noLimits: ScanLimits = { clients: Infinity, structs: Infinity, ranges: Infinity }

/** Numbers per entry of {@link UpdateScan.sections}: client, first clock, clock behind the last, structs, first byte, byte behind. */
export const sectionWidth = 6
/** Numbers per entry of {@link UpdateScan.deleteSections}: client, ranges, first byte, byte behind. */
export const deleteSectionWidth = 4
/** Numbers per struct: kind, length, origin client, origin clock, right client, right clock, parent, parent a, parent b, key at, content at. */
export const structWidth = 11
export const field = {
  kind: 0,
  length: 1,
  originClient: 2,
  originClock: 3,
  rightClient: 4,
  rightClock: 5,
  parent: 6,
  parentA: 7,
  parentB: 8,
  keyAt: 9,
  contentAt: 10,
} as const
/** Values of `field.parent`: taken from a neighbour, a root (its name lies at `parentA`), a type by id (`parentA`, `parentB`). */
export const parents = { neighbour: 0, root: 1, id: 2 } as const

/**
 * A structural walk over a Yjs v1 update on its bytes: no document is built. The arrays are reused by the next walk; whoever
 * keeps them copies them.
 */
export class UpdateScan {
  readonly reader = new ByteReader()
  readonly sections: number[] = []
  readonly structs: number[] = []
  /** client, clock, length. */
  readonly deletes: number[] = []
  readonly deleteSections: number[] = []
  /** First byte of the delete set. */
  deletesAt = 0

  /** @throws Undecodable, TooMuch */
  read(update: Uint8Array, bound: ScanLimits): void {
    this.sections.length = 0
    this.structs.length = 0
    this.deletes.length = 0
    this.deleteSections.length = 0
    this.reader.open(update)
    this.readStructs(bound)
    this.deletesAt = this.reader.at
    this.readDeletes(bound)
    if (this.reader.at !== this.reader.end) throw new Undecodable('trailing')
  }

  private readStructs(bound: ScanLimits): void {
    const reader = this.reader
    let total = 0
    const clients = reader.uint()
    if (clients > bound.clients) throw new TooMuch('clients')
    for (let left = clients; left > 0; left--) {
      const count = reader.uint()
      const client = reader.uint()
      const from = reader.uint()
      total += count
      if (total > bound.structs) throw new TooMuch('structs')
      if (client > 0xffffffff) throw new TooMuch('client')
      const at = reader.at
      let clock = from
      for (let struct = 0; struct < count; struct++) clock += this.readStruct()
      if (clock >= limits.clock) throw new TooMuch('clock')
      this.sections.push(client, from, clock, count, at, reader.at)
    }
  }

  private readStruct(): number {
    const reader = this.reader
    const info = reader.byte()
    const kind = info & 31
    let originClient = -1
    let originClock = 0
    let rightClient = -1
    let rightClock = 0
    let parent: number = parents.neighbour
    let parentA = 0
    let parentB = 0
    let keyAt = -1
    if (kind !== structs.gc && kind !== structs.skip) {
      if ((info & 0x80) !== 0) {
        originClient = reader.uint()
        originClock = reader.uint()
      }
      if ((info & 0x40) !== 0) {
        rightClient = reader.uint()
        rightClock = reader.uint()
      }
      if ((info & 0xc0) === 0) {
        const isRoot = reader.uint()
        if (isRoot === 1) {
          parent = parents.root
          parentA = reader.at
          reader.text()
        } else if (isRoot === 0) {
          parent = parents.id
          parentA = reader.uint()
          parentB = reader.uint()
        } else throw new Undecodable('parent')
        if ((info & 0x20) !== 0) {
          keyAt = reader.at
          reader.text()
        }
      }
    }
    const contentAt = reader.at
    const length = this.content(kind)
    if (length < 1) throw new Undecodable('empty')
    if (length > limits.structLength) throw new TooMuch('struct')
    // prettier-ignore
    this.structs.push(kind, length, originClient, originClock, rightClient, rightClock, parent, parentA, parentB, keyAt, contentAt)
    return length
  }

  private content(kind: number): number {
    const reader = this.reader
    switch (kind) {
      case structs.gc:
      case structs.skip:
      case structs.deleted:
        return reader.uint()
      case structs.string:
        return reader.text()
      case structs.any: {
        const count = reader.uint()
        for (let left = count; left > 0; left--) reader.any()
        return count
      }
      case structs.type: {
        const ref = reader.uint()
        if (ref > 6) throw new Undecodable('type')
        if (ref === 3 || ref === 5) reader.text()
        return 1
      }
      case structs.json: {
        const count = reader.uint()
        for (let left = count; left > 0; left--) reader.text()
        return count
      }
      case structs.binary:
        reader.advance(reader.uint())
        return 1
      case structs.embed:
        reader.text()
        return 1
      case structs.format:
        reader.text()
        reader.text()
        return 1
      case structs.doc:
        reader.text()
        reader.any()
        return 1
      default:
        throw new Undecodable('content')
    }
  }

  private readDeletes(bound: ScanLimits): void {
    const reader = this.reader
    let total = 0
    const clients = reader.uint()
    for (let left = clients; left > 0; left--) {
      const client = reader.uint()
      const count = reader.uint()
      total += count
      if (total > bound.ranges) throw new TooMuch('ranges')
      const at = reader.at
      for (let range = 0; range < count; range++) {
        const clock = reader.uint()
        const length = reader.uint()
        if (length < 1) throw new Undecodable('range')
        this.deletes.push(client, clock, length)
      }
      this.deleteSections.push(client, count, at, reader.at)
    }
  }
}
