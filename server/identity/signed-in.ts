import type { FastifyRequest } from 'fastify'
import type { Principal } from '#shared/model/principal.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import type { SessionService } from './session-service.ts'

/** Name of the session cookie. */
export const sessionCookie = (secure: boolean): string => (secure ? '__Host-lotse' : 'lotse')

/** Whose session the cookie of a request is. @throws Refused `E_NOT_ADMITTED` without a live one. */
export type SignedIn = (request: FastifyRequest) => Promise<{ principal: Principal; until: Date }>

export function signedInOver(sessions: SessionService, acts: Acts, clock: Clock, secure: boolean): SignedIn {
  const name = sessionCookie(secure)
  return async (request) => {
    const token = request.cookies[name]
    const found = token && (await acts.read((tx) => sessions.read(tx, token, clock.now())))
    if (!found) throw new Refused('E_NOT_ADMITTED', 'not-signed-in')
    return found
  }
}
