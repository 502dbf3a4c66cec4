import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Act, Acts, Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { CodeTries } from '#server/platform/code-tries.ts'
import { languageOf } from '#server/platform/language-of.ts'
import { Refused } from '#server/platform/refused.ts'
import { sentenceFor } from '#server/platform/sentences.ts'
import type { OpenedSeat } from './seat-sessions.ts'
import { seatCookie } from './seated.ts'

export interface CodeRouteParts {
  readonly acts: Acts
  readonly clock: Clock
  readonly secure: boolean
}

/** One kind of code that opens a seat: what it shows to who has it, and how it is used. */
export interface SeatCode<Face, Wish> {
  /** `/api/<path>/look` and `/api/<path>/redeem`. */
  readonly path: string
  readonly tries: CodeTries
  readonly isLook: (body: unknown) => body is { token: string }
  readonly isWish: (body: unknown) => body is Wish
  /** What people nobody knows may see of it; undefined for a code that is worth nothing. */
  readonly face: (tx: Tx, token: string, at: Date) => Promise<Face | undefined>
  readonly redeem: (act: Act, wish: Wish) => Promise<OpenedSeat | undefined>
  readonly refusal: () => Refused
  /** Names of the audit rows for codes that are worth nothing. */
  readonly refused: { readonly look: string; readonly redeem: string }
}

/**
 * For people nobody knows, so tries are counted; a code that is used up, expired, revoked or was never given is answered alike with
 * 410. Redeemed, it opens a seat of this browser alone.
 */
export function addCodeRoutes<Face, Wish>(
  http: FastifyInstance,
  { acts, clock, secure }: CodeRouteParts,
  code: SeatCode<Face, Wish>,
): void {
  const cookie = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const
  const take = (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('x-robots-tag', 'noindex')
    return code.tries.take(request.ip, (seconds) => void reply.header('retry-after', String(seconds)))
  }
  async function gone(request: FastifyRequest, reply: FastifyReply, action: string) {
    await acts.run(null, async (act) => act.record({ action, outcome: 'refused' }))
    const refused = code.refusal()
    return reply.code(410).send({ error: refused.code, message: sentenceFor(refused, languageOf(request)) })
  }

  http.post(`/api/${code.path}/look`, async (request, reply): Promise<Face> => {
    const { body } = request
    if (!code.isLook(body)) throw new Refused('E_SCHEMA', 'malformed')
    const right = await take(request, reply)
    const face = await acts.read((tx) => code.face(tx, body.token, clock.now()))
    if (!face) return gone(request, reply, code.refused.look)
    await right()
    return face
  })

  http.post(`/api/${code.path}/redeem`, async (request, reply) => {
    const { body } = request
    if (!code.isWish(body)) throw new Refused('E_SCHEMA', 'malformed')
    const right = await take(request, reply)
    const opened = await acts.run(null, (act) => code.redeem(act, body))
    if (!opened) return gone(request, reply, code.refused.redeem)
    await right()
    const maxAge = Math.floor((opened.seat.expiresAt.getTime() - clock.now().getTime()) / 1000)
    reply.setCookie(seatCookie(secure), opened.token, { ...cookie, maxAge })
    return { seat: opened.seat.id, until: opened.seat.expiresAt.toISOString() }
  })
}
