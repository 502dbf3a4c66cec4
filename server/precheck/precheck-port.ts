import type { ConfirmationView, PrecheckRunView, SignOffView } from '#shared/contract/precheck-contract.ts'
import type { CaseId, CaseServiceId, PersonId, ServiceId } from '#shared/model/ids.ts'
import type { FindingDecision } from '#shared/model/precheck/findings.ts'
import type { Requirement } from '#shared/model/precheck/requirement.ts'
import type { Tx } from '#server/platform/act.ts'

type By<View> = Omit<View, 'byName' | 'at'> & { readonly person: PersonId; readonly at: Date }

export type StoredDecision = By<FindingDecision> & { readonly caseService: CaseServiceId }
export type StoredRun = By<PrecheckRunView> & { readonly caseService: CaseServiceId }
export type StoredSignOff = Omit<By<SignOffView>, 'voidAt'> & {
  readonly caseService: CaseServiceId
  readonly voidAt: Date | null
  /** Findings as they were, with text and source of the rules of that day. */
  readonly rows: PrecheckRunView['rows']
}
export type StoredConfirmation = By<ConfirmationView> & { readonly caseService: CaseServiceId }

/** Everything decided over the checks of a case. */
export interface StoredPrecheck {
  readonly decisions: readonly StoredDecision[]
  readonly runs: readonly StoredRun[]
  /** Oldest first. */
  readonly signOffs: readonly StoredSignOff[]
  readonly confirmations: readonly StoredConfirmation[]
}

/** What the Vorprüfung needs from whatever keeps its records. */
export interface PrecheckRecords {
  ofCase(tx: Tx, id: CaseId): Promise<StoredPrecheck>
  /** The newest decision over a requirement takes the place of the former; null takes it away. */
  decide(
    tx: Tx,
    id: CaseId,
    place: { caseService: CaseServiceId; requirement: string },
    decision: StoredDecision | null,
  ): Promise<void>
  /** One row per service: the last run. */
  keepRun(tx: Tx, id: CaseId, run: StoredRun): Promise<void>
  addSignOff(tx: Tx, id: CaseId, signOff: StoredSignOff): Promise<void>
  voidSignOff(
    tx: Tx,
    signOff: string,
    voided: { why: 'changed' | 'withdrawn'; changed: readonly string[]; at: Date },
  ): Promise<void>
  confirm(tx: Tx, id: CaseId, confirmation: StoredConfirmation): Promise<void>
}

/** The rules of a service, all versions. */
export type RequirementsOf = (service: ServiceId) => readonly Requirement[]
