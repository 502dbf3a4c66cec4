export interface CalendarEntry {
  readonly id: string
  readonly start: Date
  readonly title: string
  readonly description: string
  readonly link: string
  readonly now: Date
}

/** How long an appointment is in the calendar, in milliseconds. */
const lengthMs = 30 * 60 * 1000

/** One appointment as an iCalendar file (RFC 5545): lines of at most 75 octets, CRLF, times in UTC. */
export function calendarFile({ id, start, title, description, link, now }: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Lotse//Einladung//DE',
    'BEGIN:VEVENT',
    `UID:${id}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(new Date(start.getTime() + lengthMs))}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${link}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

const stamp = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d+/g, '')

const escaped = (text: string): string =>
  text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n')

/** Folds by octets without parting a character. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let size = 0
  for (const sign of line) {
    const octets = octetsOf(sign.codePointAt(0) ?? 0)
    // Continued lines begin with a blank of their own.
    if (size + octets > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      part = ''
      size = 0
    }
    part += sign
    size += octets
  }
  return [...parts, part].join('\r\n ')
}

/** In UTF-8 (RFC 3629). */
function octetsOf(point: number): number {
  if (point < 0x80) return 1
  if (point < 0x8_00) return 2
  return point < 0x1_00_00 ? 3 : 4
}
