import type { District, Office } from './district.ts'
import type { CounterId, OfficeId } from './ids.ts'

/** One workplace of an office. How many there are stands in the district's data. */
export interface Counter {
  readonly id: CounterId
  readonly office: Office
  readonly number: number
}

const counterId = (office: Office, number: number) => `${office.id}-${number}` as CounterId

function countersOf(office: Office): Counter[] {
  return Array.from({ length: office.counters }, (_none, at) => {
    const number = at + 1
    return { id: counterId(office, number), office, number }
  })
}

/**
 * The office whose people look after a place. Nobody works at a terminal: it is that of the municipality's own office with
 * counters. What is begun at the terminal is a case of that office.
 */
export function keeperOf(district: Pick<District, 'offices'>, place: Office): Office {
  if (place.kind !== 'terminal') return place
  const near = district.offices.filter(
    ({ authority, counters }) => authority === place.authority && counters > 0,
  )
  return near.find(({ kind }) => kind === 'A' || kind === 'B') ?? place
}

/** The counters and terminals the people of an office look after. */
export function countersKeptBy(district: Pick<District, 'offices'>, id: OfficeId): Counter[] {
  return district.offices.filter((one) => keeperOf(district, one).id === id).flatMap(countersOf)
}

export function counterOf(district: Pick<District, 'offices'>, id: string): Counter | undefined {
  return district.offices.flatMap(countersOf).find((counter) => counter.id === id)
}
