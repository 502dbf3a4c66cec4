import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Compile } from 'typebox/compile'
import { statusWish } from '#shared/contract/slip-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import { slipLanguages } from '#shared/model/slip.ts'
import type { Principal } from '#shared/model/principal.ts'
import { handPaper } from '#server/papers/hand-paper.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import { withRefusalRow } from '#server/platform/refusal-row.ts'
import { slipPaper } from './slip-paper.ts'
import type { SlipService } from './slip-service.ts'

export interface SlipRouteParts {
  readonly slips: SlipService
  readonly acts: Acts
  readonly clock: Clock
  readonly count: (name: string, labels: Record<string, string>) => void
  /** Who is signed in. @throws Refused `E_NOT_ADMITTED` */
  readonly signedIn: (request: FastifyRequest) => Promise<Principal>
}

/** Wrong codes in ten minutes: of one address, and of all together. 29^7 codes, so guessing takes thousands of years. */
const triesOf = { address: 20, all: 300 }
const forSeconds = 600
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const accepted = Compile(statusWish)

/** `POST /api/status` for everybody with a code, and `GET /api/cases/<id>/slip.pdf` for the staff of the case. */
export function addSlipRoutes(http: FastifyInstance, parts: SlipRouteParts): void {
  const { slips, acts, clock, count } = parts
  const limits = [
    {
      by: new RateLimiterMemory({ keyPrefix: 'status', points: triesOf.address, duration: forSeconds }),
      own: true,
    },
    {
      by: new RateLimiterMemory({ keyPrefix: 'status-all', points: triesOf.all, duration: forSeconds }),
      own: false,
    },
  ]
  http.post('/api/status', async (request, reply) => {
    const body = request.body
    if (!accepted.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
    reply.header('x-robots-tag', 'noindex')
    const tries = limits.map(({ by, own }) => ({ by, key: own ? request.ip : 'all' }))
    // Taken before it is known whether the code is right, so that many at once are not more than one after the other.
    for (const { by, key } of tries) await take(by, key, reply, count)
    const view = await acts.read((tx) => slips.status(tx, body.code, clock.now()))
    count('lotse_status_total', { result: view ? 'ok' : 'unknown' })
    if (!view) throw new Refused('E_NOT_FOUND', 'slip-unknown')
    for (const { by, key } of tries) await by.reward(key)
    return view
  })
  http.get<{ Params: { case: string }; Querystring: { language?: string } }>(
    '/api/cases/:case/slip.pdf',
    async (request, reply) => {
      const principal = await parts.signedIn(request)
      const { sheet, number, at } = await withRefusalRow(acts, principal, 'slip:read', async () => {
        const id = request.params.case
        if (!uuidPattern.test(id)) throw new Refused('E_NOT_FOUND', 'case-unknown')
        const language = slipLanguages.find((one) => one === request.query.language) ?? 'de'
        return acts.run(principal, (act) => slips.hand(act, principal, { case: id as CaseId, language }))
      })
      return handPaper(reply, 'laufzettel.pdf', await slipPaper(sheet, number, at))
    },
  )
}

/** @throws Refused `E_RATE` when there were too many. */
async function take(
  by: RateLimiterMemory,
  key: string,
  reply: FastifyReply,
  count: SlipRouteParts['count'],
): Promise<void> {
  try {
    await by.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const seconds = Math.ceil(error.msBeforeNext / 1000)
    count('lotse_status_total', { result: 'limited' })
    reply.header('retry-after', String(seconds))
    throw new Refused('E_RATE', 'slip-tries', { minutes: Math.ceil(seconds / 60) })
  }
}
