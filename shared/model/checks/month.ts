import { error, good, hint, type Finding } from './finding.ts'

/** `3/27`, `03.2027`, `032027` → `03/2027`; undefined when it is no month between 2000 and 2099. */
export function normalMonth(typed: string): string | undefined {
  const text = typed.trim()
  const parts = /^(\d{1,2})\s*[./, -]\s*(\d{2}|20\d{2})$/.exec(text) ?? /^(\d{2})(20\d{2})$/.exec(text)
  const month = Number(parts?.[1])
  if (!parts || month < 1 || month > 12) return undefined
  const year = parts[2] ?? ''
  return `${String(month).padStart(2, '0')}/${year.length === 2 ? `20${year}` : year}`
}

/** Main inspection (HU, § 29 StVZO): valid to the end of the month. Expired is for the specialist to judge. */
export function checkInspection(typed: string, today: string): Finding | undefined {
  const month = normalMonth(typed)
  if (month === undefined) return error('huForm')
  const last = `${month.slice(3)}-${month.slice(0, 2)}`
  return last < today.slice(0, 7) ? hint('huOver', { month }) : good('huGood', { month })
}
