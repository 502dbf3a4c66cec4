import type { EventBodies, EventType } from '#shared/contract/stream-contract.ts'
import type { CaseId, PersonId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'

declare const open: unique symbol
/** An open transaction of the store; ports take it first, only the store looks inside. */
export interface Tx {
  readonly [open]: true
}

/** A row for the audit trail. `detail` holds no free text and no names: ids, codes, numbers. */
export interface AuditDraft {
  readonly action: string
  readonly case?: CaseId
  readonly subject?: string
  /** `refused` for a right that was missing. */
  readonly outcome?: 'done' | 'refused'
  /** Shown in the Verlauf of the case. */
  readonly history?: boolean
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

/** A command that was carried out, and what it was answered. */
export interface KeptCommand {
  readonly id: string
  readonly person: PersonId
  readonly name: string
  readonly bodyHash: string
  readonly reply: { readonly rev?: number; readonly value: unknown }
}

/** One thing being done: effect, events and audit rows go into one transaction and come out together or not at all. */
export interface Act {
  readonly tx: Tx
  /** Null when the server's own clock acts. */
  readonly actor: Principal | null
  readonly at: Date
  /** Written to the stream in the transaction, sent after COMMIT. */
  announce<T extends EventType>(stream: string, type: T, body: EventBodies[T]): void
  record(entry: AuditDraft): void
  /** Keeps the command with its answer, so that the same id does nothing twice: a second act that keeps it fails. */
  keep(command: KeptCommand): void
  /** Runs after COMMIT, never before, and never when it failed. */
  afterCommit(effect: () => void): void
}

export interface Acts {
  run<T>(actor: Principal | null, work: (act: Act) => Promise<T>): Promise<T>
  /** A read without effect, events or audit. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}
