import type { CaseId, ConsultationId, InvitationId, PersonId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { TurnGrant } from '#server/consultations/turn-credentials.ts'
import type { Acts, Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import type { InvitationRecords } from './invitation-port.ts'

export interface HomeTalkParts {
  readonly acts: Acts
  readonly records: Pick<InvitationRecords, 'find' | 'seatOf'>
  readonly cases: Pick<CaseService, 'readFor'>
  readonly clock: Clock
  readonly grant: (room: ConsultationId, person: PersonId) => TurnGrant
}

/**
 * Picture and sound between a guest at home and who let the guest in, while nobody of an authority is brought in: the invitation is
 * their room. As soon as there is a consultation the guest sits in that (`CitizenSeats`).
 */
export class HomeTalk {
  constructor(private readonly parts: HomeTalkParts) {}

  /** With whom the person exchanges signals in this room; nobody before the guest was let in and after. */
  peers(room: string, person: PersonId): Promise<PersonId[]> {
    return this.parts.acts.read((tx) => this.#partners(tx, room, person))
  }

  /** Short-lived TURN credentials for who let the guest in. @throws Refused */
  async ice(
    tx: Tx,
    principal: Principal,
    wish: { readonly case: CaseId; readonly invitation: InvitationId },
  ): Promise<TurnGrant> {
    const { cases, clock, grant } = this.parts
    await cases.readFor(tx, principal, wish.case, 'guest.keep', clock.now())
    const room = wish.invitation as string
    if ((await this.#partners(tx, room, principal.person)).length === 0)
      throw new Refused('E_STATE', 'guest-not-there')
    return grant(room as ConsultationId, principal.person)
  }

  async #partners(tx: Tx, room: string, person: PersonId): Promise<PersonId[]> {
    const { clock, records } = this.parts
    const invitation = await records.find(tx, room as InvitationId)
    if (!invitation || invitation.closedAt !== null) return []
    const seat = await records.seatOf(tx, invitation.id, clock.now())
    if (!seat || seat.case === null) return []
    const both = [seat.id as string as PersonId, seat.keeper]
    return both.includes(person) ? both.filter((one) => one !== person) : []
  }
}
