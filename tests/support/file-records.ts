import { closeSync, existsSync, fdatasync, openSync, readFileSync, writeSync } from 'node:fs'
import { promisify } from 'node:util'
import type { DocumentRecords, JournalRow, StoredDocument } from '#server/documents/document-port.ts'

const sync = promisify(fdatasync)

/** A document store on two files with fsync, for tests that look at the engine alone. Survives `kill -9`. */
export class FileRecords implements DocumentRecords {
  readonly documents = new Map<string, StoredDocument>()
  rows: JournalRow[] = []
  private readonly commits = new Map<string, number>()
  private seq = 0
  private readonly file: number
  private readonly states: number
  /** Set by tests: what every write does first. */
  before: () => Promise<void> = () => Promise.resolve()

  constructor(private readonly directory: string) {
    this.read()
    this.file = openSync(`${directory}/journal`, 'a')
    this.states = openSync(`${directory}/documents`, 'a')
  }

  private read(): void {
    const state = `${this.directory}/documents`
    if (existsSync(state)) {
      for (const line of readFileSync(state, 'utf8').split('\n').filter(Boolean)) {
        const stored = JSON.parse(line) as Omit<StoredDocument, 'state' | 'head' | 'owners'> & {
          state: string | null
          head: string
          owners: [number, string][]
        }
        this.documents.set(stored.name, {
          ...stored,
          state: stored.state === null ? null : Buffer.from(stored.state, 'base64'),
          head: Buffer.from(stored.head, 'base64'),
          owners: new Map(stored.owners),
        })
      }
    }
    const journal = `${this.directory}/journal`
    if (!existsSync(journal)) return
    const bytes = readFileSync(journal)
    for (let at = 0; at + 8 <= bytes.length;) {
      const seq = bytes.readUInt32LE(at)
      const size = bytes.readUInt32LE(at + 4)
      if (at + 8 + size > bytes.length) break
      this.rows.push({ seq, body: bytes.subarray(at + 8, at + 8 + size) })
      this.seq = seq
      at += 8 + size
    }
  }

  async append(commitId: string, body: Uint8Array): Promise<number> {
    await this.before()
    const known = this.commits.get(commitId)
    if (known !== undefined) return known
    const seq = ++this.seq
    const header = Buffer.alloc(8)
    header.writeUInt32LE(seq, 0)
    header.writeUInt32LE(body.length, 4)
    writeSync(this.file, Buffer.concat([header, body]))
    await sync(this.file)
    this.commits.set(commitId, seq)
    this.rows.push({ seq, body })
    return seq
  }

  async load(name: string): Promise<StoredDocument | undefined> {
    await this.before()
    return this.documents.get(name)
  }

  async create(document: StoredDocument): Promise<void> {
    this.documents.set(document.name, document)
    await this.write([document])
  }

  async forget(caseId: string): Promise<void> {
    for (const name of this.documents.keys()) if (name.startsWith(`${caseId}.`)) this.documents.delete(name)
  }

  async fold(documents: readonly StoredDocument[], trim: number): Promise<void> {
    await this.before()
    for (const document of documents) this.documents.set(document.name, document)
    await this.write(documents)
    // The journal itself stays whole: rows up to a document's `folded` are passed over by the reader.
    this.rows = this.rows.filter((row) => row.seq > trim)
  }

  async journal(after: number, limit: number): Promise<JournalRow[]> {
    return this.rows.filter((row) => row.seq > after).slice(0, limit)
  }

  /** One line per version of a document; the last one counts. */
  private async write(documents: readonly StoredDocument[]): Promise<void> {
    const lines = documents.map(
      (stored) =>
        `${JSON.stringify({
          ...stored,
          state: stored.state === null ? null : Buffer.from(stored.state).toString('base64'),
          head: Buffer.from(stored.head).toString('base64'),
          owners: [...stored.owners],
        })}\n`,
    )
    writeSync(this.states, lines.join(''))
    await sync(this.states)
  }

  close(): void {
    closeSync(this.states)
    closeSync(this.file)
  }
}
