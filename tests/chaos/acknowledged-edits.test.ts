import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { randomUUID } from 'node:crypto'
import * as decoding from 'lib0/decoding'
import { beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { caseId, caseService } from '#tests/support/document-server.ts'
import { textOf } from '#tests/support/form-edits.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { RawClient } from '#tests/support/raw-client.ts'
import { seeded } from '#tests/support/seeded.ts'
import { embeddedStore } from '#tests/support/stores.ts'
import { projectFolder } from '#tests/support/test-run.ts'
import { bundle } from '../../server/build.mjs'

const folder = join(projectFolder, 'node_modules/.cache/lotse/document-programs')
beforeAll(() =>
  bundle(
    {
      'document-child': 'tests/support/document-child.ts',
      'store-worker': 'server/store/embedded/store-worker.ts',
      'fold-worker': 'server/documents/fold-worker.ts',
    },
    folder,
  ),
)

async function startChild(dataDir: string, when: 'late' | 'early') {
  const child = spawn(process.execPath, [join(folder, 'document-child.js'), dataDir, when], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return {
    url: `ws://127.0.0.1:${line}/sync`,
    ticket: (login: string) => `${login}~${randomUUID()}`,
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Types words and takes some back for as long as the server lives; knows what was acknowledged. */
class Typist {
  readonly written = new Set<string>()
  readonly removed = new Set<string>()
  private readonly underWay: { n: number; word: string; gone: boolean }[] = []
  private readonly client: RawClient
  private n = 1

  constructor(
    server: { url: string; ticket(login: string): string },
    private readonly login: string,
    private readonly random: ReturnType<typeof seeded>,
  ) {
    this.client = new RawClient(server, login)
  }

  /** At the table, with everything that is there; nobody types yet. */
  async join(): Promise<this> {
    await this.client.sync()
    await this.client.until('durable')
    return this
  }

  start(count: () => void): void {
    this.client.ws.on('message', () => {
      const last = this.client.heard.at(-1)
      if (last?.type !== 'durable') return
      while (this.underWay.length > 0 && (this.underWay[0]?.n ?? 0) <= last.n) {
        const done = this.underWay.shift()
        if (done?.gone === true) {
          this.removed.add(done.word)
          this.written.delete(done.word)
        } else if (done !== undefined) this.written.add(done.word)
        count()
      }
      this.type()
    })
    for (let burst = 0; burst < 5; burst++) this.type()
  }

  private type(): void {
    const word = `<${this.login}${this.n}>`
    const known = this.random.chance(0.2) ? [...this.written][0] : undefined
    const text = textOf(this.client.doc, 'name')
    this.n += 1
    if (known === undefined)
      this.client.update(() => text.insert(this.random.below(2) === 0 ? 0 : text.length, word))
    else {
      this.written.delete(known)
      const at = text.toJSON().indexOf(known)
      if (at < 0) this.client.update(() => text.insert(0, word))
      else {
        this.client.update(() => text.delete(at, known.length))
        this.underWay.push({ n: this.n, word: known, gone: true })
        return
      }
    }
    this.underWay.push({ n: this.n, word, gone: false })
  }
}

/** Reads the store without the engine: snapshot and journal, applied by Yjs. */
async function readStored(dataDir: string): Promise<string> {
  const database = await openDatabase({
    dataDir,
    log: quietLog,
    clock: systemClock,
    onFatal: () => undefined,
  })
  const doc = new Y.Doc()
  const kept = await database.kysely.selectFrom('document').select('state').execute()
  for (const { state } of kept) if (state !== null) Y.applyUpdate(doc, state)
  for (const { body } of await database.kysely
    .selectFrom('document_journal')
    .select('body')
    .orderBy('seq')
    .execute()) {
    const input = decoding.createDecoder(body)
    decoding.readUint8(input)
    for (let names = decoding.readVarUint(input); names > 0; names--) decoding.readVarString(input)
    for (let frames = decoding.readVarUint(input); frames > 0; frames--) {
      decoding.readVarUint(input)
      decoding.readVarUint(input)
      Y.applyUpdate(doc, decoding.readVarUint8Array(input))
    }
  }
  await database.close()
  expect(doc.store.pendingStructs).toBeNull()
  // A store that kept nothing, not even the form, reads as an empty text: then everything acknowledged is lost.
  return doc.getMap<Y.Map<Y.Text>>('forms').get(caseService)?.get('name')?.toJSON() ?? ''
}

async function killUnderLoad(dataDir: string, round: number, when: 'late' | 'early') {
  const server = await startChild(dataDir, when)
  let acknowledged = 0
  let enough = () => {}
  const busy = new Promise<void>((resolve) => (enough = resolve))
  const wanted = 40 + ((round * 37) % 120)
  const typists = await Promise.all(
    ['a', 'b', 'c'].map((name, at) => new Typist(server, `${name}${round}x`, seeded(round * 10 + at)).join()),
  )
  for (const typist of typists)
    typist.start(() => {
      acknowledged += 1
      if (acknowledged === wanted) enough()
    })
  await busy
  await server.kill()
  const text = await readStored(dataDir)
  const lost = typists.flatMap(({ written, removed }) => [
    ...[...written].filter((word) => !text.includes(word)),
    ...[...removed].filter((word) => text.includes(word)),
  ])
  return { lost, acknowledged }
}

test('[F01] 20 kills under load, read back without the engine: no acknowledged edit is lost, no acknowledged deletion undone', async () => {
  const { dataDir } = await embeddedStore()
  let acknowledged = 0
  for (let round = 1; round <= 20; round++) {
    const outcome = await killUnderLoad(dataDir, round, 'late')
    expect(outcome.lost).toEqual([])
    acknowledged += outcome.acknowledged
  }
  expect(acknowledged).toBeGreaterThan(800)
  expect(caseId).toBeTruthy()
})

test('[F01] the same check finds the loss when the server acknowledges before it stores', async () => {
  const { dataDir } = await embeddedStore()
  const outcome = await killUnderLoad(dataDir, 1, 'early')
  expect(outcome.lost.length).toBeGreaterThan(0)
})
