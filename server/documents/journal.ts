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

/** The body of one journal row: names once, then every update with the numbers of its names. */
export function encodeJournal(frames: readonly JournalFrame[]): Uint8Array {
  const names = new Map<string, number>()
  const number = (name: string) => {
    const known = names.get(name)
    if (known !== undefined) return known
    names.set(name, names.size)
    return names.size - 1
  }
  const numbered = frames.map((frame) => [number(frame.document), number(frame.owner), frame.update] as const)
  const out = encoding.createEncoder()
  encoding.writeUint8(out, version)
  encoding.writeVarUint(out, names.size)
  for (const name of names.keys()) encoding.writeVarString(out, name)
  encoding.writeVarUint(out, frames.length)
  for (const [document, owner, update] of numbered) {
    encoding.writeVarUint(out, document)
    encoding.writeVarUint(out, owner)
    encoding.writeVarUint8Array(out, update)
  }
  return encoding.toUint8Array(out)
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
