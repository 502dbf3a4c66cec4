import { Type } from 'typebox'
import type { CaseServiceId } from '#shared/model/ids.ts'
import { closed, line, uuid } from './shapes.ts'

/** Body of `POST /api/cases/<id>/phone`: what is to come from a phone; nothing of both: brought along besides. */
export const phoneWish = closed({
  caseService: Type.Optional(uuid<CaseServiceId>()),
  title: Type.Optional(line(200)),
})

/** Body of `POST /api/phone/look`, and with `x-phone-code` as its header what `POST /api/phone/files` goes by. */
export const phoneCode = closed({ code: Type.String({ minLength: 1, maxLength: 40 }) })

/** Answer of `POST /api/cases/<id>/phone`: shown once, stored as a hash. */
export interface PhoneLink {
  readonly id: string
  readonly code: string
  /** ISO instant. */
  readonly until: string
}

/** What a phone is told of its code: nothing of the case but what is asked for. */
export interface PhoneView {
  /** Null: any paper. */
  readonly title: string | null
  readonly office: string
  /** ISO instant. */
  readonly until: string
}
