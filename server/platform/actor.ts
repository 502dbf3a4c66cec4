import type { Principal } from '#shared/model/principal.ts'
import type { Act } from './act.ts'
import { Refused } from './refused.ts'

/** The person who acts. @throws Refused when the server's own clock acts where a person is needed. */
export function actorOf(act: Act): Principal {
  if (!act.actor) throw new Refused('E_FORBIDDEN', 'role-may-not')
  return act.actor
}
