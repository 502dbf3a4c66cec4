import { limits } from '#shared/contract/document-contract.ts'
import { ByteReader } from './byte-reader.ts'
import type { DocumentConnection } from './connection.ts'
import { awareness } from './frames.ts'
import { Rejection } from './rejection.ts'

/** The latest cursor state of a connection, as others get it. */
interface Cursor {
  readonly client: number
  readonly clock: number
  readonly frame: Uint8Array
}

const reader = new ByteReader()
const mostEntries = 64

/**
 * Who is where in a document (awareness). One entry per connection; what others see of a person comes from the session, only
 * `cursor` is the client's own.
 */
export class CursorBoard {
  private readonly cursors = new Map<DocumentConnection, Cursor>()
  private readonly dirty = new Set<DocumentConnection>()

  /** Whose client id this is, while it has written nothing yet. */
  holder(client: number): DocumentConnection | undefined {
    for (const [connection, cursor] of this.cursors) if (cursor.client === client) return connection
    return undefined
  }

  frames(): Uint8Array[] {
    return [...this.cursors.values()].map((cursor) => cursor.frame)
  }

  /**
   * Reads an awareness payload. Entries of others (stock clients repeat what they hear) are passed over.
   * @param ownerOf who has claimed a client id by writing with it
   * @throws Undecodable, Rejection LIMIT
   */
  read(
    connection: DocumentConnection,
    bytes: Uint8Array,
    from: number,
    to: number,
    ownerOf: (client: number) => string | undefined,
  ): boolean {
    reader.open(bytes, from, to)
    const count = reader.uint()
    if (count > mostEntries) throw new Rejection('LIMIT', 'cursor states')
    let changed = false
    for (let left = count; left > 0; left--) {
      const client = reader.uint()
      const clock = reader.uint()
      const state = reader.textValue()
      if (!this.isOwn(connection, client, state, ownerOf)) continue
      if (Buffer.byteLength(state) > limits.awarenessBytes) throw new Rejection('LIMIT', 'cursor state')
      changed = this.take(connection, client, clock, state) || changed
    }
    if (reader.at !== to) throw new Rejection('DECODE', 'trailing')
    return changed
  }

  private isOwn(
    connection: DocumentConnection,
    client: number,
    state: string,
    ownerOf: (client: number) => string | undefined,
  ): boolean {
    const held = this.cursors.get(connection)
    if (held?.client === client) return true
    const owner = ownerOf(client)
    if (state === 'null' || this.holder(client) !== undefined) return false
    return owner === undefined ? held === undefined && client <= 0xffffffff : owner === connection.actor.owner
  }

  private take(connection: DocumentConnection, client: number, clock: number, state: string): boolean {
    const held = this.cursors.get(connection)
    if (held?.client === client && clock <= held.clock) return false
    const cursor = cursorOf(state)
    if (cursor === undefined) this.cursors.delete(connection)
    const json = cursor === undefined ? 'null' : `${connection.card}${cursor}}`
    const frame = awareness(client, clock, json)
    if (cursor !== undefined) this.cursors.set(connection, { client, clock, frame })
    if (cursor === undefined) connection.farewell = frame
    this.dirty.add(connection)
    return true
  }

  /** The frame that tells others this connection has left; undefined when they never saw it. */
  leave(connection: DocumentConnection): Uint8Array | undefined {
    const cursor = this.cursors.get(connection)
    this.cursors.delete(connection)
    this.dirty.delete(connection)
    return cursor === undefined ? undefined : awareness(cursor.client, cursor.clock + 1, 'null')
  }

  /** Takes the state of one connection that others have not seen yet. */
  takeDirty(connection: DocumentConnection): Uint8Array | undefined {
    if (!this.dirty.delete(connection)) return undefined
    return this.cursors.get(connection)?.frame ?? connection.farewell
  }
}

const deepestCursor = 8

/** JSON of the client's own part; undefined: it left. @throws Rejection DECODE */
function cursorOf(state: string): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(state)
  } catch {
    throw new Rejection('DECODE', 'cursor state')
  }
  if (value === null) return undefined
  if (typeof value !== 'object' || Array.isArray(value)) throw new Rejection('DECODE', 'cursor state')
  const cursor = Object.hasOwn(value, 'cursor') ? (value as { readonly cursor: unknown }).cursor : null
  if (depthOf(cursor) > deepestCursor) throw new Rejection('LIMIT', 'cursor state')
  return JSON.stringify(cursor)
}

function depthOf(value: unknown, depth = 0): number {
  if (depth > deepestCursor || value === null || typeof value !== 'object') return depth
  return Math.max(depth + 1, ...Object.values(value).map((inner) => depthOf(inner, depth + 1)))
}
