import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Compile } from 'typebox/compile'
import { statusWish } from '#shared/contract/slip-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import { pdfLanguages } from '#shared/model/slip.ts'
import type { Principal } from '#shared/model/principal.ts'
import { handPaper } from '#server/papers/hand-paper.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { CodeTries } from '#server/platform/code-tries.ts'
import { Refused } from '#server/platform/refused.ts'
import { withRefusalRow } from '#server/platform/refusal-row.ts'
import { slipPaper } from './slip-paper.ts'
import type { SlipService } from './slip-service.ts'

export interface SlipRouteParts {
  readonly slips: SlipService
  readonly acts: Acts
  readonly clock: Clock
  readonly count: (name: string, labels: Record<string, string>) => void
  /** Who is signed in, or whose seat it is. @throws Refused `E_NOT_ADMITTED` */
  readonly bearer: (request: FastifyRequest) => Promise<Principal>
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const accepted = Compile(statusWish)

/** `POST /api/status` for everybody with a code, and `GET /api/cases/<id>/slip.pdf` for the staff of the case and the seat that shows it. */
export function addSlipRoutes(http: FastifyInstance, parts: SlipRouteParts): void {
  const { slips, acts, clock, count } = parts
  const tries = new CodeTries('status')
  http.post('/api/status', async (request, reply) => {
    const body = request.body
    if (!accepted.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
    reply.header('x-robots-tag', 'noindex')
    const right = await tries.take(request.ip, (seconds) => {
      count('lotse_status_total', { result: 'limited' })
      reply.header('retry-after', String(seconds))
    })
    const view = await acts.read((tx) => slips.status(tx, body.code, clock.now()))
    count('lotse_status_total', { result: view ? 'ok' : 'unknown' })
    if (!view) throw new Refused('E_NOT_FOUND', 'slip-unknown')
    await right()
    return view
  })
  http.get<{ Params: { case: string }; Querystring: { language?: string } }>(
    '/api/cases/:case/slip.pdf',
    async (request, reply) => {
      const principal = await parts.bearer(request)
      const { sheet, number, at } = await withRefusalRow(acts, principal, 'slip:read', async () => {
        const id = request.params.case
        if (!uuidPattern.test(id)) throw new Refused('E_NOT_FOUND', 'case-unknown')
        const language = pdfLanguages.find((one) => one === request.query.language) ?? 'de'
        return acts.run(principal, (act) => slips.hand(act, principal, { case: id as CaseId, language }))
      })
      return handPaper(reply, 'laufzettel.pdf', await slipPaper(sheet, number, at))
    },
  )
}
