import type { FastifyRequest } from 'fastify'
import type { Principal } from '#shared/model/principal.ts'
import { sessionCookie, type SignedIn } from '#server/identity/signed-in.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import type { SeatSessions } from './seat-sessions.ts'

/** Name of the cookie of a citizen's seat; never that of staff, so that two windows of one browser can be two principals. */
export const seatCookie = (secure: boolean): string => (secure ? '__Host-lotse-seat' : 'lotse-seat')

/** Who asks where staff and guests both may: the one that is named, else whoever the browser has, staff first. */
export type Bearer = (request: FastifyRequest, as?: 'staff' | 'seat') => Promise<Principal>

export function bearerOver(
  signedIn: SignedIn,
  seats: SeatSessions,
  acts: Acts,
  clock: Clock,
  secure: boolean,
): Bearer {
  const names = { staff: sessionCookie(secure), seat: seatCookie(secure) }
  return async (request, as) => {
    const wanted = as ?? (request.cookies[names.staff] === undefined ? 'seat' : 'staff')
    if (wanted === 'staff') return (await signedIn(request)).principal
    const token = request.cookies[names.seat]
    const guest = token && (await acts.read((tx) => seats.read(tx, token, clock.now())))
    if (!guest) throw new Refused('E_NOT_ADMITTED', 'not-signed-in')
    return guest
  }
}
