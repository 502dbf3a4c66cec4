import { Type } from 'typebox'
import {
  paymentMethods,
  type FeeView,
  type PayeeSum,
  type PaymentMethod,
  type PaymentState,
} from '#shared/model/fee.ts'
import type { AuthorityId, CaseId, CaseServiceId, OfficeId, PaymentId } from '#shared/model/ids.ts'
import { decision, question } from './command.ts'
import { closed, line, oneOf, slug, uuid } from './shapes.ts'

const caseId = uuid<CaseId>()
const caseService = uuid<CaseServiceId>()
const payment = uuid<PaymentId>()
const cents = Type.Integer({ minimum: 0, maximum: 10_000_000 })

/** What happened at one office on one day. Payees, receipts and methods add up to the same `total`. */
export interface DayList {
  readonly office: OfficeId
  readonly officeName: string
  /** ISO day in Berlin. */
  readonly day: string
  readonly payees: readonly {
    readonly payee: AuthorityId
    readonly payeeName: string
    readonly taken: number
    readonly refunded: number
    /** Taken less refunded. */
    readonly cents: number
  }[]
  readonly methods: Readonly<Record<PaymentMethod, number>>
  readonly total: number
  readonly receipts: readonly DayReceipt[]
  /** Payments of the office that wait for an answer or for somebody who looks, of whichever day. */
  readonly waiting: readonly DayReceipt[]
}

export interface DayReceipt {
  readonly payment: PaymentId
  readonly case: CaseId
  readonly caseNumber: string
  readonly receipt: string | null
  readonly at: string
  readonly kind: 'payment' | 'refund'
  readonly method: PaymentMethod
  readonly state: PaymentState
  /** Negative for a refund. */
  readonly cents: number
  readonly personName: string
  readonly sums: readonly PayeeSum[]
}

export const settlementCommands = {
  getFee: question<FeeView>()('fee:get', 'fee.read', closed({ case: caseId })),
  fixFee: decision<FeeView>()(
    'fee:fix',
    'fee.take',
    closed({
      case: caseId,
      lines: Type.Array(
        Type.Union([
          closed({ caseService, variant: slug<string>() }),
          closed({ caseService, exempt: line(200) }),
        ]),
        { minItems: 1, maxItems: 12 },
      ),
    }),
  ),
  settleFee: decision<FeeView>()(
    'fee:settle',
    'fee.take',
    closed({
      case: caseId,
      method: oneOf(paymentMethods),
      /** The amount that stood on the screen. */
      total: cents,
      /** Cash: what was laid on the counter. */
      given: Type.Optional(cents),
      /** How the simulator is to behave; refused at a real terminal and outside of a demo. */
      simulate: Type.Optional(oneOf(['timeout', 'declined'])),
    }),
  ),
  reconcileFee: decision<FeeView>()(
    'fee:reconcile',
    'fee.take',
    closed({ payment, result: oneOf(['paid', 'not_paid']), reason: line(200) }),
  ),
  refundFee: decision<FeeView>()('fee:refund', 'fee.refund', closed({ payment, reason: line(200) })),
  readDay: question<DayList>()(
    'fee:day',
    'fee.day',
    closed({
      office: Type.Optional(slug<OfficeId>()),
      day: Type.String({ pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' }),
    }),
  ),
}
