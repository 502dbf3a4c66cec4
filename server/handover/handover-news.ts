import type { CaseView } from '#shared/model/case.ts'
import type { CaseHandovers } from '#shared/model/handover.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import type { HandoverRecords, StoredHandover } from './handover-port.ts'
import { caseHandovers } from './handover-view.ts'

/** Tells a case and the inbox of an authority what became of a bundle. */
export class HandoverNews {
  constructor(
    private readonly cases: Pick<CaseService, 'tell'>,
    private readonly records: HandoverRecords,
    private readonly district: DistrictSource,
  ) {}

  async view(tx: Tx, file: Pick<CaseView, 'id' | 'rev'>): Promise<CaseHandovers> {
    const handovers = await this.records.ofCase(tx, file.id)
    const questions = await this.records.questions(tx, file.id)
    return caseHandovers(file, handovers, questions, this.district.current())
  }

  /** After every change; the caller has raised the revision of the case. */
  async tell(act: Act, id: CaseId): Promise<CaseHandovers> {
    const handovers = await this.view(act.tx, await this.cases.tell(act, id))
    act.announce(`case/${id}`, 'handover.changed', { handovers })
    return handovers
  }

  /** Says only that something changed: the list is read with the rights of whoever reads it. */
  tellInbox(act: Act, one: Pick<StoredHandover, 'id' | 'authority'>): void {
    act.announce(`inbox/${one.authority}`, 'inbox.changed', { handover: one.id })
  }
}
