import type { Mail, ShortMessage } from '#server/messages/message-port.ts'
import { shownInvitation } from '#shared/model/invitation-code.ts'
import { calendarFile } from '#shared/text/calendar-file.ts'

export interface InvitationToSend {
  readonly id: string
  readonly code: string
  readonly link: string
  readonly until: Date
  readonly plannedAt: Date | null
  readonly office: string
  readonly now: Date
}

const time = new Intl.DateTimeFormat('de-DE', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Berlin',
})
const when = (at: Date) => `${time.format(at)} Uhr`

/** The invitation as a mail: nothing of the matter stands in it. An appointment comes as a calendar file as well. */
export function invitationMail(to: string, invitation: InvitationToSend): Mail {
  const { id, code, link, until, plannedAt, office, now } = invitation
  const title = `Ihr Gespräch: ${office}`
  const lines = [
    'Guten Tag,',
    '',
    `${office} lädt Sie zu einem Gespräch von zu Hause ein.`,
    ...(plannedAt ? [`Ihr Termin: ${when(plannedAt)}.`] : []),
    '',
    'Bitte öffnen Sie diesen Link. Sie brauchen kein Konto und müssen nichts installieren:',
    link,
    '',
    `Code, falls Sie ihn eintippen möchten: ${shownInvitation(code)}`,
    `Link und Code gelten bis ${when(until)}, für ein Gerät. Bitte geben Sie sie nicht weiter.`,
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

export function invitationSms(to: string, { link, plannedAt, office }: InvitationToSend): ShortMessage {
  const at = plannedAt ? ` Termin: ${when(plannedAt)}.` : ''
  return { to, text: `${office}: Ihr Gespräch von zu Hause.${at} ${link}` }
}
