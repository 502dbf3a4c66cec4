import type { FastifyInstance, FastifyReply } from 'fastify'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Compile } from 'typebox/compile'
import { pairing, type PairingCode } from '#shared/contract/visit-contract.ts'
import type { SessionId } from '#shared/model/ids.ts'
import { sessionCookie, type SignedIn } from '#server/identity/signed-in.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { languageOf } from '#server/platform/language-of.ts'
import { Refused } from '#server/platform/refused.ts'
import { sentenceFor } from '#server/platform/sentences.ts'
import type { SeatSessions } from './seat-sessions.ts'
import { seatCookie } from './seated.ts'
import type { VisitService } from './visit-service.ts'

export interface SeatRouteParts {
  readonly seats: SeatSessions
  readonly visits: VisitService
  readonly signedIn: SignedIn
  readonly acts: Acts
  readonly clock: Clock
  readonly secure: boolean
  /** Closes everything this session opened. */
  readonly sessionEnded: (id: SessionId) => void
}

const pairingSchema = Compile(pairing)

/** `POST /api/counters/<counter>/code`, `POST /api/counters/pair` (contract, "Signing in"), `POST /api/seat/wipe`. */
export function addSeatRoutes(http: FastifyInstance, parts: SeatRouteParts): void {
  // Wrong codes: 10 from one address in five minutes, 100 from all addresses together.
  const limits = [
    {
      key: (ip: string) => ip,
      budget: new RateLimiterMemory({ keyPrefix: 'pair', points: 10, duration: 300 }),
    },
    {
      key: () => 'all',
      budget: new RateLimiterMemory({ keyPrefix: 'pair-all', points: 100, duration: 300 }),
    },
  ]
  const cookie = { httpOnly: true, sameSite: 'strict', secure: parts.secure, path: '/' } as const

  http.post<{ Params: { counter: string } }>(
    '/api/counters/:counter/code',
    async (request): Promise<PairingCode> => {
      const { principal } = await parts.signedIn(request)
      const made = await parts.acts.run(principal, (act) =>
        parts.seats.makeCode(act, principal, request.params.counter),
      )
      return { code: made.code, until: made.until.toISOString() }
    },
  )

  http.post('/api/counters/pair', async (request, reply) => {
    if (!pairingSchema.Check(request.body)) throw new Refused('E_SCHEMA', 'malformed')
    const { code } = request.body
    // Counted before it is looked at, so that many at once are no more than many in turn.
    for (const { key, budget } of limits) await spend(budget, key(request.ip), reply)
    const opened = await parts.acts.run(null, async (act) => {
      const found = await parts.seats.pair(act, code)
      if (found) await parts.visits.paired(act, found.seat, found.replaced)
      return found
    })
    if (!opened) {
      await parts.acts.run(null, async (act) => act.record({ action: 'counter.pair', outcome: 'refused' }))
      const gone = new Refused('E_NOT_ADMITTED', 'pairing-code')
      return reply.code(410).send({ error: gone.code, message: sentenceFor(gone, languageOf(request)) })
    }
    for (const { key, budget } of limits) await budget.reward(key(request.ip))
    if (opened.replaced) parts.sessionEnded(opened.replaced.id)
    const maxAge = Math.floor((opened.seat.expiresAt.getTime() - parts.clock.now().getTime()) / 1000)
    reply.setCookie(seatCookie(parts.secure), opened.token, { ...cookie, maxAge })
    return { seat: opened.seat.id, counter: opened.seat.counter, until: opened.seat.expiresAt.toISOString() }
  })

  // A desk in the same browser keeps what it has stored; a device of its own keeps nothing.
  http.post('/api/seat/wipe', async (request, reply) => {
    const shared = request.cookies[sessionCookie(parts.secure)] !== undefined
    reply.header('clear-site-data', shared ? '"cache"' : '"cache", "storage"')
    return { shared }
  })
}

async function spend(budget: RateLimiterMemory, key: string, reply: FastifyReply): Promise<void> {
  try {
    await budget.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const seconds = Math.ceil(error.msBeforeNext / 1000)
    reply.header('retry-after', String(seconds))
    throw new Refused('E_RATE', 'too-many-codes', { minutes: Math.ceil(seconds / 60) })
  }
}
