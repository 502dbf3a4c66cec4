import type { CaseId, InvitationId, PersonId } from './ids.ts'

/** A line of the conversation in writing between a guest, the office and whoever interprets. */
export interface GuestLine {
  readonly from: 'guest' | 'office' | 'interpreter'
  readonly name: string
  readonly text: string
  /** ISO instant. */
  readonly at: string
}

/** The guest would rather come another time. */
export interface TimeWish {
  /** ISO instant; null: said in words only. */
  readonly at: string | null
  readonly note: string
}

/** Where a guest from home stands, as the guest sees it. */
export interface GuestPlace {
  readonly name: string
  /** ISO instant of the appointment; null: none was made. */
  readonly plannedAt: string | null
  /** How many came before and still wait for the same office. */
  readonly ahead: number
  /** What guests of this office waited lately, in minutes (median); null: no experience yet. */
  readonly usualMinutes: number | null
  readonly wish: TimeWish | null
  /** What the office says who sent the guest away; null: nobody did. */
  readonly farewell: string | null
  /** The newest last. */
  readonly lines: readonly GuestLine[]
  /** Let in: with whom picture and sound are exchanged while nobody else is brought in. Null: not at the table. */
  readonly talk: { readonly room: InvitationId; readonly keeper: PersonId } | null
}

/** Somebody in the waiting room of the office. */
export interface WaitingGuest {
  readonly case: CaseId
  readonly caseNumber: string
  readonly invitation: InvitationId
  readonly name: string
  readonly since: string
  readonly plannedAt: string | null
  readonly connected: boolean
}
