import type { DateRule } from '../forms/form.ts'
import { addDays, daysBetween, readDay } from './days.ts'
import { error, good, hint, type Finding } from './finding.ts'

/** § 17 Abs. 1 BMG: within two weeks after moving in. Late is a matter for people, never a reason to stop. */
const registrationDays = 14
const earliestBirth = '1900-01-01'

/** Checks a date as it is kept: an ISO day, or what was typed when that is no day. */
export function checkDate(value: string, rule: DateRule, today: string): Finding | undefined {
  const read = readDay(value, today)
  if ('problem' in read) return error(read.problem === 'unreadable' ? 'dateUnreadable' : 'dateNotInCalendar')
  return rules[rule](read.day, today)
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
  'move-in': (day, today) => {
    if (day < earliestBirth) return error('dateTooLongAgo')
    const days = daysBetween(day, today)
    if (days < 0) return error('moveInAhead')
    return days > registrationDays
      ? hint('moveInLate', { days })
      : good('moveInGood', { days: registrationDays - days })
  },
}
