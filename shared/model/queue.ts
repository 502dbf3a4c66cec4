import type { PersonId, QueueTicketId } from './ids.ts'

/** Wartenummer of one office and one day. */
export interface QueueTicket {
  readonly id: QueueTicketId
  /** As it is called: `A 014`. */
  readonly number: string
  readonly name: string | null
  /** What the citizen comes for, in words; empty: unknown. */
  readonly wish: string
  /** ISO instants. */
  readonly drawnAt: string
  readonly calledAt: string | null
  readonly calledBy: PersonId | null
  readonly calledByName: string
}

/** Numbers count from 1 each day. */
export const numberOf = (count: number): string => `A ${String(count).padStart(3, '0')}`
