/** Opening hours by weekday as the district writes them: `{ mo: '08-12,13:30-16' }`, in German time. */
export type OpeningHours = Readonly<Record<string, string>>

export type Opening =
  /** `HH:MM` of today. */
  | { readonly open: true; readonly until: string }
  /** When it opens again within a week; null: never. `day` is an ISO day. */
  | { readonly open: false; readonly next: { readonly day: string; readonly time: string } | null }

const weekdays = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'] as const
const dayMs = 86_400_000
const wallClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** Whether it is open at that instant, and until when, or when it opens again. */
export function openingAt(hours: OpeningHours, at: Date): Opening {
  const [today = '', now = ''] = wallClock.format(at).split(' ')
  const current = spansOf(hours, today).find(({ from, until }) => from <= now && now < until)
  if (current) return { open: true, until: current.until }
  for (let ahead = 0; ahead <= 7; ahead++) {
    const day = new Date(Date.parse(`${today}T12:00:00Z`) + ahead * dayMs).toISOString().slice(0, 10)
    const next = spansOf(hours, day).find(({ from }) => ahead > 0 || from > now)
    if (next) return { open: false, next: { day, time: next.from } }
  }
  return { open: false, next: null }
}

function spansOf(hours: OpeningHours, day: string): { from: string; until: string }[] {
  const name = weekdays[new Date(`${day}T12:00:00Z`).getUTCDay()] ?? 'su'
  const text = Object.hasOwn(hours, name) ? (hours[name] ?? '') : ''
  if (text === '') return []
  const spans = text.split(',').map((span) => {
    const [from = '', until = ''] = span.split('-').map(clock)
    return { from, until }
  })
  return spans.toSorted((a, b) => a.from.localeCompare(b.from))
}

const clock = (text: string): string => (text.includes(':') ? text : `${text}:00`)
