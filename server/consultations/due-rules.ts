import type { ConsultationRecord } from '#shared/model/consultation-record.ts'
import { rejoined } from './confidential-rules.ts'
import { atTable, closed, pretalkOver, withSeat } from './consultation-rules.ts'

/** A callback that has not been made by then counts as missed. */
const callbackGrace = 600_000

/** The next instant at which the server has to act by itself; null when it only waits for people. */
export function nextDeadline(record: ConsultationRecord): Date | null {
  const due = [record.wrapupUntil, record.disclosureUntil, record.pretalkUntil]
  if (record.confidential !== null) due.push(record.confidential.until)
  if (record.state === 'ringing') due.push(record.stage?.until ?? null)
  if (atTable(record)) due.push(...record.seats.map((seat) => (seat.state === 'absent' ? seat.until : null)))
  if (record.callback?.state === 'booked') due.push(missedAt(record.callback))
  const times = due.flatMap((each) => (each === null ? [] : [each.getTime()]))
  return times.length === 0 ? null : new Date(Math.min(...times))
}

/** Ten minutes after the promised time. */
const missedAt = (callback: { readonly from: Date }): Date =>
  new Date(callback.from.getTime() + callbackGrace)

/** Whatever time alone has decided by `at`, except for the next stage of the call plan. */
export function overtaken(record: ConsultationRecord, at: Date): ConsultationRecord {
  let next = record
  for (const seat of record.seats) {
    const lost = seat.state === 'absent' && seat.until !== null && seat.until <= at
    if (lost && atTable(next)) next = withSeat(next, seat.person, { state: 'left', until: null }, at)
  }
  if (next.confidential !== null && next.confidential.until <= at) next = rejoined(next, at)
  if (next.pretalkUntil !== null && next.pretalkUntil <= at) next = pretalkOver(next, at)
  if (next.state === 'wrapup' && next.wrapupUntil !== null && next.wrapupUntil <= at) {
    next = closed(next, next.proposal ?? 'solved', null)
  }
  if (next.disclosureUntil !== null && next.disclosureUntil <= at)
    next = { ...next, disclosure: 0, disclosureUntil: null }
  if (next.callback?.state === 'booked' && missedAt(next.callback) <= at) {
    next = { ...next, callback: { ...next.callback, state: 'missed' } }
  }
  return next
}
