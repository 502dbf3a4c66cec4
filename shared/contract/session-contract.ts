import { Type, type Static } from 'typebox'
import type { AuthorityKind, OfficeKind, Role } from '#shared/model/principal.ts'
import { documentPath } from './document-contract.ts'
import { closed, oneOf } from './shapes.ts'

/** Body of `POST /api/session`. */
export const signIn = closed({
  login: Type.String({ minLength: 1, maxLength: 80 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
  /** Set instead of a one-time password; without it such a sign-in is refused with 409. */
  newPassword: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
})

/** Answer of `POST` and `GET /api/session`. */
export interface SessionView {
  readonly person: { readonly id: string; readonly login: string; readonly name: string }
  readonly roles: readonly Role[]
  readonly office: {
    readonly id: string
    readonly name: string
    readonly kind: OfficeKind
    /** Who employs the person; not always who runs the office. */
    readonly authority: string
    readonly authorityName: string
    readonly authorityKind: AuthorityKind
  }
  readonly unit: { readonly id: string; readonly name: string } | null
  /** ISO instant at which the session ends at the latest. */
  readonly until: string
}

/** Beside the refusal of `GET /api/session` as `locked`: whose desk this browser is; signing in opens it again. */
export interface LockedView {
  readonly login: string
  readonly name: string
}

/** Whose ticket: that of the signed-in person or that of the seat. Absent: whichever session the browser has, staff first. */
const as = Type.Optional(oneOf(['staff', 'seat']))

/** Body of `POST /api/tickets`; `document` is `<case>.<audience>.<generation>`. */
export const ticketRequest = Type.Union([
  closed({ kind: Type.Literal('socket'), as }),
  closed({
    kind: Type.Literal('document'),
    as,
    document: Type.String({ pattern: documentPath.source.replace('^\\/sync\\/', '^') }),
  }),
])
export type TicketRequest = Static<typeof ticketRequest>

/** Answer of `GET /api/desk`: what a page needs before anybody has signed in. */
export interface DeskInfo {
  readonly demo: boolean
  readonly district: string
  readonly protocol: number
  /** Only with DEMO: who can be tried out. */
  readonly logins: readonly {
    readonly login: string
    readonly name: string
    readonly role: string
    readonly place: string
  }[]
}
