const zone = 'Europe/Berlin'

const dayFormat = new Intl.DateTimeFormat('de-DE', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: zone,
})
const shortDayFormat = new Intl.DateTimeFormat('de-DE', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  timeZone: zone,
})
const minuteFormat = new Intl.DateTimeFormat('de-DE', { hour: '2-digit', minute: '2-digit', timeZone: zone })
const secondFormat = new Intl.DateTimeFormat('de-DE', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: zone,
})
const hourFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone })
const euroFormat = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' })

/** An ISO instant, or milliseconds since 1970. */
export type Instant = string | number | Date

/** „Samstag, 21. November“ */
export const longDay = (at: Instant): string => dayFormat.format(new Date(at))
/** „21.11.2026“ */
export const shortDay = (at: Instant): string => shortDayFormat.format(new Date(at))
/** „09:58“ */
export const clockMinute = (at: Instant): string => minuteFormat.format(new Date(at))
/** „09:58:21“ */
export const clockSecond = (at: Instant): string => secondFormat.format(new Date(at))
/** Hour of the day in Germany, 0 to 23. */
export const hourOfDay = (at: Instant): number => Number(hourFormat.format(new Date(at)))
/** Whether two instants lie on the same day in Germany. */
export const sameDay = (a: Instant, b: Instant): boolean => shortDay(a) === shortDay(b)
/** „12,80 €“ from cents. */
export const euros = (cents: number): string => euroFormat.format(cents / 100)

/** Whole seconds from `now` until `until`, never below 0. */
export function secondsUntil(until: Instant, now: number): number {
  return Math.max(0, Math.ceil((new Date(until).getTime() - now) / 1000))
}

export interface Elapsed {
  readonly unit: 'now' | 'minutes' | 'hours' | 'yesterday' | 'day'
  readonly count: number
  /** Filled for `day`: „21.11.2026“. */
  readonly day: string
}

/** How long ago something was, coarse enough not to flicker; the words are in the text files. */
export function elapsedSince(at: Instant, now: number): Elapsed {
  const then = new Date(at).getTime()
  const minutes = Math.floor((now - then) / 60_000)
  if (minutes < 1) return { unit: 'now', count: 0, day: '' }
  if (minutes < 60) return { unit: 'minutes', count: minutes, day: '' }
  if (sameDay(then, now)) return { unit: 'hours', count: Math.floor(minutes / 60), day: '' }
  if (sameDay(then, now - 86_400_000)) return { unit: 'yesterday', count: 1, day: '' }
  return { unit: 'day', count: 0, day: shortDay(then) }
}
