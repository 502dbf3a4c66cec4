import type { FastifyInstance } from 'fastify'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Compile } from 'typebox/compile'
import { barrierWish } from '#shared/contract/barrier-contract.ts'
import type { Acts } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { BarrierService } from './barrier-service.ts'

export interface BarrierRouteParts {
  readonly barriers: BarrierService
  readonly acts: Acts
  /** Whose pages these are. */
  readonly district: () => string
}

const accepted = Compile(barrierWish)
/** Reports in ten minutes: of one address, and of all together. */
const limits = { address: 5, all: 60 }
const forSeconds = 600

/** `POST /api/barriers` for everybody, without an account; `GET /api/statement` says whose pages these are. */
export function addBarrierRoutes(
  http: FastifyInstance,
  { barriers, acts, district }: BarrierRouteParts,
): void {
  const limit = { duration: forSeconds }
  const address = new RateLimiterMemory({ ...limit, keyPrefix: 'barrier', points: limits.address })
  const all = new RateLimiterMemory({ ...limit, keyPrefix: 'barrier-all', points: limits.all })

  http.get('/api/statement', () => ({ district: district() }))
  http.post('/api/barriers', async (request, reply) => {
    const body = request.body
    if (!accepted.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
    try {
      await address.consume(request.ip)
      await all.consume('all')
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      const seconds = Math.ceil(error.msBeforeNext / 1000)
      reply.header('retry-after', String(seconds))
      throw new Refused('E_RATE', 'barrier-often', { minutes: Math.ceil(seconds / 60) })
    }
    const { place, text, language, contact = null } = body
    const wish = { place, text: text.trim(), language, contact: contact?.trim() ?? null }
    await acts.run(null, (act) => barriers.report(act, wish))
    return reply.code(201).send({ received: true })
  })
}
