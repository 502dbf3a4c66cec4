import type { MatterWords } from '#shared/text/matter-words.ts'

/** The fixed texts of a Laufzettel in one language. Names of services and authorities stay German, as they are official. */
export interface SlipWords extends MatterWords {
  readonly title: string
  readonly intro: string
  readonly made: string
  readonly number: string
  readonly state: string
  readonly next: string
  readonly authority: string
  readonly paid: string
  readonly paidTo: (amount: string, payee: string) => string
  readonly bring: string
  readonly bringUntil: (title: string, day: string) => string
  readonly note: string
  readonly ask: string
  readonly phone: string
  readonly hours: string
  readonly askHint: string
  readonly code: string
  readonly codeAlt: string
  readonly codeLines: (address: string, until: string) => readonly string[]
}
