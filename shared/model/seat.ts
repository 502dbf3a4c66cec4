import type { GuestLine, GuestPlace } from './guest.ts'
import type {
  CaseId,
  CaseServiceId,
  ConsultationId,
  CounterId,
  PersonId,
  ServiceId,
  SessionId,
} from './ids.ts'
import type { HelpView } from './help.ts'
import type { CaseServiceView, ConsentView } from './case.ts'
import type { Representative } from './representative.ts'
import type { SeatRole } from './consultation.ts'
import type { InterpreterCall, Interpreting } from './interpreter.ts'

/** Why a screen shows nothing although it belongs to a case. Only staff bring it back. */
const blankReasons = ['idle', 'locked'] as const
export type BlankReason = (typeof blankReasons)[number]

/** How a citizen who wants nobody brought in would rather go on; sound alone is a consent of its own. */
export const consentWays = ['appointment', 'written'] as const
export type ConsentWay = (typeof consentWays)[number]

/** What the citizen is asked on the own screen: to bring specialists in, to let somebody interpret, or sit along who learns. */
export const consentQuestions = ['company', 'interpreter', 'trainee'] as const
export type ConsentQuestion = (typeof consentQuestions)[number]

/** Nobody may be brought in: the citizen said no to that, whatever else is allowed. */
export function refusesCompany(consents: readonly Pick<ConsentView, 'scope' | 'state'>[]): boolean {
  const states = consents
    .filter(({ scope }) => scope === 'video' || scope === 'audio' || scope === 'file')
    .map(({ state }) => state)
  return states.includes('refused') && !states.includes('given')
}

/** A paper under the camera that the citizen sees before it is stored. */
export interface PaperLook {
  readonly id: string
  readonly pages: number
  /** Null: not answered yet. */
  readonly agreed: boolean | null
}

/** A code by which the citizen's own phone brings a paper. */
export interface PhoneAsk {
  readonly code: string
  /** What is asked for; null: any paper. */
  readonly title: string | null
  /** ISO instant. */
  readonly until: string
}

/** A document that was put before the citizen to be signed. */
export interface PaperToSign {
  readonly caseService: CaseServiceId
  readonly document: string
}

/** What the citizen does with the paper in front: the first of the list. */
export const penPhases = ['reading', 'writing'] as const
export type PenPhase = (typeof penPhases)[number]

export interface Signing {
  /** What has not been answered yet. */
  readonly papers: readonly PaperToSign[]
  /** Null: the citizen has not looked yet. */
  readonly pen: PenPhase | null
}

/** The citizen's screen of a counter, as the staff of its office see it. */
export interface ScreenView {
  readonly counter: CounterId
  readonly number: number
  /** Name of the terminal it is; null: a screen beside a desk. */
  readonly terminal: string | null
  /** Null: nothing is paired. */
  readonly paired: {
    readonly since: string
    readonly connected: boolean
    readonly keeper: PersonId
    readonly keeperName: string
    readonly case: CaseId | null
    readonly caseNumber: string | null
    readonly blank: BlankReason | null
    /** What the citizen is asked consent for and has not answered yet. */
    readonly asks: ConsentQuestion | null
    /** The citizen refused and said how to go on. */
    readonly way: ConsentWay | null
    /** A paper is shown there before it is stored. */
    readonly look: PaperLook | null
    /** Papers lie on the screen to be signed. */
    readonly signing: Signing | null
    /** The screen was told to forget the last citizen and has not yet answered that it did. */
    readonly wiping: boolean
  } | null
}

/** What the citizen's own screen knows: never more than this, and of no case but its own. */
export interface SeatView {
  /** Its own stream is `person/<seat>`. */
  readonly seat: SessionId
  readonly counter: { readonly id: CounterId; readonly number: number } | null
  readonly office: { readonly name: string; readonly authorityName: string; readonly district: string }
  /** Null: not a terminal. */
  readonly terminal: TerminalPlace | null
  readonly blank: BlankReason | null
  /** Milliseconds until it covers itself unless somebody does something; null: not by itself, as while the citizen talks there. */
  readonly coversIn: number | null
  /** Everything of the last citizen is to be forgotten now; the screen answers with `seat:wiped`. */
  readonly wipe: boolean
  /** Who takes part from home by an invitation; null: the screen of a counter. */
  readonly guest: GuestPlace | null
  /** Null: resting. */
  readonly case: SeatCase | null
}

/** What a terminal knows of its place and of who is there to help. */
interface TerminalPlace {
  readonly name: string
  /** Of the office that looks after it. */
  readonly phone: string | null
  /** Somebody of that office is at a desk now. */
  readonly staffed: boolean
  /** Opening hours of that office; null: the district does not name any. */
  readonly hours: Readonly<Record<string, string>> | null
  /** Somebody was asked to come. */
  readonly help: HelpView | null
}

export interface SeatCase {
  readonly id: CaseId
  readonly number: string
  readonly generation: number
  readonly title: string
  /** Who sits there, as the case calls them. */
  readonly citizenName: string
  /** Who sits here for the citizen; null: the citizen. */
  readonly representative: Representative | null
  readonly adviserName: string
  readonly closed: boolean
  readonly services: readonly {
    readonly id: CaseServiceId
    readonly service: ServiceId
    readonly title: string
    readonly authorityName: string
    readonly state: CaseServiceView['state']
    /** Whether it may be signed now. */
    readonly signable: boolean
    /** An identity document that was seen touches the service (`papersOf`). */
    readonly asksIdentity: boolean
  }[]
  /** Where the adviser is: name of the step and the service in front. */
  readonly step: string
  readonly caseService: CaseServiceId | null
  readonly consents: readonly ConsentView[]
  /** The adviser asks for consent. */
  readonly asks: ConsentQuestion | null
  /** What the citizen chose after refusing. */
  readonly way: ConsentWay | null
  /** A paper that would be stored: its pages are read at `/api/seat/look/<id>/<page>`. */
  readonly look: PaperLook | null
  /** A paper may come from the citizen's phone: whom this adviser let in, while it holds. */
  readonly phone: PhoneAsk | null
  /** The adviser put papers before the citizen to be signed. */
  readonly signing: Signing | null
  /** What the citizen confirmed, by block of a form. */
  readonly confirmations: readonly {
    readonly caseService: CaseServiceId
    readonly block: string
    readonly hash: string
    readonly at: string
  }[]
  /** Who of the authorities is brought in, and whether they see the case now. */
  readonly specialists: readonly {
    readonly name: string
    readonly unitName: string
    readonly sees: boolean
  }[]
  /** Names of those who sit along to learn. */
  readonly trainees: readonly string[]
  /** Who interprets now. */
  readonly interpreters: readonly Interpreting[]
  /** What those who interpret and the office wrote meanwhile; the newest last. */
  readonly interpreted: readonly GuestLine[]
  /** Picture and sound with those who interpret while nobody of an authority is brought in; null: `call`, or nobody interprets. */
  readonly interpretedTalk: InterpreterCall | null
  /** Staff talk alone for a moment. */
  readonly pretalk: boolean
  /** The talk this seat may take part in with picture and sound (`seat:sit`); null: there is none, or the citizen allows neither. */
  readonly call: SeatCall | null
}

interface Media {
  readonly audio: boolean
  readonly video: boolean
}

/** Everything the citizen's own device needs for its place in the call, at a counter or at home. */
export interface SeatCall {
  readonly consultation: ConsultationId
  /** `requestedBy` of the consultation: makes the first offer (`CallOptions.caller`). */
  readonly caller: PersonId
  /** The seat is taken; `person` of it is the seat's own id. */
  readonly seated: boolean
  /** Everybody with whom picture and sound are exchanged (`partners`). */
  readonly people: readonly {
    readonly person: PersonId
    readonly name: string
    readonly role: SeatRole
    /** Unit or office, and the authority it belongs to. */
    readonly place: string
    readonly authority: string
  }[]
  /** One room, one microphone: beside a desk it is there or here; null at home, where there is no other device. */
  readonly voice: 'desk' | 'here' | null
  /** The citizen talks alone with the specialists: ISO instant of its end; null: whoever advises takes part. */
  readonly confidentialUntil: string | null
  /** It could begin now. */
  readonly mayConfide: boolean
  /** What this device may send now: what the citizen allows, and beside a desk only when it has the voice. */
  readonly sends: Media
  /** Whether this device plays the sound: beside a desk only when it has the voice. */
  readonly plays: boolean
}

/** What a screen says it did when it was told to forget. */
export interface WipeProof {
  readonly storages: number
  readonly databases: number
  readonly caches: number
}
