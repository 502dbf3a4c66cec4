import { may, type Action, type Facts } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import { Refused } from '#server/platform/refused.ts'

/** Why a case of the own office is shut since its contract is over: the service and the clause with whom to ask. */
export interface Lapsed {
  readonly service: string
  readonly basis: string
}

/**
 * Passes or refuses. Who may not even read the case gets the same answer as for a case that does not exist; who may read it
 * is told that the right is missing, and who could until the contract ended is told that and whom to ask now.
 */
export function admit(principal: Principal, action: Action, facts: Facts, lapsed?: Lapsed): void {
  if (may(principal, action, facts)) return
  if (facts.apart === true && may(principal, 'case.read', { ...facts, apart: false }))
    throw new Refused('E_FORBIDDEN', 'confidential-now')
  if (may(principal, 'case.read', facts)) throw new Refused('E_FORBIDDEN', 'role-may-not')
  if (lapsed && may(principal, 'case.read', { ...facts, contract: true }))
    throw new Refused('E_FORBIDDEN', 'service-not-allowed', { ...lapsed })
  throw new Refused('E_NOT_FOUND', 'case-unknown')
}
