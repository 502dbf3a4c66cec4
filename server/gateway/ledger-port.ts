import type { StreamEvent } from '#shared/contract/stream-contract.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { AuditRow } from '#server/audit/audit-port.ts'
import type { KeptCommand, Tx } from '#server/platform/act.ts'

/** An event before it has a number. `row`: the audit row (its index) it tells of; the number goes into `body.entry.seq`. */
export type DraftEvent = Omit<StreamEvent, 'seq' | 'at'> & { readonly row?: number }

/** What an act leaves behind besides its effect. */
export interface LedgerEntry {
  readonly at: Date
  readonly person: PersonId | null
  readonly command: KeptCommand | null
  readonly rows: readonly AuditRow[]
  readonly events: readonly DraftEvent[]
}

/** The end of every act: the command that was carried out, its audit rows in the chain, its events in their streams. */
export interface Ledger {
  /**
   * Writes all of it in one statement, sent before the call returns. Answers the numbers given, in order. Fails when the
   * command's id was carried out before; waits for a twin that runs just now.
   */
  close(tx: Tx, entry: LedgerEntry): Promise<{ readonly rows: number[]; readonly events: number[] }>
}

/** The body of an event that tells of an audit row, with that row's number; any other body as it is. */
export function linkedBody<B>({ body }: { readonly body: B }, link: number | null): B {
  if (link === null) return body
  const { entry } = body as { readonly entry: object }
  return { ...body, entry: { ...entry, seq: link } }
}
