import type { Audience } from '#shared/contract/document-contract.ts'
import type { FieldPlan } from '#shared/model/forms/field-plan.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'

export interface DocumentName {
  readonly case: CaseId
  readonly audience: Audience
  readonly generation: number
}

/** What others at the table see of a connection; written into every cursor state by the server. */
export interface DocumentSeat {
  readonly name: string
  readonly role: string
  readonly office: string
}

export type Opening =
  | {
      readonly ok: true
      readonly principal: Principal
      readonly canWrite: boolean
      readonly seat: DocumentSeat
    }
  | { readonly ok: false; readonly close: 4401 | 4403 | 4409 }

/** Tickets and rights, as the documents see them. */
export interface DocumentAccess {
  /** Redeems the ticket (single use) and says whether its bearer may open this document now. Forbidden and unknown: 4403. */
  open(ticket: string, name: DocumentName): Promise<Opening>
  /** Whether somebody who has it open may keep it, and may still write. */
  recheck(principal: Principal, name: DocumentName): Promise<Opening>
}

/** The fields the server keeps in the shared document of a case. */
export interface FormPlans {
  of(caseId: CaseId): Promise<readonly CaseFormPlan[]>
}

export interface CaseFormPlan {
  readonly caseService: string
  readonly fields: readonly FieldPlan[]
  /** The authority has the service: nobody changes its form until a Rückfrage opens it again. */
  readonly locked?: boolean
}

/** Folded state of a document. */
export interface StoredDocument {
  readonly name: string
  readonly epoch: number
  readonly state: Uint8Array | null
  /** Journal row up to which `state` speaks; rows behind it still have to be applied. */
  readonly folded: number
  readonly headSeq: number
  readonly head: Uint8Array
  /** Client id → who claimed it. */
  readonly owners: ReadonlyMap<number, string>
}

export interface JournalRow {
  readonly seq: number
  readonly body: Uint8Array
}

/** What the documents need from whatever keeps them. Everything here is durable when the promise is kept. */
export interface DocumentRecords {
  /** Writes one group commit; the same `commitId` twice is written once. Answers its place in the journal. */
  append(commitId: string, body: Uint8Array): Promise<number>
  load(name: string): Promise<StoredDocument | undefined>
  create(document: StoredDocument): Promise<void>
  /** Stores folded states and removes journal rows up to and including `trim`, together or not at all. */
  fold(documents: readonly StoredDocument[], trim: number): Promise<void>
  /** Removes the folded states of every document of a case. */
  forget(caseId: CaseId): Promise<void>
  /** Journal rows behind `after`, oldest first, at most `limit`. */
  journal(after: number, limit: number): Promise<JournalRow[]>
}

/** Counters for operators; names in `document-metrics` of the wiring. */
export interface DocumentCounters {
  count(name: string, labels?: Readonly<Record<string, string>>, by?: number): void
}
