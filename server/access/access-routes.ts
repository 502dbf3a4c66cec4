import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { CaseId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { handPaper } from '#server/papers/hand-paper.ts'
import type { Acts } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { withRefusalRow } from '#server/platform/refusal-row.ts'
import { accessPaper } from './access-paper.ts'
import type { AccessService } from './access-service.ts'

export interface AccessRouteParts {
  readonly access: AccessService
  readonly acts: Acts
  /** Who is signed in. @throws Refused `E_NOT_ADMITTED` */
  readonly signedIn: (request: FastifyRequest) => Promise<Principal>
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** `GET /api/cases/<id>/access.pdf`: who saw what, as a paper for the citizen. */
export function addAccessRoutes(http: FastifyInstance, { access, acts, signedIn }: AccessRouteParts): void {
  http.get<{ Params: { case: string } }>('/api/cases/:case/access.pdf', async (request, reply) => {
    const principal = await signedIn(request)
    const report = await withRefusalRow(acts, principal, 'access:read', async () => {
      const id = request.params.case
      if (!uuidPattern.test(id)) throw new Refused('E_NOT_FOUND', 'case-unknown')
      return acts.run(principal, (act) => access.hand(act, principal, id as CaseId))
    })
    return handPaper(reply, 'wer-hat-was-gesehen.pdf', await accessPaper(report))
  })
}
