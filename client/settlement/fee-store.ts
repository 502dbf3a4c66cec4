import { v7 as newId } from 'uuid'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { AnyCommand, BodyOf, ValueOf } from '#shared/contract/command.ts'
import { settlementCommands } from '#shared/contract/settlement-contract.ts'
import type { EventBodies, StreamEvent } from '#shared/contract/stream-contract.ts'
import type { FeeChoice, FeeView } from '#shared/model/fee.ts'
import type { CaseId, PaymentId } from '#shared/model/ids.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'

/** How a fee is to be taken. */
export type Settling = Omit<BodyOf<typeof settlementCommands.settleFee>, 'case'>

/** Fees and payments of the cases that are open in this window, live; newest revision wins. */
export const useFees = defineStore('fees', () => {
  const link = useDeskLink()
  const fees = shallowRef<ReadonlyMap<CaseId, FeeView>>(new Map())
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const users = new Map<CaseId, number>()

  /** Reads and follows until the result is called; nothing of the case stays in memory after the last one. */
  function start(id: CaseId): () => void {
    users.set(id, (users.get(id) ?? 0) + 1)
    if (!fees.value.has(id)) void load(id)
    const leave = link.follow(`case/${id}`, {
      event: (event) => apply(id, event),
      reset: () => load(id),
    })
    return () => {
      leave()
      const left = (users.get(id) ?? 1) - 1
      users.set(id, left)
      if (left > 0) return
      users.delete(id)
      fees.value = new Map([...fees.value].filter(([one]) => one !== id))
    }
  }

  async function load(id: CaseId): Promise<void> {
    const told = await tell(() => link.request(settlementCommands.getFee, { case: id }))
    problem.value = told.ok ? null : told
    if (told.ok) take(told.value)
  }

  function take(view: FeeView): void {
    const known = fees.value.get(view.case)
    if (!users.has(view.case) || (known && known.rev > view.rev)) return
    fees.value = new Map(fees.value).set(view.case, view)
  }

  /** A service that joins or leaves the case changes the lines as well. */
  function apply(id: CaseId, event: StreamEvent): void {
    if (event.type === 'fee.changed') take((event.body as EventBodies['fee.changed']).fee)
    if (event.type === 'case.changed') void load(id)
  }

  async function decide<C extends AnyCommand>(
    id: CaseId,
    command: C,
    body: BodyOf<C>,
  ): Promise<Told<ValueOf<C>>> {
    const rev = fees.value.get(id)?.rev ?? 0
    const told = await tell(() => link.request(command, body, { id: newId(), rev }))
    if (told.ok) take(told.value as FeeView)
    else if (told.kind === 'refused') await load(id)
    return told
  }

  return {
    fees,
    problem,
    start,
    load,
    fix: (id: CaseId, lines: FeeChoice[]) => decide(id, settlementCommands.fixFee, { case: id, lines }),
    settle: (id: CaseId, wish: Settling) => decide(id, settlementCommands.settleFee, { case: id, ...wish }),
    reconcile: (id: CaseId, payment: PaymentId, result: 'paid' | 'not_paid', reason: string) =>
      decide(id, settlementCommands.reconcileFee, { payment, result, reason }),
    refund: (id: CaseId, payment: PaymentId, reason: string) =>
      decide(id, settlementCommands.refundFee, { payment, reason }),
  }
})
