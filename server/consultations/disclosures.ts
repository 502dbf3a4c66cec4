import type { CaseSummary } from '#shared/model/case.ts'
import type { DisclosureLevel } from '#shared/model/consultation.ts'
import type { CaseId, PersonId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'
import type { ConsultationRecords } from './consultation-port.ts'

/** What consultations say about cases, for the cases below them: who sees how much, and how their line reads. */
export class ConsultationDisclosures {
  constructor(private readonly records: ConsultationRecords) {}

  /** How much of the case the person sees because they answered a consultation, at this instant. */
  async levelOf(tx: Tx, id: CaseId, person: PersonId, at: Date): Promise<DisclosureLevel> {
    const disclosed = await this.records.disclosedTo(tx, person, id)
    const levels = disclosed
      .filter((record) => record.acceptedBy === person)
      .filter((record) => record.disclosureUntil === null || record.disclosureUntil > at)
      .map((record) => record.disclosure)
    return levels.reduce<DisclosureLevel>((most, level) => (level > most ? level : most), 0)
  }

  confidential(tx: Tx, id: CaseId): Promise<boolean> {
    return this.records.confidential(tx, id)
  }

  /** A live consultation outweighs a promised callback; cases with neither are left out. */
  async statusOf(tx: Tx, ids: readonly CaseId[]): Promise<ReadonlyMap<CaseId, CaseSummary['status']>> {
    const statuses = new Map<CaseId, CaseSummary['status']>()
    for (const { case: id, state } of await this.records.statesOf(tx, ids)) {
      if (state !== 'callback_booked') statuses.set(id, 'in_consultation')
      else if (!statuses.has(id)) statuses.set(id, 'callback')
    }
    return statuses
  }
}
