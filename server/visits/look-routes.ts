import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Compile } from 'typebox/compile'
import { paperLook } from '#shared/contract/visit-contract.ts'
import type { CounterId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { SignedIn } from '#server/identity/signed-in.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import type { ScreenLooks } from './screen-looks.ts'

export interface LookRouteParts {
  readonly looks: ScreenLooks
  readonly signedIn: SignedIn
  /** Whose seat it is. @throws Refused `E_NOT_ADMITTED` */
  readonly bearer: (request: FastifyRequest, as?: 'seat') => Promise<Principal>
  readonly acts: Acts
  readonly clock: Clock
}

const accepted = Compile(paperLook)
/** Twelve pages of a screen's size. */
const largestLook = 12 * 1024 * 1024

/** `POST DELETE /api/counters/<counter>/look` for the desk, `GET /api/seat/look/<look>/<page>` for the seat. */
export function addLookRoutes(http: FastifyInstance, parts: LookRouteParts): void {
  const { looks, acts, clock } = parts
  http.post<{ Params: { counter: string } }>(
    '/api/counters/:counter/look',
    { bodyLimit: largestLook },
    async (request) => {
      const { principal } = await parts.signedIn(request)
      const body = request.body
      if (!accepted.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
      const pictures = body.pages.map((page) => Buffer.from(page, 'base64'))
      const counter = request.params.counter as CounterId
      return acts.run(principal, (act) => looks.show(act, { counter, case: body.case, pictures }))
    },
  )
  http.delete<{ Params: { counter: string } }>('/api/counters/:counter/look', async (request, reply) => {
    const { principal } = await parts.signedIn(request)
    await acts.run(principal, (act) => looks.end(act, request.params.counter as CounterId))
    return reply.code(204).send()
  })
  http.get<{ Params: { look: string; page: string } }>(
    '/api/seat/look/:look/:page',
    async (request, reply) => {
      const principal = await parts.bearer(request, 'seat')
      const { look, page } = request.params
      const picture = await acts.read((tx) => looks.picture(tx, principal, look, Number(page), clock.now()))
      reply.headers({
        'content-type': 'image/jpeg',
        'x-content-type-options': 'nosniff',
        'content-security-policy': 'sandbox',
        'cache-control': 'no-store',
      })
      return picture
    },
  )
}
