import type { CaseServiceView } from './case.ts'
import type { AuthorityId, CaseId, CaseServiceId, OfficeId, ServiceId } from './ids.ts'
import type { ServiceSnapshot } from './snapshot.ts'

/** What is kept of a closed case for all who were at the table; its canonical JSON and SHA-256 are the seal. */
export interface CaseArchive {
  readonly format: 'lotse.archive.v1'
  readonly case: CaseId
  readonly number: string
  readonly title: string
  readonly citizenName: string | null
  readonly lifeEvent: string | null
  readonly office: OfficeId
  /** ISO instants. */
  readonly openedAt: string
  readonly closedAt: string
  readonly services: readonly {
    readonly id: CaseServiceId
    readonly service: ServiceId
    readonly authority: AuthorityId
    readonly state: CaseServiceView['state']
    /** The final answers. */
    readonly snapshot: ServiceSnapshot
  }[]
}

/** Notes of one audience (`staff`, `authority`) as they stood in its document. */
export interface NotesArchive {
  readonly format: 'lotse.notes.v1'
  readonly case: CaseId
  readonly notes: readonly unknown[]
}
