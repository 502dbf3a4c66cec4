import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { CaseId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { handPaper } from '#server/papers/hand-paper.ts'
import type { Acts } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { withRefusalRow } from '#server/platform/refusal-row.ts'
import type { RetentionService } from './retention-service.ts'
import { sealedPaper } from './sealed-paper.ts'

export interface SealedRouteParts {
  readonly retention: RetentionService
  readonly acts: Acts
  /** Who is signed in. @throws Refused `E_NOT_ADMITTED` */
  readonly signedIn: (request: FastifyRequest) => Promise<Principal>
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** `GET /api/cases/<id>/sealed.pdf`: a closed case as it was sealed, for the file and for the citizen. */
export function addSealedRoutes(
  http: FastifyInstance,
  { retention, acts, signedIn }: SealedRouteParts,
): void {
  http.get<{ Params: { case: string } }>('/api/cases/:case/sealed.pdf', async (request, reply) => {
    const principal = await signedIn(request)
    const content = await withRefusalRow(acts, principal, 'case:sealed', async () => {
      const id = request.params.case
      if (!uuidPattern.test(id)) throw new Refused('E_NOT_FOUND', 'case-unknown')
      return acts.run(principal, (act) => retention.hand(act, principal, id as CaseId))
    })
    return handPaper(reply, `vorgang-${content.archive.number}.pdf`, await sealedPaper(content))
  })
}
