import { liveConsultationStates } from '#shared/model/consultation.ts'
import type { ConsultationRecord } from '#shared/model/consultation-record.ts'
import type { CaseId, PersonId } from '#shared/model/ids.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { ConsultationRecords } from '#server/consultations/consultation-port.ts'
import { seatCallOf } from '#server/consultations/citizen-call.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { DistrictNames } from '#server/duty/district-names.ts'
import type { Tx } from '#server/platform/act.ts'
import type { PrecheckRecords } from '#server/precheck/precheck-port.ts'
import { deviceOf } from './seat-talk.ts'
import type { AtTheTable } from './seat-view.ts'
import type { StoredSeat } from './visit-port.ts'

/** Who interprets in the case, as this seat may know it. */
export type InterpretedFor = (
  tx: Tx,
  of: { readonly case: CaseId; readonly person: PersonId; readonly records: readonly ConsultationRecord[] },
  at: Date,
) => Promise<Pick<AtTheTable, 'interpreters' | 'interpreted' | 'interpretedTalk'>>

/** What the citizen confirmed, and who of the authority is there, from the records of those who keep it. */
export class TableForGuests {
  constructor(
    private readonly precheck: Pick<PrecheckRecords, 'ofCase'>,
    private readonly consultations: Pick<ConsultationRecords, 'ofCase'>,
    private readonly district: DistrictSource,
    private readonly names: DistrictNames,
    private readonly interpreted: InterpretedFor,
  ) {}

  async read(tx: Tx, id: CaseId, seat: StoredSeat, at: Date): Promise<AtTheTable> {
    const [{ confirmations }, consultations] = await Promise.all([
      this.precheck.ofCase(tx, id),
      this.consultations.ofCase(tx, id),
    ])
    const live = consultations.filter(({ state }) => liveConsultationStates.includes(state))
    const person = seat.id as string as PersonId
    return {
      ...(await this.interpreted(tx, { case: id, person, records: consultations }, at)),
      confirmations: confirmations.map(({ caseService, block, hash, at: when }) => ({
        caseService,
        block,
        hash,
        at: when.toISOString(),
      })),
      specialists: this.#specialists(consultations, at),
      trainees: live.flatMap(({ seats }) =>
        seats.flatMap(({ role, state, name }) => (role === 'trainee' && state !== 'left' ? [name] : [])),
      ),
      call: seatCallOf(consultations, deviceOf(seat, this.names), this.names),
      pretalk: live.some(({ pretalkUntil }) => pretalkUntil !== null && pretalkUntil > at),
    }
  }

  /** Who talks, or has left and still sees the case for the wrap-up: the truth, not the wish. Each once. */
  #specialists(records: readonly ConsultationRecord[], at: Date): AtTheTable['specialists'] {
    const district = this.district.current()
    const there = new Map<PersonId, AtTheTable['specialists'][number]>()
    for (const { acceptedBy, disclosure, disclosureUntil, state, unit } of records) {
      const sees = disclosure === 2 && (disclosureUntil === null || disclosureUntil > at)
      if (acceptedBy === null || (!sees && !liveConsultationStates.includes(state))) continue
      const unitName = district.units.find((one) => one.id === unit)?.name ?? ''
      if (there.get(acceptedBy)?.sees !== true)
        there.set(acceptedBy, { name: nameOf(acceptedBy, district), unitName, sees })
    }
    return [...there.values()]
  }
}
