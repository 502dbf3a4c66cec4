import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Compile } from 'typebox/compile'
import { lookingAt, redeeming, type InvitationFace } from '#shared/contract/guest-contract.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { CodeTries } from '#server/platform/code-tries.ts'
import { Refused } from '#server/platform/refused.ts'
import { sentenceFor } from '#server/platform/sentences.ts'
import type { GuestService } from './guest-service.ts'
import { seatCookie } from './seated.ts'

export interface InvitationRouteParts {
  readonly guests: GuestService
  readonly acts: Acts
  readonly clock: Clock
  readonly secure: boolean
}

const redeemed = Compile(redeeming)
const lookedAt = Compile(lookingAt)

/**
 * `POST /api/invitations/look` and `POST /api/invitations/redeem` (contract, "Signing in"): for people nobody knows, so tries are
 * counted; a code that is used up, expired, revoked or was never given is answered alike with 410.
 */
export function addInvitationRoutes(http: FastifyInstance, parts: InvitationRouteParts): void {
  const { guests, acts, clock, secure } = parts
  const tries = new CodeTries('invitation')
  const cookie = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const
  const take = (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('x-robots-tag', 'noindex')
    return tries.take(request.ip, (seconds) => void reply.header('retry-after', String(seconds)))
  }
  async function gone(reply: FastifyReply, action: string) {
    await acts.run(null, async (act) => act.record({ action, outcome: 'refused' }))
    const refused = new Refused('E_NOT_ADMITTED', 'invitation-code')
    return reply.code(410).send({ error: refused.code, message: sentenceFor(refused) })
  }

  http.post('/api/invitations/look', async (request, reply): Promise<InvitationFace> => {
    const { body } = request
    if (!lookedAt.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
    const right = await take(request, reply)
    const face = await acts.read((tx) => guests.face(tx, body.token, clock.now()))
    if (!face) return gone(reply, 'guest.look')
    await right()
    return face
  })

  http.post('/api/invitations/redeem', async (request, reply) => {
    const { body } = request
    if (!redeemed.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
    const right = await take(request, reply)
    const opened = await acts.run(null, (act) => guests.redeem(act, body))
    if (!opened) return gone(reply, 'guest.redeem')
    await right()
    const maxAge = Math.floor((opened.seat.expiresAt.getTime() - clock.now().getTime()) / 1000)
    reply.setCookie(seatCookie(secure), opened.token, { ...cookie, maxAge })
    return { seat: opened.seat.id, until: opened.seat.expiresAt.toISOString() }
  })
}
