import { may, type Action, type Facts } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import { Refused } from '#server/platform/refused.ts'

/**
 * Passes or refuses. Who may not even read the case gets the same answer as for a case that does not exist; who may read it
 * is told that the right is missing.
 */
export function admit(principal: Principal, action: Action, facts: Facts): void {
  if (may(principal, action, facts)) return
  if (may(principal, 'case.read', facts)) throw new Refused('E_FORBIDDEN', 'role-may-not')
  throw new Refused('E_NOT_FOUND', 'case-unknown')
}
