import type { CaseId, ConsultationId, PersonId, SessionId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CitizenDevice } from '#server/consultations/citizen-call.ts'
import type { Confiding, RoomVoice } from '#server/consultations/room-voice.ts'
import type { CitizenSeats } from '#server/consultations/citizen-seats.ts'
import type { TurnGrant } from '#server/consultations/turn-credentials.ts'
import type { DistrictNames } from '#server/duty/district-names.ts'
import type { Act } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import { terminalOf } from './seat-view.ts'
import type { SeatRecords, StoredSeat } from './visit-port.ts'

/** As a device in a call: the screen of a counter stands beside the desk of whoever keeps it, a terminal and a guest stand alone. */
export function deviceOf(seat: StoredSeat, names: Pick<DistrictNames, 'district'>): CitizenDevice {
  // The office of the seat is the one that looks after the terminal.
  const alone = seat.counter === null || terminalOf(seat, names.district) !== undefined
  return { person: seat.id as string as PersonId, beside: alone ? null : seat.keeper }
}

/** The citizen's own device takes part in the talk of the case it shows. */
export class SeatTalk {
  constructor(
    private readonly records: SeatRecords,
    private readonly names: Pick<DistrictNames, 'district'>,
    private readonly citizens: Pick<CitizenSeats, 'sit'>,
    private readonly room: Pick<RoomVoice, 'confideAt'>,
    private readonly sitsIn: (person: PersonId, id: ConsultationId) => Promise<boolean>,
    private readonly grant: (id: ConsultationId, seat: SessionId) => TurnGrant,
  ) {}

  async sit(act: Act, id: ConsultationId): Promise<null> {
    const seat = await this.#shown(act)
    await this.citizens.sit(act, seat.case, id, deviceOf(seat, this.names))
    return null
  }

  async confide(
    act: Act,
    { consultation, wish }: { consultation: ConsultationId; wish: Confiding },
  ): Promise<null> {
    const seat = await this.#shown(act)
    const person = seat.id as string as PersonId
    await this.room.confideAt(act, seat.case, consultation, { person, wish })
    return null
  }

  async #shown(act: Act): Promise<StoredSeat & { readonly case: CaseId }> {
    const seat = await this.records.find(act.tx, actorOf(act).session, act.at)
    if (!seat || seat.case === null || seat.blank !== null) throw new Refused('E_STATE', 'no-talk-now')
    return { ...seat, case: seat.case }
  }

  async ice(principal: Principal, id: ConsultationId): Promise<TurnGrant> {
    if (!(await this.sitsIn(principal.person, id))) throw new Refused('E_STATE', 'no-talk-now')
    return this.grant(id, principal.session)
  }
}
