import { crc32 } from 'node:zlib'

/** One commit as it stands in a journal file: length, checksum, place in the journal, id of the commit, body. */
export interface JournalRecord {
  readonly seq: number
  readonly commitId: string
  readonly body: Uint8Array
}

/** Heads begin at multiples of this, so that none lies across two sectors: the disk keeps it whole or not at all. */
const alignment = 32
const lengthAt = 0
const sumAt = 4
const seqAt = 8
const idAt = 16
const bodyAt = 32

export function encodeRecord({ seq, commitId, body }: JournalRecord): Buffer {
  const end = bodyAt + body.length
  const bytes = Buffer.alloc(aligned(end))
  bytes.writeUInt32LE(body.length, lengthAt)
  bytes.writeDoubleLE(seq, seqAt)
  bytes.write(commitId.replaceAll('-', ''), idAt, 'hex')
  bytes.set(body, bodyAt)
  bytes.writeUInt32LE(sumOf(bytes.subarray(0, end)), sumAt)
  return bytes
}

const aligned = (size: number): number => Math.ceil(size / alignment) * alignment
/** The length goes in as the start value. */
const sumOf = (record: Buffer): number => crc32(record.subarray(seqAt), record.length)

/**
 * The commits of one file, oldest first. What was being written when the power went is passed over: it was told to nobody.
 * @throws Error when something behind a spoilt commit shows that it was once whole.
 */
export function decodeRecords(file: Buffer): JournalRecord[] {
  const records: JournalRecord[] = []
  for (let at = 0; at + bodyAt <= file.length;) {
    const end = at + bodyAt + file.readUInt32LE(at + lengthAt)
    const record = file.subarray(at, end)
    if (end > file.length || record.readUInt32LE(sumAt) !== sumOf(record)) {
      const isNone = record.subarray(0, bodyAt).every((byte) => byte === 0)
      if (!isNone && file.subarray(aligned(end)).some((byte) => byte !== 0))
        throw new Error('A commit in the middle of the journal is spoilt')
      return records
    }
    records.push({
      seq: record.readDoubleLE(seqAt),
      commitId: uuidOf(record.toString('hex', idAt, bodyAt)),
      body: record.subarray(bodyAt),
    })
    at = aligned(end)
  }
  return records
}

const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
