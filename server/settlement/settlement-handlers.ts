import { settlementCommands } from '#shared/contract/settlement-contract.ts'
import { ask, route, type Route } from '#server/gateway/command-router.ts'
import { actorOf } from '#server/platform/actor.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { DayLists } from './day-list.ts'
import type { FeeService } from './fee-service.ts'
import type { PaymentService } from './payment-service.ts'

export function settlementRoutes(
  fees: FeeService,
  payments: PaymentService,
  days: DayLists,
  clock: Clock,
): Route[] {
  return [
    ask(settlementCommands.getFee, (tx, principal, body) => fees.get(tx, principal, body.case, clock.now())),
    route(settlementCommands.fixFee, (act, body, meta) => fees.fix(act, actorOf(act), body, meta.rev)),
    route(settlementCommands.settleFee, (act, body, meta) =>
      payments.settle(act, actorOf(act), body, meta.rev),
    ),
    route(settlementCommands.reconcileFee, (act, body, meta) =>
      payments.reconcile(act, actorOf(act), body, meta.rev),
    ),
    route(settlementCommands.refundFee, (act, body, meta) =>
      payments.refund(act, actorOf(act), body, meta.rev),
    ),
    ask(settlementCommands.readDay, (tx, principal, body) => days.read(tx, principal, body)),
  ]
}
