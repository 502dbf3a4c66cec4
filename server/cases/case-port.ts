import type { CaseSummary, CaseServiceView, CaseView, ConsentScope, ConsentState, HistoryEntry } from '#shared/model/case.ts'
import type { CaseId, CaseServiceId, OfficeId, PersonId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'

export interface NewCase {
  readonly id: CaseId
  readonly title: string
  readonly citizenName: string | null
  readonly lifeEvent: string | null
  readonly office: OfficeId
  readonly openedBy: PersonId
  readonly openedAt: Date
  readonly services: readonly Omit<CaseServiceView, 'title' | 'authorityName' | 'form'>[]
}

/** What the case domain needs from whatever keeps its records. */
export interface CaseRecords {
  /** Assigns the next number of the year, `V-2026-000123`. */
  insert(tx: Tx, file: NewCase): Promise<{ number: string }>
  find(tx: Tx, id: CaseId): Promise<CaseView | undefined>
  list(tx: Tx, filter: { readonly office?: OfficeId; readonly openedBy?: PersonId; readonly ids?: readonly CaseId[]; readonly limit: number }): Promise<CaseSummary[]>
  /** Raises the revision when it still is `rev`; false when somebody was first. */
  touch(tx: Tx, id: CaseId, rev: number, at: Date): Promise<boolean>
  setCitizen(tx: Tx, id: CaseId, name: string, title: string): Promise<void>
  setOwner(tx: Tx, id: CaseId, person: PersonId): Promise<void>
  addService(tx: Tx, id: CaseId, service: NewCase['services'][number]): Promise<void>
  setServiceState(tx: Tx, service: CaseServiceId, state: CaseServiceView['state']): Promise<void>
  setConsent(tx: Tx, id: CaseId, scope: ConsentScope, consent: { state: ConsentState; how: 'spoken' | 'screen'; textVersion: string; by: PersonId; at: Date }): Promise<void>
  history(tx: Tx, id: CaseId): Promise<HistoryEntry[]>
}
