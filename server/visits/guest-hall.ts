import type { GuestLine, GuestPlace, TimeWish } from '#shared/model/guest.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { InvitationRecords, StoredInvitation } from './invitation-port.ts'
import type { SeatRecords, StoredSeat } from './visit-port.ts'

/** How many lines of a conversation are shown. */
export const shownLines = 200
/** What guests waited lately is told from this many; fewer are no experience. */
const experience = { from: 3, of: 20 }

/** The waiting room from the guest's side: an honest place in it, and what a guest may do there. */
export class GuestHall {
  constructor(
    private readonly records: InvitationRecords,
    private readonly seats: Pick<SeatRecords, 'find'>,
  ) {}

  /** What a guest who waits, sits at the table or was sent away may know; null for the screen of a counter. */
  async placeOf(tx: Tx, seat: StoredSeat, at: Date): Promise<GuestPlace | null> {
    const invitation = seat.invitation && (await this.records.find(tx, seat.invitation))
    if (!invitation) return null
    const waits = seat.case === null && invitation.closedAt === null
    const [waiting, spans, lines] = await Promise.all([
      waits ? this.records.waiting(tx, seat.office, at) : [],
      waits ? this.records.waits(tx, seat.office, experience.of) : [],
      this.records.lines(tx, invitation.id, shownLines),
    ])
    const ahead = waiting.findIndex((one) => one.seat.id === seat.id)
    return {
      name: seat.name,
      plannedAt: invitation.plannedAt?.toISOString() ?? null,
      ahead: Math.max(ahead, 0),
      usualMinutes: usualMinutes(spans),
      wish: invitation.wish,
      farewell: invitation.closedAt === null ? null : (invitation.farewell ?? ''),
      lines,
      talk:
        seat.case === null || invitation.closedAt !== null
          ? null
          : { room: invitation.id, keeper: seat.keeper },
    }
  }

  /** What guests at the table of a case and the office wrote since then. */
  async linesSince(tx: Tx, id: CaseId, since: Date, at: Date): Promise<GuestLine[]> {
    const lines: GuestLine[] = []
    for (const invitation of await this.records.ofCase(tx, id, at)) {
      const seat = await this.records.seatOf(tx, invitation.id, at)
      if (seat?.case !== id) continue
      const all = await this.records.lines(tx, invitation.id, shownLines)
      lines.push(...all.filter((line) => new Date(line.at) >= since))
    }
    return lines
  }

  async write(act: Act, { text }: { text: string }): Promise<null> {
    const { seat, invitation } = await this.#own(act)
    await this.records.write(
      act.tx,
      invitation,
      { from: 'guest', name: seat.name, text: text.trim() },
      act.at,
    )
    this.#tell(act, 'guest.wrote', invitation, seat, false)
    return null
  }

  async wishTime(act: Act, { at, note }: { at?: string; note?: string }): Promise<null> {
    const { seat, invitation } = await this.#own(act)
    const wish: TimeWish = { at: at ?? null, note: note?.trim() ?? '' }
    if (wish.at === null && wish.note === '') throw new Refused('E_SCHEMA', 'wish-empty')
    if (wish.at !== null && !(new Date(wish.at) > act.at)) throw new Refused('E_SCHEMA', 'wish-past')
    await this.records.change(act.tx, invitation.id, { wish })
    this.#tell(act, 'guest.wished', invitation, seat, true)
    return null
  }

  /** Everybody of the office who looks after guests reads anew. */
  tellStaff(act: Act, invitation: StoredInvitation): void {
    act.announce(`case/${invitation.case}`, 'guests.changed', {})
    act.announce(`office/${invitation.office}`, 'guests.changed', {})
  }

  async #own(act: Act): Promise<{ seat: StoredSeat; invitation: StoredInvitation }> {
    const seat = await this.seats.find(act.tx, actorOf(act).session, act.at)
    const invitation = seat?.invitation && (await this.records.find(act.tx, seat.invitation))
    if (!seat || !invitation) throw new Refused('E_STATE', 'no-guest')
    if (invitation.closedAt !== null) throw new Refused('E_STATE', 'guest-gone')
    return { seat, invitation }
  }

  #tell(act: Act, action: string, invitation: StoredInvitation, seat: StoredSeat, history: boolean): void {
    act.record({ action, case: invitation.case, subject: invitation.id, history })
    this.tellStaff(act, invitation)
    act.announce(`person/${seat.id}`, 'seat.changed', {})
  }
}

/** Median in whole minutes, at least one; null without enough experience. */
function usualMinutes(spans: readonly number[]): number | null {
  if (spans.length < experience.from) return null
  const sorted = spans.toSorted((a, b) => a - b)
  return Math.max(1, Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) / 60_000))
}
