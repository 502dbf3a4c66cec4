import type { District, Office } from './district.ts'
import type { CounterId } from './ids.ts'

/** One workplace of an office. How many there are stands in the district's data. */
export interface Counter {
  readonly id: CounterId
  readonly office: Office
  readonly number: number
}

const counterId = (office: Office, number: number) => `${office.id}-${number}` as CounterId

export function countersOf(office: Office): Counter[] {
  return Array.from({ length: office.counters }, (_none, at) => {
    const number = at + 1
    return { id: counterId(office, number), office, number }
  })
}

export function counterOf(district: Pick<District, 'offices'>, id: string): Counter | undefined {
  return district.offices.flatMap(countersOf).find((counter) => counter.id === id)
}
