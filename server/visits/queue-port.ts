import type { OfficeId, PersonId, QueueTicketId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'

export interface StoredTicket {
  readonly id: QueueTicketId
  readonly office: OfficeId
  /** ISO day in Germany. */
  readonly day: string
  readonly count: number
  readonly name: string | null
  readonly wish: string
  readonly drawnAt: Date
  readonly calledAt: Date | null
  readonly calledBy: PersonId | null
}

/** What the queue needs from whatever keeps its tickets. */
export interface QueueRecords {
  /** With the next number of its office and day. */
  draw(tx: Tx, ticket: Omit<StoredTicket, 'count' | 'calledAt' | 'calledBy'>): Promise<StoredTicket>
  /** Not over, of this office and day; locked until the transaction ends. */
  hold(tx: Tx, id: QueueTicketId, place: { office: OfficeId; day: string }): Promise<StoredTicket | undefined>
  /** Not over, in the order they were drawn. */
  list(tx: Tx, place: { office: OfficeId; day: string }): Promise<StoredTicket[]>
  called(tx: Tx, id: QueueTicketId, by: { person: PersonId; at: Date } | null): Promise<void>
  end(tx: Tx, id: QueueTicketId): Promise<void>
  /** What those who were called waited on average, in minutes; null when nobody was. */
  usualWait(tx: Tx, place: { office: OfficeId; day: string }): Promise<number | null>
  /** Nothing is known of earlier days. */
  forget(tx: Tx, before: string): Promise<void>
}
