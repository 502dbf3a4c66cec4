import type { CaseId, CaseServiceId, PersonId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'

/** What only the citizen types, as it is kept: encrypted, with what stands in the form instead. */
export interface StoredSealed {
  readonly case: CaseId
  readonly caseService: CaseServiceId
  /** Key of the field. */
  readonly field: string
  readonly sealed: string
  readonly shown: string
  readonly person: PersonId
  readonly at: Date
}

export interface SealedRecords {
  /** One value for each field; the last one counts. */
  put(tx: Tx, value: StoredSealed): Promise<void>
  ofCase(tx: Tx, id: CaseId): Promise<StoredSealed[]>
}
