import type { StreamEvent } from '#shared/contract/stream-contract.ts'
import type { KeptCommand, Tx } from '#server/platform/act.ts'

/** The log behind every stream: contiguous numbers, kept for a while so that clients can catch up. The ledger writes it. */
export interface EventLog {
  head(tx: Tx, stream: string): Promise<number>
  /** Events behind `after`, oldest first, at most `limit`. */
  since(tx: Tx, stream: string, after: number, limit: number): Promise<StreamEvent[]>
  /** Forgets events older than `before`. */
  trim(tx: Tx, before: Date): Promise<void>
}

/** Which intents have been carried out. */
export interface CommandLog {
  find(tx: Tx, id: string): Promise<Omit<KeptCommand, 'id'> | undefined>
  trim(tx: Tx, before: Date): Promise<void>
}
