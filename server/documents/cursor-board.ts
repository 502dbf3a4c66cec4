import { limits } from '#shared/contract/document-contract.ts'
import { ByteReader } from './byte-reader.ts'
import type { DocumentConnection } from './connection.ts'
import { CursorState } from './cursor-state.ts'
import { awareness, departure } from './frames.ts'
import { Rejection } from './rejection.ts'

/** The latest cursor state of a connection, as others get it. */
interface Cursor {
  readonly client: number
  readonly clock: number
  readonly frame: Buffer
}

const reader = new ByteReader()
const state = new CursorState()
const noCursor = Buffer.from('null')
const closing = Buffer.from('}')
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

  frames(): Buffer[] {
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
      const begin = textBegin()
      const size = reader.at - begin
      const gone = size === noCursor.length && noCursor.compare(bytes, begin, reader.at) === 0
      if (!this.isOwn(connection, client, gone, ownerOf)) continue
      if (size > limits.awarenessBytes) throw new Rejection('LIMIT', 'cursor state')
      changed = this.take(connection, client, clock, bytes, begin) || changed
    }
    if (reader.at !== to) throw new Rejection('DECODE', 'trailing')
    return changed
  }

  private isOwn(
    connection: DocumentConnection,
    client: number,
    gone: boolean,
    ownerOf: (client: number) => string | undefined,
  ): boolean {
    const held = this.cursors.get(connection)
    if (held?.client === client) return true
    const owner = ownerOf(client)
    if (gone || this.holder(client) !== undefined) return false
    return owner === undefined ? held === undefined && client <= 0xffffffff : owner === connection.actor.owner
  }

  private take(
    connection: DocumentConnection,
    client: number,
    clock: number,
    bytes: Uint8Array,
    begin: number,
  ): boolean {
    const held = this.cursors.get(connection)
    if (held?.client === client && clock <= held.clock) return false
    if (state.read(bytes, begin, reader.at)) {
      const cursor = state.from < 0 ? noCursor : bytes.subarray(state.from, state.to)
      const frame = awareness(client, clock, connection.card, cursor, closing)
      this.cursors.set(connection, { client, clock, frame })
    } else {
      this.cursors.delete(connection)
      connection.farewell = departure(client, clock)
    }
    this.dirty.add(connection)
    return true
  }

  /** The frame that tells others this connection has left; undefined when they never saw it. */
  leave(connection: DocumentConnection): Buffer | undefined {
    const cursor = this.cursors.get(connection)
    this.cursors.delete(connection)
    this.dirty.delete(connection)
    return cursor === undefined ? undefined : departure(cursor.client, cursor.clock + 1)
  }

  /** Takes the state of one connection that others have not seen yet. */
  takeDirty(connection: DocumentConnection): Buffer | undefined {
    if (!this.dirty.delete(connection)) return undefined
    return this.cursors.get(connection)?.frame ?? connection.farewell
  }
}

/** Passes over a text, which is checked, and answers where it begins; it ends where the reader stands. */
function textBegin(): number {
  const from = reader.at
  reader.text()
  const end = reader.at
  reader.at = from
  const size = reader.uint()
  reader.at = end
  return end - size
}
