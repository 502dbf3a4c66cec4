import type { ConsultationId, PersonId, SessionId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CitizenDevice } from '#server/consultations/citizen-call.ts'
import type { CitizenSeats } from '#server/consultations/citizen-seats.ts'
import type { TurnGrant } from '#server/consultations/turn-credentials.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { SeatRecords, StoredSeat } from './visit-port.ts'

/** As a device in a call: the screen of a counter stands beside the desk of whoever keeps it. */
export const deviceOf = ({ id, counter, keeper }: StoredSeat): CitizenDevice => ({
  person: id as string as PersonId,
  beside: counter === null ? null : keeper,
})

/** The citizen's own device takes part in the talk of the case it shows. */
export class SeatTalk {
  constructor(
    private readonly records: SeatRecords,
    private readonly citizens: Pick<CitizenSeats, 'sit'>,
    private readonly sitsIn: (person: PersonId, id: ConsultationId) => Promise<boolean>,
    private readonly grant: (id: ConsultationId, seat: SessionId) => TurnGrant,
  ) {}

  async sit(act: Act, id: ConsultationId): Promise<null> {
    const seat = await this.records.find(act.tx, actorOf(act).session, act.at)
    if (!seat || seat.case === null || seat.blank !== null) throw new Refused('E_STATE', 'no-talk-now')
    await this.citizens.sit(act, seat.case, id, deviceOf(seat))
    return null
  }

  async ice(_tx: Tx, principal: Principal, id: ConsultationId): Promise<TurnGrant> {
    if (!(await this.sitsIn(principal.person, id))) throw new Refused('E_STATE', 'no-talk-now')
    return this.grant(id, principal.session)
  }
}
