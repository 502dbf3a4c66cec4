import type { Bound, DateField, DateRule } from '../forms/form.ts'
import type { FieldValues } from '../forms/values.ts'
import { addDays, daysBetween, germanDay, isIsoDay, readDay } from './days.ts'
import { error, good, hint, type Finding } from './finding.ts'

/** § 17 Abs. 1 BMG: within two weeks after moving in. Late is a matter for people, never a reason to stop. */
const registrationDays = 14
const earliestBirth = '1900-01-01'

/** Checks a date as it is kept: an ISO day, or what was typed when that is no day. */
export function checkDate(
  value: string,
  field: Pick<DateField, 'rule' | 'notBefore' | 'notAfter'>,
  values: FieldValues,
  today: string,
): Finding | undefined {
  const read = readDay(value, today)
  if ('problem' in read) return error(read.problem === 'unreadable' ? 'dateUnreadable' : 'dateNotInCalendar')
  const found = rules[field.rule](read.day, today)
  if (found?.level === 'error') return found
  return outOfBounds(read.day, field, values) ?? found
}

/** From before until, birth before death: both ends are compared once they are days. */
function outOfBounds(
  day: string,
  { notBefore, notAfter }: Pick<DateField, 'notBefore' | 'notAfter'>,
  values: FieldValues,
): Finding | undefined {
  const first = dayOf(notBefore, values)
  if (notBefore && first !== undefined && day < first)
    return error('dateBefore', { title: notBefore.title, day: germanDay(first) })
  const last = dayOf(notAfter, values)
  if (notAfter && last !== undefined && day > last)
    return error('dateAfter', { title: notAfter.title, day: germanDay(last) })
  return undefined
}

function dayOf(bound: Bound | undefined, values: FieldValues): string | undefined {
  const value = bound && values[bound.path]
  return typeof value === 'string' && isIsoDay(value) ? value : undefined
}

const rules: Record<DateRule, (day: string, today: string) => Finding | undefined> = {
  any: (day, today) => {
    if (day < earliestBirth) return error('dateTooLongAgo')
    return day > addDays(today, 3660) ? error('dateTooFarAhead') : undefined
  },
  past: (day, today) => {
    if (day > today) return error('dateInFuture')
    return day < earliestBirth ? error('dateTooLongAgo') : undefined
  },
  birth: (day, today) => {
    if (day > today) return error('birthInFuture')
    return day < earliestBirth ? error('birthTooLongAgo') : undefined
  },
  future: (day, today) => {
    if (day < today) return error('dateInPast')
    return day > addDays(today, 3660) ? error('dateTooFarAhead') : undefined
  },
  expiry: (day, today) => {
    if (day < earliestBirth) return error('dateTooLongAgo')
    return day < today ? hint('expired', { day: germanDay(day) }) : undefined
  },
  'move-in': (day, today) => {
    if (day < earliestBirth) return error('dateTooLongAgo')
    const days = daysBetween(day, today)
    if (days < 0) return error('moveInAhead')
    return days > registrationDays
      ? hint('moveInLate', { days })
      : good('moveInGood', { days: registrationDays - days })
  },
}
