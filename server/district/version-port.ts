import type { PersonId } from '#shared/model/ids.ts'
import type { DistrictVersionState } from '#shared/contract/district-contract.ts'
import type { Tx } from '#server/platform/act.ts'

export interface DistrictVersion {
  readonly seq: number
  readonly state: DistrictVersionState
  readonly sha256: string
  readonly base: number | null
  readonly note: string
  /** Null: the operator on the command line. */
  readonly proposedBy: PersonId | null
  readonly proposedAt: Date
  readonly decidedBy: PersonId | null
  readonly decidedAt: Date | null
  /** Why it was rejected or withdrawn. */
  readonly reason: string | null
}

/** What the history of the district needs from whatever keeps it. */
export interface DistrictVersions {
  /** @returns its number; undefined while another one waits for a second person. */
  insert(
    tx: Tx,
    version: Omit<DistrictVersion, 'seq' | 'decidedBy' | 'decidedAt' | 'reason'> & {
      readonly body: string
      readonly decidedAt: Date | null
    },
  ): Promise<number | undefined>
  /** False when it was decided before. */
  decide(
    tx: Tx,
    seq: number,
    decision: {
      readonly state: DistrictVersionState
      readonly by: PersonId | null
      readonly at: Date
      readonly reason: string | null
    },
  ): Promise<boolean>
  /** The newest first. */
  list(tx: Tx): Promise<DistrictVersion[]>
  body(tx: Tx, seq: number): Promise<string | undefined>
  /** Number of the version in force; null without any. */
  inForce(tx: Tx): Promise<number | null>
}
