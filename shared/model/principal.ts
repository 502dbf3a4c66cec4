import type { AuthorityId, LegId, OfficeId, PersonId, SessionId, UnitId } from './ids.ts'

export const roles = ['adviser', 'specialist', 'manager', 'administrator', 'auditor'] as const
export type Role = (typeof roles)[number]

export const authorityKinds = ['district', 'municipality'] as const
export type AuthorityKind = (typeof authorityKinds)[number]

export const officeKinds = ['A', 'B', 'mobile', 'terminal', 'district'] as const
export type OfficeKind = (typeof officeKinds)[number]

/** Who acts: a signed-in member of staff, as fixed when the session was read. Never taken from what a client sends. */
export interface Principal {
  readonly kind: 'staff'
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
