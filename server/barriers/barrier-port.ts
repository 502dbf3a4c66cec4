import type { BarrierPlace } from '#shared/model/barrier.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'

export interface StoredBarrier {
  readonly id: string
  readonly place: BarrierPlace
  readonly text: string
  readonly contact: string | null
  readonly language: string
  readonly at: Date
  readonly answered: { readonly at: Date; readonly by: PersonId; readonly text: string } | null
}

export interface BarrierRecords {
  add: (tx: Tx, report: Omit<StoredBarrier, 'answered'>) => Promise<void>
  /** Open ones first, the oldest first. */
  list: (tx: Tx) => Promise<readonly StoredBarrier[]>
  find: (tx: Tx, id: string) => Promise<StoredBarrier | undefined>
  countOpen: (tx: Tx) => Promise<number>
  answer: (tx: Tx, id: string, answered: NonNullable<StoredBarrier['answered']>) => Promise<void>
  /** Deletes what was answered before the one day or came before the other. Returns how many. */
  forget: (tx: Tx, before: { readonly answered: Date; readonly came: Date }) => Promise<number>
}
