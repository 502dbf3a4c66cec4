import { partners } from '#shared/model/table-partners.ts'
import type { ConsultationRecord, Seat } from '#shared/model/consultation-record.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { SeatCall } from '#shared/model/seat.ts'
import type { DistrictNames } from '#server/duty/district-names.ts'
import { mayConfide } from './confidential-rules.ts'
import { atTable, inPretalk } from './consultation-rules.ts'

/** A citizen's device that may take part in the talk: the screen of a counter, or a citizen at home. */
export interface CitizenDevice {
  /** The id of its seat session. */
  readonly person: PersonId
  /** Whose desk stands in the same room; null at home. */
  readonly beside: PersonId | null
}

/** The table the citizen may sit at now: people talk there, the citizen is part of it, and allows sound or picture. */
export function openTable(records: readonly ConsultationRecord[]): ConsultationRecord | undefined {
  return records.find(
    (record) =>
      atTable(record) &&
      record.joins === null &&
      record.state !== 'accepted' &&
      !inPretalk(record) &&
      record.consents.some((scope) => scope === 'audio' || scope === 'video'),
  )
}

/** `voice`: the room's microphone was there before. */
export const citizenSeat = ({ person, beside }: CitizenDevice, voice = false): Seat => ({
  person,
  name: '',
  role: 'citizen',
  place: '',
  state: 'taken',
  until: null,
  ...(beside === null ? {} : { room: { beside, voice } }),
})

/** What the device needs to take part; null: it may not now. Pure. */
export function seatCallOf(
  records: readonly ConsultationRecord[],
  device: CitizenDevice,
  names: DistrictNames,
): SeatCall | null {
  const record = openTable(records)
  if (record === undefined) return null
  const { consents, seats } = record
  const mine = seats.find(({ person, state }) => person === device.person && state === 'taken')
  const own = citizenSeat(device)
  const others = seats.filter(({ person }) => person !== device.person)
  const flows = record.state !== 'held'
  const confidential = record.confidential !== null
  const home = device.beside === null
  const microphone = mine?.room?.voice === true ? 'here' : 'desk'
  const voice = home || microphone === 'here'
  return {
    consultation: record.id,
    caller: record.requestedBy,
    seated: mine !== undefined,
    people: partners([...others, own], device.person, confidential).map(({ person, name, role, place }) => ({
      person,
      name,
      role,
      place,
      authority: names.authorityOf(person),
    })),
    sends: {
      audio: flows && voice && consents.includes('audio'),
      // Beside a desk its camera shows the citizen as well; alone there is no desk.
      video: flows && (home || confidential) && consents.includes('video'),
    },
    plays: voice,
    voice: home ? null : microphone,
    confidentialUntil: record.confidential?.until.toISOString() ?? null,
    mayConfide: mine !== undefined && !confidential && mayConfide(record),
  }
}
