import type { HelpState, HelpWord, TalkWay } from '#shared/model/help.ts'
import type { CaseId, CounterId, HelpId, OfficeId, PersonId, SessionId } from '#shared/model/ids.ts'
import type { Language } from '#shared/text/languages.ts'
import type { Tx } from '#server/platform/act.ts'

export interface StoredHelp {
  readonly id: HelpId
  /** The terminal that asked. */
  readonly seat: SessionId
  readonly counter: CounterId
  readonly office: OfficeId
  readonly case: CaseId | null
  readonly about: string
  readonly language: Language
  readonly talk: TalkWay
  readonly state: HelpState
  readonly askedAt: Date
  readonly until: Date | null
  readonly takenBy: PersonId | null
}

export type StoredWord = Omit<HelpWord, 'at'> & { readonly help: HelpId; readonly at: Date }

/** Who left a number with the office, by the id of the request it came from. */
export interface StoredCall extends Pick<
  StoredHelp,
  'id' | 'counter' | 'office' | 'case' | 'about' | 'language' | 'askedAt'
> {
  readonly name: string
  readonly phone: string
}

/** What requests for help need from whatever keeps them. A request that ended is found no more. */
export interface HelpRecords {
  add(tx: Tx, help: StoredHelp): Promise<void>
  find(tx: Tx, id: HelpId): Promise<StoredHelp | undefined>
  /** Held for this transaction. */
  hold(tx: Tx, id: HelpId): Promise<StoredHelp | undefined>
  ofSeat(tx: Tx, seat: SessionId): Promise<StoredHelp | undefined>
  ofOffice(tx: Tx, office: OfficeId): Promise<StoredHelp[]>
  /** Those somebody is waited for. */
  waiting(tx: Tx): Promise<StoredHelp[]>
  change(
    tx: Tx,
    id: HelpId,
    change: Partial<Pick<StoredHelp, 'case' | 'state' | 'talk' | 'until' | 'takenBy'>>,
  ): Promise<void>
  say(tx: Tx, word: StoredWord): Promise<void>
  words(tx: Tx, id: HelpId): Promise<StoredWord[]>
  /** Words go with the request. */
  forget(tx: Tx, id: HelpId): Promise<void>
}

/** Numbers left with an office, until somebody has called. */
export interface CallRecords {
  add(tx: Tx, call: StoredCall): Promise<void>
  ofOffice(tx: Tx, office: OfficeId): Promise<StoredCall[]>
  /** The number is forgotten. Undefined: not of this office, or done already. */
  done(tx: Tx, id: HelpId, office: OfficeId): Promise<StoredCall | undefined>
}
