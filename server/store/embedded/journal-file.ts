import { close, constants, open, write } from 'node:fs'
import { mkdir, open as openDirectory, readdir, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { decodeRecords, encodeRecord, type JournalRecord } from './journal-record.ts'

/** Writing into zeros that are on disk already flushes data only; growing a file flushes its size as well. */
const smallestStep = 64 * 1024
const largestStep = 1024 * 1024
const largest = 8 * 1024 * 1024
const named = /^\d{16}\.journal$/

/** One file of the journal. `last` 0: nothing in it yet. */
interface Segment {
  readonly path: string
  readonly handle: number
  last: number
}

/**
 * The journal of the embedded store: commits behind each other in files that are written through to the disk (`O_DSYNC`). One
 * such commit costs a tenth of a row in the table. It holds what no snapshot has yet; what is left in it when the process ends
 * is moved into the table `document_journal` by the next start, so whoever opens the store finds everything in its tables.
 */
export class JournalFile {
  private readonly segments: Segment[] = []
  private position = 0
  private zeroed = 0
  private lastId = ''
  private trimmed = 0
  private busy: Promise<unknown> = Promise.resolve()

  /** @param last place in the journal behind which this one goes on. */
  private constructor(
    private readonly directory: string,
    private last: number,
    private readonly onFatal: (why: string) => void,
    private readonly put: typeof writeThrough,
  ) {}

  /**
   * @param onFatal told when the disk refused to keep what it had taken: nobody knows what is on it then.
   * @param put writes to an open file; tests let it fail.
   */
  static async open(
    directory: string,
    last: number,
    onFatal: (why: string) => void,
    put = writeThrough,
  ): Promise<JournalFile> {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    return new JournalFile(directory, last, onFatal, put)
  }

  /** Answers the place of the commit once it is on disk; the same `commitId` twice in a row is written once. */
  append(commitId: string, body: Uint8Array): Promise<number> {
    return this.inTurn(() => (commitId === this.lastId ? this.last : this.write(commitId, body)))
  }

  private async write(commitId: string, body: Uint8Array): Promise<number> {
    const segment = await this.current()
    const seq = this.last + 1
    const bytes = encodeRecord({ seq, commitId, body })
    const end = this.position + bytes.length
    const step = Math.min(Math.max(end, smallestStep), largestStep)
    const zeros = end > this.zeroed ? Buffer.alloc(step) : null
    try {
      await this.put(segment.handle, zeros === null ? bytes : Buffer.concat([bytes, zeros]), this.position)
    } catch (error) {
      // Without room nothing counts as written, and the next attempt begins at the same byte.
      if (!isFull(error)) this.onFatal(String(error))
      throw error
    }
    if (zeros !== null) this.zeroed = end + step
    this.position = end
    this.last = segment.last = seq
    this.lastId = commitId
    return seq
  }

  private async current(): Promise<Segment> {
    const known = this.segments[this.segments.length - 1]
    if (known !== undefined && this.position < largest) return known
    const path = join(this.directory, `${String(this.last + 1).padStart(16, '0')}.journal`)
    const handle = await openFile(path, constants.O_WRONLY | constants.O_CREAT | constants.O_DSYNC, 0o600)
    await keepNames(this.directory)
    const segment = { path, handle, last: 0 }
    this.segments.push(segment)
    this.position = 0
    this.zeroed = 0
    return segment
  }

  /** Removes files nobody needs after everything up to `seq` has come to a snapshot. */
  async trim(seq: number): Promise<void> {
    const gone = await this.inTurn(() => {
      this.trimmed = Math.max(this.trimmed, seq)
      const count = this.segments.filter(({ last }) => last > 0 && last <= seq).length
      return this.segments.splice(0, count)
    })
    // Commits go on meanwhile.
    for (const { path, handle } of gone) {
      await closeFile(handle)
      await unlink(path)
    }
    if (gone.length > 0) await keepNames(this.directory)
  }

  /** Commits behind `after`, oldest first. */
  read(after: number, limit: number): Promise<JournalRecord[]> {
    return this.inTurn(async () => {
      const records: JournalRecord[] = []
      const from = Math.max(after, this.trimmed)
      for (const { path, last } of this.segments) {
        if (records.length >= limit) break
        if (last <= from) continue
        records.push(...decodeRecords(await readFile(path)).filter(({ seq }) => seq > from))
      }
      return records.slice(0, limit)
    })
  }

  close(): Promise<void> {
    return this.inTurn(async () => {
      for (const { handle } of this.segments.splice(0)) await closeFile(handle)
    })
  }

  private inTurn<T>(act: () => T | Promise<T>): Promise<T> {
    const done = this.busy.then(act)
    this.busy = done.catch(() => undefined)
    return done
  }
}

/** What a former process left. @throws Error when a file is spoilt */
export async function leftInJournal(directory: string): Promise<JournalRecord[]> {
  const records: JournalRecord[] = []
  for (const path of await filesOf(directory)) records.push(...decodeRecords(await readFile(path)))
  return records
}

export async function removeJournal(directory: string): Promise<void> {
  const paths = await filesOf(directory)
  for (const path of paths) await unlink(path)
  if (paths.length > 0) await keepNames(directory)
}

async function filesOf(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  return names
    .filter((name) => named.test(name))
    .toSorted()
    .map((name) => join(directory, name))
}

const openFile = promisify(open)
const closeFile = promisify(close)

/** Writes all of it; one call of the system for what it takes at once. */
function writeThrough(handle: number, bytes: Buffer, position: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = (from: number) => {
      write(handle, bytes, from, bytes.length - from, position + from, (error, written) => {
        if (error) reject(error)
        else if (from + written < bytes.length) go(from + written)
        else resolve()
      })
    }
    go(0)
  })
}

async function keepNames(directory: string): Promise<void> {
  const handle = await openDirectory(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)
const isFull = (error: unknown) => codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT'
