import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Compile } from 'typebox/compile'
import { trailExport, type TrailRow } from '#shared/contract/audit-contract.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Acts } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { withRefusalRow } from '#server/platform/refusal-row.ts'
import type { FoundLink, TrailFilter, TrailRecords } from './audit-port.ts'
import { saidOf, type TrailService } from './trail-service.ts'

export interface TrailExportParts {
  readonly trail: TrailService
  readonly records: TrailRecords
  readonly acts: Acts
  /** Who is signed in. @throws Refused `E_NOT_ADMITTED` */
  readonly signedIn: (request: FastifyRequest) => Promise<Principal>
}

const atOnce = 1_000
const accepted = Compile(trailExport)
const columns = [
  'seq',
  'at',
  'personName',
  'action',
  'outcome',
  'caseNumber',
  'detail',
  'hash',
  'digest',
] as const

/** `POST /api/audit/export`: everything the person may find, the latest first, as CSV or as JSON lines. */
export function addTrailExport(http: FastifyInstance, parts: TrailExportParts): void {
  http.post('/api/audit/export', async (request, reply) => {
    const principal = await parts.signedIn(request)
    const body = request.body
    if (!accepted.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
    const { as, ...wish } = body
    const filter = await withRefusalRow(parts.acts, principal, 'audit:export', async () =>
      parts.trail.filterOf(principal, wish),
    )
    await parts.acts.run(principal, async (act) =>
      act.record({ action: 'audit.exported', detail: { format: as, ...saidOf(wish) } }),
    )
    const write = as === 'csv' ? csvLine : jsonLine
    reply.headers({
      'content-type': as === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="protokoll.${as}"`,
      'x-content-type-options': 'nosniff',
    })
    return reply.send(Readable.from(linesOf(parts, principal, filter, as === 'csv', write)))
  })
}

async function* linesOf(
  { trail, records, acts }: TrailExportParts,
  principal: Principal,
  filter: TrailFilter,
  head: boolean,
  write: (row: TrailRow) => string,
): AsyncGenerator<string> {
  // The mark tells spreadsheet programs that the file is UTF-8.
  if (head) yield `\uFEFF${columns.join(';')}\r\n`
  let before: number | undefined
  for (let more = true; more;) {
    const place = before === undefined ? filter : { ...filter, before }
    const links: FoundLink[] = await acts.read((tx) => records.find(tx, place, atOnce))
    yield links.map((link) => write(trail.rowOf(principal, link))).join('')
    before = links.at(-1)?.seq
    more = links.length === atOnce
  }
}

const jsonLine = (row: TrailRow): string => `${JSON.stringify(row)}\n`

const csvLine = (row: TrailRow): string => `${columns.map((name) => cell(row[name])).join(';')}\r\n`

/** Quoted; what a spreadsheet would take for a formula gets an apostrophe. */
function cell(value: TrailRow[(typeof columns)[number]]): string {
  const plain = value ?? ''
  const text = typeof plain === 'object' ? JSON.stringify(plain) : String(plain)
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}
