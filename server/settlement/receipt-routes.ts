import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PaymentId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { handPaper } from '#server/papers/hand-paper.ts'
import type { Acts } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { withRefusalRow } from '#server/platform/refusal-row.ts'
import { receiptPaper } from './receipt-paper.ts'
import type { ReceiptService } from './receipt-service.ts'

export interface ReceiptRouteParts {
  readonly receipts: ReceiptService
  readonly acts: Acts
  /** Who is signed in, or whose seat it is. @throws Refused `E_NOT_ADMITTED` */
  readonly bearer: (request: FastifyRequest) => Promise<Principal>
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** `GET /api/payments/<id>/receipt.pdf`: the receipt of a payment or of a refund. */
export function addReceiptRoutes(http: FastifyInstance, { receipts, acts, bearer }: ReceiptRouteParts): void {
  http.get<{ Params: { payment: string } }>('/api/payments/:payment/receipt.pdf', async (request, reply) => {
    const principal = await bearer(request)
    const content = await withRefusalRow(acts, principal, 'receipt:read', async () => {
      const id = request.params.payment
      if (!uuidPattern.test(id)) throw new Refused('E_NOT_FOUND', 'case-unknown')
      return acts.run(principal, (act) => receipts.hand(act, principal, id as PaymentId))
    })
    return handPaper(reply, `quittung-${content.payment.receipt}.pdf`, await receiptPaper(content))
  })
}
