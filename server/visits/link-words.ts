import { shownInvitation } from '#shared/model/invitation-code.ts'

/** A link that opens a seat, as whoever gets it should know it. */
export interface LinkToSend {
  readonly id: string
  readonly code: string
  readonly link: string
  readonly until: Date
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
/** A day and a time as a letter says it. */
export const when = (at: Date): string => `${time.format(at)} Uhr`

/** The link, and its code for who types it over. */
export const linkLines = ({ code, link, until }: LinkToSend): string[] => [
  'Bitte öffnen Sie diesen Link. Sie brauchen kein Konto und müssen nichts installieren:',
  link,
  '',
  `Code, falls Sie ihn eintippen möchten: ${shownInvitation(code)}`,
  `Link und Code gelten bis ${when(until)}, für ein Gerät. Bitte geben Sie sie nicht weiter.`,
]
