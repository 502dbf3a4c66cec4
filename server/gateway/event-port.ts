import type { StreamEvent } from '#shared/contract/stream-contract.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'

/** The log behind every stream: contiguous numbers, kept for a while so that clients can catch up. */
export interface EventLog {
  /** Gives each event the next number of its stream, in the order given. */
  append(tx: Tx, events: readonly Omit<StreamEvent, 'seq'>[]): Promise<StreamEvent[]>
  head(tx: Tx, stream: string): Promise<number>
  /** Events behind `after`, oldest first, at most `limit`. */
  since(tx: Tx, stream: string, after: number, limit: number): Promise<StreamEvent[]>
  /** Forgets events older than `before`. */
  trim(tx: Tx, before: Date): Promise<void>
}

export interface StoredCommand {
  readonly person: PersonId
  readonly name: string
  readonly bodyHash: string
  readonly reply: { readonly rev?: number; readonly value: unknown }
}

/** Which intents have been carried out, so that a repeated id does nothing twice. */
export interface CommandLog {
  /** Claims the id for this transaction; false when it was taken before. Waits for a twin that runs just now. */
  claim(tx: Tx, id: string, command: Omit<StoredCommand, 'reply'>, at: Date): Promise<boolean>
  find(tx: Tx, id: string): Promise<StoredCommand | undefined>
  answer(tx: Tx, id: string, reply: StoredCommand['reply']): Promise<void>
  trim(tx: Tx, before: Date): Promise<void>
}
