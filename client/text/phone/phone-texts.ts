/** Every sentence of the page on which a citizen's phone brings papers, in one language; placeholders in braces. */
export interface PhoneTexts {
  readonly language: string
  /** For times of the day. */
  readonly locale: string
  readonly title: string
  readonly intro: string
  readonly code: string
  readonly hint: string
  readonly go: string
  readonly loading: string
  readonly typo: string
  /** The code is none, or none any more. */
  readonly unknown: string
  readonly tries: string
  readonly away: string
  /** `{title}` for `{office}`. */
  readonly asked: string
  readonly askedAny: string
  readonly until: string
  readonly photo: string
  readonly more: string
  readonly file: string
  readonly page: string
  readonly turn: string
  readonly cut: string
  readonly whole: string
  readonly cover: string
  readonly coverDone: string
  readonly coverHint: string
  readonly uncover: string
  readonly remove: string
  readonly unreadable: string
  readonly full: string
  readonly send: string
  readonly sending: string
  readonly lost: string
  readonly again: string
  readonly sent: string
  readonly another: string
  readonly done: string
  readonly bye: string
  readonly privacy: string
}
