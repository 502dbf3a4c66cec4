import type { Mail, ShortMessage } from '#server/messages/message-port.ts'
import { calendarFile } from '#shared/text/calendar-file.ts'
import type { InvitationId } from '#shared/model/ids.ts'
import type { GuestService } from './guest-service.ts'
import type { SentLink } from './link-post.ts'
import { linkLines, when, type LinkToSend } from './link-words.ts'

type InvitationToSend = LinkToSend & { readonly plannedAt: Date | null }

/** The invitation as a mail: nothing of the matter stands in it. An appointment comes as a calendar file as well. */
function invitationMail(to: string, invitation: InvitationToSend): Mail {
  const { id, link, plannedAt, office, now } = invitation
  const title = `Ihr Gespräch: ${office}`
  const lines = [
    'Guten Tag,',
    '',
    `${office} lädt Sie zu einem Gespräch von zu Hause ein.`,
    ...(plannedAt ? [`Ihr Termin: ${when(plannedAt)}.`] : []),
    '',
    ...linkLines(invitation),
    '',
    'Kamera und Mikrofon sind hilfreich, aber nicht nötig: Sie können auch nur schreiben.',
    '',
    'You are invited to a conversation from home. Please open the link; it speaks several languages.',
  ]
  const entry = { id, title, description: link, link, now }
  const calendar = plannedAt && {
    name: 'termin.ics',
    type: 'text/calendar; charset=utf-8; method=PUBLISH',
    content: calendarFile({ ...entry, start: plannedAt }),
  }
  return { to, subject: title, text: lines.join('\n'), attachments: calendar ? [calendar] : [] }
}

/** The same in a line. */
function invitationSms(to: string, { link, plannedAt, office }: InvitationToSend): ShortMessage {
  const at = plannedAt ? ` Termin: ${when(plannedAt)}.` : ''
  return { to, text: `${office}: Ihr Gespräch von zu Hause.${at} ${link}` }
}

/** Invitations for home as links that are sent. */
export const sentInvitations = (
  guests: GuestService,
): SentLink<InvitationId, Awaited<ReturnType<GuestService['again']>>> => ({
  path: 'invitations',
  refused: 'guest.send',
  again: (act, of, invitation) => guests.again(act, { case: of, invitation }),
  sent: (act, of, invitation, by) => guests.sent(act, { case: of, invitation }, by),
  mail: invitationMail,
  sms: invitationSms,
})
