import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Compile } from 'typebox/compile'
import {
  interpreterLookingAt,
  interpreterRedeeming,
  type InterpreterFace,
} from '#shared/contract/interpreter-contract.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { CodeTries } from '#server/platform/code-tries.ts'
import { Refused } from '#server/platform/refused.ts'
import { sentenceFor } from '#server/platform/sentences.ts'
import { seatCookie } from '#server/visits/seated.ts'
import type { InterpreterService } from './interpreter-service.ts'

export interface InterpreterRouteParts {
  readonly interpreters: InterpreterService
  readonly acts: Acts
  readonly clock: Clock
  readonly secure: boolean
}

const redeemed = Compile(interpreterRedeeming)
const lookedAt = Compile(interpreterLookingAt)

/**
 * `POST /api/interpreters/look` and `POST /api/interpreters/redeem`: like invitations for people nobody knows, so tries are counted;
 * a code that is used, expired, revoked or was never given is answered alike with 410.
 */
export function addInterpreterRoutes(http: FastifyInstance, parts: InterpreterRouteParts): void {
  const { interpreters, acts, clock, secure } = parts
  const tries = new CodeTries('interpreter')
  const cookie = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const
  const take = (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('x-robots-tag', 'noindex')
    return tries.take(request.ip, (seconds) => void reply.header('retry-after', String(seconds)))
  }
  async function gone(reply: FastifyReply, action: string) {
    await acts.run(null, async (act) => act.record({ action, outcome: 'refused' }))
    const refused = new Refused('E_NOT_ADMITTED', 'interpreter-code')
    return reply.code(410).send({ error: refused.code, message: sentenceFor(refused) })
  }

  http.post('/api/interpreters/look', async (request, reply): Promise<InterpreterFace> => {
    const { body } = request
    if (!lookedAt.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
    const right = await take(request, reply)
    const face = await acts.read((tx) => interpreters.face(tx, body.token, clock.now()))
    if (!face) return gone(reply, 'interpreter.look')
    await right()
    return face
  })

  http.post('/api/interpreters/redeem', async (request, reply) => {
    const { body } = request
    if (!redeemed.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
    const right = await take(request, reply)
    const opened = await acts.run(null, (act) => interpreters.redeem(act, body))
    if (!opened) return gone(reply, 'interpreter.redeem')
    await right()
    const maxAge = Math.floor((opened.seat.expiresAt.getTime() - clock.now().getTime()) / 1000)
    reply.setCookie(seatCookie(secure), opened.token, { ...cookie, maxAge })
    return { seat: opened.seat.id, until: opened.seat.expiresAt.toISOString() }
  })
}
