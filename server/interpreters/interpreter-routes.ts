import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { interpreterLookingAt, interpreterRedeeming } from '#shared/contract/interpreter-contract.ts'
import { CodeTries } from '#server/platform/code-tries.ts'
import { Refused } from '#server/platform/refused.ts'
import { addCodeRoutes, type CodeRouteParts } from '#server/visits/code-routes.ts'
import { seatCookie, type Bearer } from '#server/visits/seated.ts'
import type { InterpreterSeat } from './interpreter-seat.ts'
import type { InterpreterService } from './interpreter-service.ts'

const redeemed = Compile(interpreterRedeeming)
const lookedAt = Compile(interpreterLookingAt)

/** `POST /api/interpreters/look` and `POST /api/interpreters/redeem`, like those of an invitation, and `POST /api/interpreters/leave`. */
export function addInterpreterRoutes(
  http: FastifyInstance,
  {
    interpreters,
    seat,
    bearer,
    ...parts
  }: CodeRouteParts & {
    readonly interpreters: InterpreterService
    readonly seat: InterpreterSeat
    readonly bearer: Bearer
  },
): void {
  addCodeRoutes(http, parts, {
    path: 'interpreters',
    tries: new CodeTries('interpreter'),
    isLook: (body): body is Static<typeof interpreterLookingAt> => lookedAt.Check(body),
    isWish: (body): body is Static<typeof interpreterRedeeming> => redeemed.Check(body),
    face: (tx, token, at) => interpreters.face(tx, token, at),
    redeem: (act, wish) => interpreters.redeem(act, wish),
    refusal: () => new Refused('E_NOT_ADMITTED', 'interpreter-code'),
    refused: { look: 'interpreter.look', redeem: 'interpreter.redeem' },
  })

  // No command: with the seat its cookie goes, which no program of the page can reach.
  http.post('/api/interpreters/leave', async (request, reply): Promise<{ left: true }> => {
    const principal = await bearer(request, 'seat')
    await parts.acts.run(principal, (act) => seat.leave(act))
    reply.clearCookie(seatCookie(parts.secure), { path: '/', secure: parts.secure })
    return { left: true }
  })
}
