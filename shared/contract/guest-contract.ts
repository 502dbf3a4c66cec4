import { Type } from 'typebox'
import type { CaseId, CaseServiceId, InvitationId, OfficeId } from '#shared/model/ids.ts'
import type { WaitingGuest } from '#shared/model/guest.ts'
import type { InvitationView } from '#shared/model/invitation.ts'
import { consentQuestions } from '#shared/model/seat.ts'
import { decision, question, type ValueOf } from './command.ts'
import type { consultationCommands } from './consultation-contract.ts'
import { closed, line, oneOf, paragraph, slug, uuid } from './shapes.ts'
import { papersToSign } from './visit-contract.ts'

const code = Type.String({ minLength: 1, maxLength: 80 })

/** Body of `POST /api/invitations/redeem`: the code of the link or the letter, and what the guest is called. */
export const redeeming = closed({ token: code, name: line(80) })

/** Body of `POST /api/invitations/look`: asks what an invitation is for, without using it. */
export const lookingAt = closed({ token: code })

/** Answer of `POST /api/invitations/look`: nothing about the case, only who invites and when. */
export interface InvitationFace {
  readonly office: { readonly id: OfficeId; readonly name: string; readonly district: string }
  /** Who invites. */
  readonly keeperName: string
  /** ISO instant of the appointment; null: whenever the guest comes. */
  readonly plannedAt: string | null
  /** ISO instant after which the code is worth nothing. */
  readonly until: string
}

/** Body of `POST /api/cases/<case>/invitations/<invitation>/send`: where the link goes; kept nowhere. */
export const sending = closed({ by: oneOf(['mail', 'sms']), to: line(120) })

/** Its answer. `simulated`: nothing left the house, it lies in a folder of the demo. */
export interface Sent {
  readonly by: 'mail' | 'sms'
  readonly simulated: boolean
}

/** An invitation as it was made. */
export interface Invitation {
  readonly id: InvitationId
  /** Stored nowhere (`InvitationCodes`). */
  readonly code: string
  /** `PUBLIC_URL/join#<code>`. */
  readonly link: string
  /** ISO instant. */
  readonly until: string
  /** How it can be sent from here. */
  readonly ways: readonly ('mail' | 'sms')[]
}

/** ISO instant in UTC, to the minute or finer. */
const instant = Type.String({
  pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$`,
})
const place = { case: uuid<CaseId>(), invitation: uuid<InvitationId>() }

export const guestCommands = {
  /** Invitations of a case that still hold, and who came by them. */
  listGuests: question<{ readonly invitations: readonly InvitationView[] }>()(
    'guest:list',
    'guest.keep',
    closed({ case: uuid<CaseId>() }),
  ),
  /** Everybody who waits from home for the own office, longest first. */
  listWaiting: question<{ readonly waiting: readonly WaitingGuest[] }>()(
    'guest:waiting',
    'waiting.read',
    closed({}),
  ),
  /** Invites a citizen from home to one seat of the case; `at`: appointment. */
  createInvitation: decision<Invitation>()(
    'invitation:create',
    'guest.keep',
    closed({ case: uuid<CaseId>(), at: Type.Optional(instant) }),
  ),
  /** Another appointment: the same link works again until then. */
  moveInvitation: decision<null>()('invitation:move', 'guest.keep', closed({ ...place, at: instant })),
  /** The code is worth nothing any more; who came by it is out within 2 s. */
  revokeInvitation: decision<null>()('invitation:revoke', 'guest.revoke', closed(place)),
  /** Lets a waiting guest in: from now on the seat shows the case. */
  admitGuest: decision<null>()('guest:admit', 'guest.keep', closed(place)),
  /** Who waits or sits there reads the sentence, and sees nothing of the case any more. */
  removeGuest: decision<null>()(
    'guest:remove',
    'guest.keep',
    closed({ ...place, sentence: Type.Optional(line(300)) }),
  ),
  /** Asks for consent on the guest's page; it answers with `consent:give` or `consent:refuse`. */
  askGuest: decision<null>()(
    'guest:ask',
    'guest.keep',
    closed({ ...place, about: Type.Optional(oneOf(consentQuestions)) }),
  ),
  /** Puts papers before the guest to be signed (`signature:add`); an empty list takes them back. */
  signGuest: decision<null>()('guest:sign', 'guest.keep', closed({ ...place, papers: papersToSign })),
  /** Where the adviser is now; the guest's page follows. */
  leadGuest: decision<null>()(
    'guest:lead',
    'guest.keep',
    closed({ ...place, step: slug<string>(), caseService: Type.Optional(uuid<CaseServiceId>()) }),
  ),
  /** Short-lived TURN credentials to talk with a guest one let in; empty without TURN. */
  guestIce: question<ValueOf<typeof consultationCommands.iceServers>>()(
    'guest:ice',
    'guest.keep',
    closed(place),
  ),
  /** A line to the guest. */
  writeGuest: decision<null>()('guest:write', 'guest.keep', closed({ ...place, text: paragraph(1000) })),
  /** A line of the guest to the office. */
  writeOffice: decision<null>()('seat:write', 'seat.own', closed({ text: paragraph(1000) })),
  /** The guest would rather come another time; the office decides with `invitation:move`. */
  wishTime: decision<null>()(
    'seat:wish',
    'seat.own',
    closed({ at: Type.Optional(instant), note: Type.Optional(line(300)) }),
  ),
}
