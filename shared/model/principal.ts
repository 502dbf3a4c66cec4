import type {
  AuthorityId,
  CaseId,
  CounterId,
  InterpreterId,
  InvitationId,
  LegId,
  OfficeId,
  PersonId,
  SessionId,
  UnitId,
} from './ids.ts'

export const roles = ['adviser', 'specialist', 'manager', 'administrator', 'auditor'] as const
export type Role = (typeof roles)[number]

export const authorityKinds = ['district', 'municipality'] as const
export type AuthorityKind = (typeof authorityKinds)[number]

export const officeKinds = ['A', 'B', 'mobile', 'terminal', 'district'] as const
export type OfficeKind = (typeof officeKinds)[number]

interface Acting {
  readonly session: SessionId
  /** The live connection that speaks; absent for HTTP. */
  readonly leg?: LegId
  readonly person: PersonId
  readonly login: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly authority: AuthorityId
  readonly authorityKind: AuthorityKind
  readonly office: OfficeId
  readonly officeKind: OfficeKind
  /** The district unit a specialist answers for. */
  readonly unit?: UnitId
}

/** A signed-in member of staff, as fixed when the session was read. */
interface StaffPrincipal extends Acting {
  readonly kind: 'staff'
}

/**
 * A seat of the citizen: the screen of a counter, or somebody who was invited. Holds no role; what a guest may do stands in the
 * column `guest` of the rights table alone. `person` is the id of the seat session, so that no two seats are one person.
 */
export interface GuestPrincipal extends Acting {
  readonly kind: 'guest'
  /** The workplace the screen belongs to; null for somebody who was invited. */
  readonly counter: CounterId | null
  /** The seat stands by itself in a place where nobody works; it has a column of rights of its own. */
  readonly terminal: boolean
  /** Somebody who interprets: no citizen, no case, and a column of rights of its own. */
  readonly interpreter: InterpreterId | null
  readonly invitation: InvitationId | null
  /** The case of the seat when the session was read. Rights ask the store, because it changes while a screen stays paired. */
  readonly case: CaseId | null
}

/** Who acts. Never taken from what a client sends. */
export type Principal = StaffPrincipal | GuestPrincipal
