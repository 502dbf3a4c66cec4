import type { DisclosureLevel } from './consultation.ts'
import type { CaseId } from './ids.ts'
import type { Role } from './principal.ts'

/** From when to when somebody saw how much; `until` null: still. */
export interface AccessSpan {
  readonly from: string
  readonly until: string | null
  readonly level: DisclosureLevel
  /** When the consent to look at the file was given that this rests on; null: none was needed. */
  readonly consentAt: string | null
}

/** Something somebody looked at, how often and when. */
export interface AccessLook {
  /** `shared`, `staff`, `authority`: what is written together; `evidence`: a file; `paper`: something made of the case. */
  readonly kind: 'shared' | 'staff' | 'authority' | 'evidence' | 'paper'
  /** Of a file; empty for what is written together. */
  readonly title: string
  readonly times: number
  readonly first: string
  readonly last: string
}

export interface AccessPerson {
  readonly name: string
  /** The first of the person's roles that counts here. */
  readonly role: Role | null
  readonly authorityName: string
  readonly place: string
  /** Of the office the case belongs to, who see it without a consent because they work on it. */
  readonly own: boolean
  readonly spans: readonly AccessSpan[]
  readonly looks: readonly AccessLook[]
}

interface AccessConsent {
  readonly at: string
  readonly state: 'given' | 'refused' | 'withdrawn'
  /** Of a second specialist the citizen was asked about by itself; empty: the file as such. */
  readonly authorityName: string
}

/** Wer hat was gesehen: everybody who saw something of a case, in the order they came. */
export interface AccessReport {
  readonly case: CaseId
  readonly number: string
  readonly citizenName: string | null
  readonly officeName: string
  readonly at: string
  readonly people: readonly AccessPerson[]
  /** Consents to look at the file, given and withdrawn, in their order. */
  readonly consents: readonly AccessConsent[]
}
