import * as encoding from 'lib0/encoding'
import type { Admission } from './document-index.ts'
import { deleteSectionWidth, sectionWidth } from './update-scan.ts'

/** An update in the log together with where its parts lie. */
export type Part = Admission & { readonly bytes: Uint8Array }

/** Structs of one client, as slices of updates that follow each other without a gap. */
interface Thread {
  readonly from: number
  count: number
  readonly pieces: Uint8Array[]
}

/**
 * One update out of parts that follow each other, by copying bytes only. Structs a client has according to its state vector
 * are left out section by section, so the answer may hold a little more than is missing, never less.
 */
export function mergeParts(
  parts: readonly Part[],
  known: ReadonlyMap<number, number> = new Map(),
): Uint8Array {
  if (parts.length === 1 && known.size === 0) return (parts[0] as Part).bytes
  const threads = new Map<number, Thread>()
  const deleted = new Map<number, Thread>()
  for (const part of parts) {
    gatherStructs(part, known, threads)
    gatherDeletes(part, deleted)
  }
  const out = encoding.createEncoder()
  encoding.writeVarUint(out, threads.size)
  for (const [client, thread] of threads) {
    encoding.writeVarUint(out, thread.count)
    encoding.writeVarUint(out, client)
    encoding.writeVarUint(out, thread.from)
    for (const piece of thread.pieces) encoding.writeUint8Array(out, piece)
  }
  encoding.writeVarUint(out, deleted.size)
  for (const [client, thread] of deleted) {
    encoding.writeVarUint(out, client)
    encoding.writeVarUint(out, thread.count)
    for (const piece of thread.pieces) encoding.writeUint8Array(out, piece)
  }
  return encoding.toUint8Array(out)
}

function gatherStructs(part: Part, known: ReadonlyMap<number, number>, threads: Map<number, Thread>): void {
  const { sections, bytes } = part
  for (let at = 0; at < sections.length; at += sectionWidth) {
    const client = sections[at] as number
    if ((sections[at + 2] as number) <= (known.get(client) ?? 0)) continue
    const piece = bytes.subarray(sections[at + 4], sections[at + 5])
    const count = sections[at + 3] as number
    const thread = threads.get(client)
    if (thread === undefined)
      threads.set(client, { from: sections[at + 1] as number, count, pieces: [piece] })
    else {
      thread.count += count
      thread.pieces.push(piece)
    }
  }
}

function gatherDeletes(part: Part, deleted: Map<number, Thread>): void {
  const { deleteSections, bytes } = part
  for (let at = 0; at < deleteSections.length; at += deleteSectionWidth) {
    const client = deleteSections[at] as number
    const count = deleteSections[at + 1] as number
    const piece = bytes.subarray(deleteSections[at + 2], deleteSections[at + 3])
    const thread = deleted.get(client)
    if (thread === undefined) deleted.set(client, { from: 0, count, pieces: [piece] })
    else {
      thread.count += count
      thread.pieces.push(piece)
    }
  }
}
