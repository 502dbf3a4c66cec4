import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** One update of one document within a group commit. */
export interface JournalFrame {
  readonly document: string
  /** Who claimed the client ids that write in it. */
  readonly owner: string
  readonly update: Uint8Array
}

const version = 1

/** Bytes of what names documents and people: the same few hundred come again and again. */
const known = new Map<string, Buffer>()
const mostKnown = 20_000

function bytesOf(name: string): Buffer {
  const found = known.get(name)
  if (found !== undefined) return found
  if (known.size >= mostKnown) known.clear()
  const bytes = Buffer.from(name)
  known.set(name, bytes)
  return bytes
}

/** The body of one journal row: names once, then every update with the numbers of its names. */
export function encodeJournal(frames: readonly JournalFrame[]): Uint8Array {
  const names = new Map<string, number>()
  const numbers = frames.flatMap(({ document, owner }) => [numberOf(names, document), numberOf(names, owner)])
  const out = encoding.createEncoder()
  encoding.writeUint8(out, version)
  encoding.writeVarUint(out, names.size)
  for (const name of names.keys()) encoding.writeVarUint8Array(out, bytesOf(name))
  encoding.writeVarUint(out, frames.length)
  for (const [at, { update }] of frames.entries()) {
    encoding.writeVarUint(out, numbers[at * 2] as number)
    encoding.writeVarUint(out, numbers[at * 2 + 1] as number)
    encoding.writeVarUint8Array(out, update)
  }
  return encoding.toUint8Array(out)
}

function numberOf(names: Map<string, number>, name: string): number {
  const number = names.get(name)
  if (number !== undefined) return number
  names.set(name, names.size)
  return names.size - 1
}

/** The updates are views into `body`. @throws Error when the row was written by something else */
export function decodeJournal(body: Uint8Array): JournalFrame[] {
  const input = decoding.createDecoder(body)
  if (decoding.readUint8(input) !== version) throw new Error('A journal row of an unknown version')
  const names = Array.from({ length: decoding.readVarUint(input) }, () => decoding.readVarString(input))
  const name = () => {
    const found = names[decoding.readVarUint(input)]
    if (found === undefined) throw new Error('A journal row names nobody')
    return found
  }
  return Array.from({ length: decoding.readVarUint(input) }, () => ({
    document: name(),
    owner: name(),
    update: decoding.readVarUint8Array(input),
  }))
}
