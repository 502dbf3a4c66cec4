import type { ConsultationView } from '#shared/model/consultation.ts'
import type { CaseId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { DistrictNames } from '#server/duty/district-names.ts'
import { factsOf } from './consultation-policy.ts'
import type { CaseFacts, ConsultationRecords } from './consultation-port.ts'
import { consultationView, outsideView } from './consultation-view.ts'

/** The consultations of one case, for the case room. */
export class CaseConsultations {
  constructor(
    private readonly records: ConsultationRecords,
    private readonly cases: CaseFacts,
    private readonly names: DistrictNames,
  ) {}

  /**
   * Those the person may see, the newest first.
   * @throws Refused `E_NOT_FOUND` for strangers and unknown cases alike.
   */
  async list(
    tx: Tx,
    principal: Principal,
    id: CaseId,
    at: Date,
  ): Promise<{ consultations: ConsultationView[] }> {
    const known = await this.cases.factsFor(tx, principal, id, at)
    const records = await this.records.ofCase(tx, id)
    const visible = records.filter((record) => {
      const facts = factsOf(record, principal, known?.facts ?? {})
      return may(principal, 'consultation.read', facts)
    })
    const reads = known !== undefined && may(principal, 'case.read', known.facts)
    if (visible.length === 0 && !reads) throw new Refused('E_NOT_FOUND', 'case-unknown')
    const views = visible.map((record) =>
      principal.office === record.office && principal.person !== record.acceptedBy
        ? consultationView(record, this.names)
        : outsideView(record, this.names, principal.person),
    )
    return { consultations: views.toSorted((a, b) => b.requestedAt.localeCompare(a.requestedAt)) }
  }
}
