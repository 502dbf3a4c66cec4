import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CaseFormPlan, DocumentAccess, DocumentRecords } from '#server/documents/document-port.ts'
import { Documents } from '#server/documents/documents.ts'
import type { Folding } from '#server/documents/fold-thread.ts'
import { foldUpdates } from '#server/documents/fold.ts'
import { systemClock, type Clock } from '#server/platform/clock.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { FileRecords } from './file-records.ts'

export const caseId = '0197f000-0000-7000-8000-0000000000aa' as CaseId
export const caseService = '0197f000-0000-7000-8000-000000000001'

export const plan: CaseFormPlan = {
  caseService,
  fields: [
    { path: 'name', kind: 'text' },
    { path: 'strasse', kind: 'text' },
    { path: 'ort', kind: 'text' },
    { path: 'art', kind: 'scalar' },
    { path: 'datum', kind: 'scalar' },
    {
      path: 'personen',
      kind: 'group',
      minItems: 1,
      item: [
        { path: 'name', kind: 'text' },
        { path: 'geboren', kind: 'scalar' },
      ],
    },
  ],
}

const foldHere: Folding = {
  fold: (updates) => Promise.resolve(foldUpdates(updates)),
  close: () => Promise.resolve(),
}

export function person(name: string): Principal {
  const digits = Buffer.from(name).toString('hex').padEnd(12, '0').slice(0, 12)
  return {
    kind: 'staff',
    session: `0197f000-0000-7000-9000-${digits}`,
    person: `0197f000-0000-7000-8000-${digits}`,
    login: name,
    name,
    roles: ['adviser'],
    authority: 'seendorf',
    authorityKind: 'municipality',
    office: 'seendorf',
    officeKind: 'B',
  } as unknown as Principal
}

export interface ServerOptions {
  readonly directory?: string
  readonly records?: DocumentRecords
  readonly clock?: Clock
  readonly folding?: Folding
  readonly plans?: () => readonly CaseFormPlan[]
  readonly port?: number
}

/** The documents engine behind a real http server, with tickets `<login>~<random>`, reader logins `…-liest`. */
export async function startDocuments(options: ServerOptions = {}) {
  const own = options.directory === undefined ? mkdtempSync(join(tmpdir(), 'lotse-documents-')) : undefined
  const files =
    options.records === undefined ? new FileRecords(options.directory ?? (own as string)) : undefined
  const counts = new Map<string, number>()
  const faults: unknown[] = []
  const used = new Set<string>()
  const barred = new Set<string>()
  const verdict = (principal: Principal): Awaited<ReturnType<DocumentAccess['open']>> =>
    barred.has(principal.login)
      ? { ok: false, close: 4403 }
      : {
          ok: true,
          principal,
          canWrite: !principal.login.endsWith('-liest'),
          seat: { name: principal.name, role: 'adviser', office: 'Seendorf' },
        }
  const access: DocumentAccess = {
    open(ticket, name) {
      const login = ticket.split('~')[0] ?? ''
      if (used.has(ticket) || login === '') return Promise.resolve({ ok: false, close: 4401 })
      used.add(ticket)
      if (login === 'gast' && (name.audience !== 'shared' || name.case !== caseId || name.generation !== 1)) {
        return Promise.resolve({ ok: false, close: 4403 })
      }
      return Promise.resolve(verdict(person(login)))
    },
    recheck: (principal) => Promise.resolve(verdict(principal)),
  }
  const documents = new Documents({
    records: options.records ?? (files as FileRecords),
    access,
    plans: { of: () => Promise.resolve((options.plans ?? (() => [plan]))()) },
    folding: options.folding ?? foldHere,
    clock: options.clock ?? systemClock,
    log: {
      info: () => undefined,
      warn: () => undefined,
      fault: (event, error) => faults.push([event, error]),
    },
    counters: {
      count: (name, labels = {}, by = 1) => {
        const key = [name, ...Object.values(labels)].join(' ')
        counts.set(key, (counts.get(key) ?? 0) + by)
      },
    },
    allowedOrigin: (origin) => origin === undefined || origin === 'http://localhost',
    changed: () => undefined,
  })
  await documents.start()
  const http = createServer()
  http.on('upgrade', (request, socket, head) => documents.handleUpgrade(request, socket, head))
  await new Promise<void>((resolve) => http.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    documents,
    files: files as FileRecords,
    counts,
    faults,
    barred,
    port,
    url: `ws://127.0.0.1:${port}/sync`,
    ticket: (login: string) => `${login}~${randomUUID()}`,
    async stop() {
      await documents.drain()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
      files?.close()
      if (own !== undefined) rmSync(own, { recursive: true, force: true })
    },
  }
}
export type DocumentServer = Awaited<ReturnType<typeof startDocuments>>
