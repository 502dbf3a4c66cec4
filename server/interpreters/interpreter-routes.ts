import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { interpreterLookingAt, interpreterRedeeming } from '#shared/contract/interpreter-contract.ts'
import { CodeTries } from '#server/platform/code-tries.ts'
import { Refused } from '#server/platform/refused.ts'
import { addCodeRoutes, type CodeRouteParts } from '#server/visits/code-routes.ts'
import type { InterpreterService } from './interpreter-service.ts'

const redeemed = Compile(interpreterRedeeming)
const lookedAt = Compile(interpreterLookingAt)

/** `POST /api/interpreters/look` and `POST /api/interpreters/redeem`, like those of an invitation. */
export function addInterpreterRoutes(
  http: FastifyInstance,
  { interpreters, ...parts }: CodeRouteParts & { readonly interpreters: InterpreterService },
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
}
