import type { SeatView } from './consultation.ts'

type Chair = Pick<SeatView, 'person' | 'role' | 'state' | 'room'>

/**
 * With whom a person at the table exchanges signals, picture and sound: everybody who has not left, but nobody in the same room
 * (`Room`). Server and both pages ask the same, so that neither connects with whom the other cuts off.
 */
export function partners<C extends Chair>(seats: readonly C[], person: string): C[] {
  const there = seats.filter(({ state }) => state !== 'left')
  const me = there.find((seat) => seat.person === person)
  return me ? there.filter((other) => other !== me && !sameRoom(me, other)) : []
}

const sameRoom = (one: Chair, other: Chair): boolean =>
  one.room?.beside === other.person || other.room?.beside === one.person
