/** Calendar days as `YYYY-MM-DD`, without time and zone; comparing the strings compares the days. */

const isoDay = /^(\d{4})-(\d{2})-(\d{2})$/
const dayMs = 86_400_000

/** Whether the text is a day of the calendar (no 31.02.). */
export function isIsoDay(text: string): boolean {
  const parts = isoDay.exec(text)
  return parts !== null && exists(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}

function exists(year: number, month: number, day: number): boolean {
  const date = utc(year, month, day)
  return (
    year >= 1 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day
  )
}

function utc(year: number, month: number, day: number): Date {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date
}

function toUtc(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return utc(year, month, date).getTime()
}

/** Whole days from one ISO day to the other; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((toUtc(to) - toUtc(from)) / dayMs)
}

/** The ISO day `days` later. */
export function addDays(day: string, days: number): string {
  return new Date(toUtc(day) + days * dayMs).toISOString().slice(0, 10)
}

/** Age in completed years; who was born on 29 February turns a year older on 1 March in other years (§ 187 BGB). */
export function ageOn(born: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4))
  return today.slice(5) < born.slice(5) ? years - 1 : years
}

/** `2026-11-21` → `21.11.2026`; anything else unchanged, so that what somebody typed stays to be seen. */
export function germanDay(value: string): string {
  const parts = isoDay.exec(value)
  return parts ? `${parts[3]}.${parts[2]}.${parts[1]}` : value
}

/** A typed date: an ISO day, or the reason why it is none. */
export type TypedDay = { readonly day: string } | { readonly problem: 'unreadable' | 'not-in-calendar' }

/**
 * Reads `21.11.2026`, `1.3.26`, `01032026`, `21/11/2026` and ISO. Two digits of a year are the nearest year that is not
 * more than ten years ahead of `today`.
 */
export function readDay(typed: string, today: string): TypedDay {
  const text = typed.trim()
  const iso = isoDay.exec(text)
  if (iso) return ifExists(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const german =
    /^(\d{1,2})\s*[.,/ -]\s*(\d{1,2})\s*[.,/ -]\s*(\d{2}|\d{4})$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(text)
  if (!german) return { problem: 'unreadable' }
  return ifExists(fullYear(german[3] ?? '', today), Number(german[2]), Number(german[1]))
}

function ifExists(year: number, month: number, day: number): TypedDay {
  if (!exists(year, month, day)) return { problem: 'not-in-calendar' }
  return {
    day: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  }
}

function fullYear(digits: string, today: string): number {
  if (digits.length === 4) return Number(digits)
  const now = Number(today.slice(0, 4))
  const year = Math.floor(now / 100) * 100 + Number(digits)
  return year > now + 10 ? year - 100 : year
}

const wallClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The instant at which an ISO day begins in Germany, one or two hours before it does in UTC. */
export function startOfGermanDay(day: string): Date {
  const summer = new Date(toUtc(day) - 2 * 3_600_000)
  return germanToday(summer) === day ? summer : new Date(toUtc(day) - 3_600_000)
}

/** The ISO day it is in Germany at that instant, wherever server and browser stand. */
export function germanToday(at: Date): string {
  return wallClock.format(at)
}
