import type { CaseId, ConsultationId, PersonId } from '#shared/model/ids.ts'
import type { Act } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { citizenSeat, openTable, type CitizenDevice } from './citizen-call.ts'
import type { ConsultationCore } from './consultation-core.ts'
import { atTable, withSeat } from './consultation-rules.ts'

/**
 * The citizen's own seat in the call, at a counter's screen or at home. It holds no side of the table: nobody waits for it and
 * nothing ends with it. Like every seat it is kept for 45 s when its connection is lost (`Seating.unseen`, by the id of the seat
 * session). How to use it for another kind of guest:
 * 1. `seatCallOf` tells the guest's page what it needs (`SeatCase.call`);
 * 2. the page sends `seat:sit`, which comes here as {@link sit}, and opens a `Call` with `SeatCall.people`;
 * 3. whatever ends the guest's right to the case calls {@link gone} in the same transaction.
 */
export class CitizenSeats {
  constructor(private readonly core: ConsultationCore) {}

  /** Takes the seat at a table of the case, or the same one again. @throws Refused `E_STATE` when there is no talk to sit in. */
  async sit(act: Act, file: CaseId, id: ConsultationId, device: CitizenDevice): Promise<void> {
    await this.core.lock(act.tx)
    const open = openTable(await this.core.parts.records.ofCase(act.tx, file))
    const record = open && (await this.core.parts.records.hold(act.tx, open.id))
    if (record?.id !== id) throw new Refused('E_STATE', 'no-talk-now')
    const before = record.seats.find(({ person }) => person === device.person)
    const voice = before?.room?.voice === true || record.confidential !== null
    const mine = citizenSeat(device, voice)
    if (before?.state === 'taken' && before.room?.beside === mine.room?.beside) return
    const others = record.seats.filter((seat) => seat !== before)
    await this.core.change(act, record, { ...record, seats: [...others, mine] })
  }

  /** The device shows the case no longer, or its session ended: the seat is given back at once. */
  async gone(act: Act, person: PersonId): Promise<void> {
    await this.core.lock(act.tx)
    for (const { id } of await this.core.parts.records.ofPerson(act.tx, person)) {
      const record = await this.core.parts.records.hold(act.tx, id)
      if (record === undefined || !atTable(record)) continue
      await this.core.change(act, record, withSeat(record, person, { state: 'left', until: null }, act.at))
    }
  }
}
