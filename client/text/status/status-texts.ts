import type { MatterWords } from '#shared/text/matter-words.ts'

/** Every sentence of the public status page in one language; placeholders in braces. */
export interface StatusTexts extends MatterWords {
  readonly title: string
  readonly intro: string
  readonly code: string
  readonly hint: string
  readonly show: string
  readonly loading: string
  readonly typo: string
  readonly unknown: string
  readonly tries: string
  readonly away: string
  readonly at: string
  readonly next: string
  readonly missing: string
  readonly missingOne: string
  readonly responsible: string
  readonly ask: string
  readonly phone: string
  readonly hours: string
  readonly other: string
  readonly privacy: string
  readonly language: string
}
