import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { lookingAt, redeeming } from '#shared/contract/guest-contract.ts'
import { CodeTries } from '#server/platform/code-tries.ts'
import { Refused } from '#server/platform/refused.ts'
import { addCodeRoutes, type CodeRouteParts } from './code-routes.ts'
import type { GuestService } from './guest-service.ts'

const redeemed = Compile(redeeming)
const lookedAt = Compile(lookingAt)

/** `POST /api/invitations/look` and `POST /api/invitations/redeem` (contract, "Signing in"). */
export function addInvitationRoutes(
  http: FastifyInstance,
  { guests, ...parts }: CodeRouteParts & { readonly guests: GuestService },
): void {
  addCodeRoutes(http, parts, {
    path: 'invitations',
    tries: new CodeTries('invitation'),
    isLook: (body): body is Static<typeof lookingAt> => lookedAt.Check(body),
    isWish: (body): body is Static<typeof redeeming> => redeemed.Check(body),
    face: (tx, token, at) => guests.face(tx, token, at),
    redeem: (act, wish) => guests.redeem(act, wish),
    refusal: () => new Refused('E_NOT_ADMITTED', 'invitation-code'),
    refused: { look: 'guest.look', redeem: 'guest.redeem' },
  })
}
