import type { ConsultationRecord } from '#shared/model/consultation-record.ts'
import type { PersonId } from '#shared/model/ids.ts'
import { isOutsider } from '#shared/model/table-partners.ts'
import { Refused } from '#server/platform/refused.ts'
import { atTable } from './consultation-rules.ts'

const seatsAtTable = 6

/** The person learns at this table. */
export const sitsAlong = (record: ConsultationRecord, person: PersonId): boolean =>
  atTable(record) &&
  record.seats.some((seat) => seat.person === person && seat.role === 'trainee' && seat.state !== 'left')

/** @throws Refused when the person only sits along. */
export function refuseTrainee({ seats }: ConsultationRecord, person: PersonId): void {
  if (seats.some((seat) => seat.person === person && seat.role === 'trainee'))
    throw new Refused('E_FORBIDDEN', 'trainee-listens')
}

/** @throws Refused when six people sit at the table; for the citizen and whoever interprets there is always room. */
export function refuseFull({ seats }: ConsultationRecord): void {
  if (seats.filter(({ state, role }) => state !== 'left' && !isOutsider(role)).length >= seatsAtTable)
    throw new Refused('E_STATE', 'table-full')
}
