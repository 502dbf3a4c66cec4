import * as decoding from 'lib0/decoding'
import { uintSize } from './frame-writer.ts'

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
  const numbers = frames.flatMap(({ document, owner }) => [numberOf(names, document), numberOf(names, owner)])
  const out = new ExactWriter(sizeOf(names, numbers, frames))
  out.uint(version).uint(names.size)
  for (const name of names.keys()) out.text(name)
  out.uint(frames.length)
  for (const [at, { update }] of frames.entries())
    out
      .uint(numbers[at * 2] as number)
      .uint(numbers[at * 2 + 1] as number)
      .sized(update)
  return out.bytes
}

function sizeOf(
  names: ReadonlyMap<string, number>,
  numbers: readonly number[],
  frames: readonly JournalFrame[],
): number {
  let size = uintSize(version) + uintSize(names.size) + uintSize(frames.length)
  for (const name of names.keys()) size += sizedSize(Buffer.byteLength(name))
  for (const number of numbers) size += uintSize(number)
  for (const { update } of frames) size += sizedSize(update.length)
  return size
}

const sizedSize = (length: number) => uintSize(length) + length

/** Writes lib0's encoding into memory of exactly the size it takes. */
class ExactWriter {
  readonly bytes: Buffer
  private at = 0

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size)
  }

  uint(value: number): this {
    let rest = value
    while (rest > 127) {
      this.bytes[this.at++] = 128 | (rest % 128)
      rest = Math.floor(rest / 128)
    }
    this.bytes[this.at++] = rest
    return this
  }

  text(text: string): void {
    this.uint(Buffer.byteLength(text))
    this.at += this.bytes.write(text, this.at)
  }

  sized(bytes: Uint8Array): void {
    this.uint(bytes.length)
    this.bytes.set(bytes, this.at)
    this.at += bytes.length
  }
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
