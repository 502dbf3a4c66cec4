import { liveConsultationStates } from '#shared/model/consultation.ts'
import type { CaseId } from '#shared/model/ids.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { ConsultationRecords } from '#server/consultations/consultation-port.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Tx } from '#server/platform/act.ts'
import type { PrecheckRecords } from '#server/precheck/precheck-port.ts'
import type { AtTheTable } from './seat-view.ts'

/** What the citizen confirmed, and who of the authority is there, from the records of those who keep it. */
export class TableForGuests {
  constructor(
    private readonly precheck: Pick<PrecheckRecords, 'ofCase'>,
    private readonly consultations: Pick<ConsultationRecords, 'ofCase'>,
    private readonly district: DistrictSource,
  ) {}

  async read(tx: Tx, id: CaseId, at: Date): Promise<AtTheTable> {
    const { confirmations } = await this.precheck.ofCase(tx, id)
    return {
      confirmations: confirmations.map(({ caseService, block, hash, at: when }) => ({
        caseService,
        block,
        hash,
        at: when.toISOString(),
      })),
      specialist: await this.#specialist(tx, id, at),
    }
  }

  /** The one who talks, or who has left and still sees the case for the wrap-up: the truth, not the wish. */
  async #specialist(tx: Tx, id: CaseId, at: Date): Promise<AtTheTable['specialist']> {
    const district = this.district.current()
    const found = (await this.consultations.ofCase(tx, id)).flatMap((record) => {
      const { acceptedBy, disclosure, disclosureUntil, state, unit } = record
      const sees = disclosure === 2 && (disclosureUntil === null || disclosureUntil > at)
      if (acceptedBy === null || (!sees && !liveConsultationStates.includes(state))) return []
      const unitName = district.units.find((one) => one.id === unit)?.name ?? ''
      return [{ name: nameOf(acceptedBy, district), unitName, sees }]
    })
    return found.find(({ sees }) => sees) ?? found[0] ?? null
  }
}
