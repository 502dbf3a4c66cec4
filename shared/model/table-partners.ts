import type { SeatRole, SeatView } from './consultation.ts'

type Chair = Pick<SeatView, 'person' | 'role' | 'state' | 'room'>

/** No staff: sees the talk and never what staff say about it among themselves. */
export const isOutsider = (role: SeatRole): boolean => role === 'citizen' || role === 'interpreter'

/** Who is out while the citizen talks confidentially. */
export const staysOut = (role: SeatRole): boolean => role === 'adviser' || role === 'trainee'

/**
 * With whom a person at the table exchanges signals, picture and sound: everybody who has not left, but nobody in the same room
 * (`Room`), and nobody who stays out of a confidential talk. Server and both pages ask the same, so that neither connects with
 * whom the other cuts off.
 */
export function partners<C extends Chair>(seats: readonly C[], person: string, confidential: boolean): C[] {
  const there = seats.filter(({ state, role }) => state !== 'left' && !(confidential && staysOut(role)))
  const me = there.find((seat) => seat.person === person)
  return me ? there.filter((other) => other !== me && !sameRoom(me, other)) : []
}

const sameRoom = (one: Chair, other: Chair): boolean =>
  one.room?.beside === other.person || other.room?.beside === one.person

/** The microphone and the loudspeaker of the room this person works in are at the citizen's screen now. */
export const voiceBeside = (seats: readonly Chair[], person: string): boolean =>
  seats.some(({ state, room }) => state !== 'left' && room?.beside === person && room.voice)
