/** Where somebody met the barrier; `other` is everything else. */
export const barrierPlaces = ['screen', 'join', 'upload', 'status', 'desk', 'other'] as const
export type BarrierPlace = (typeof barrierPlaces)[number]

/** A reported barrier goes so many days after it was answered, and at the latest so many after it came. */
export const barrierDays = { answered: 180, atMost: 730 } as const

export interface BarrierReport {
  readonly id: string
  readonly place: BarrierPlace
  readonly text: string
  /** How an answer reaches who reported; null: none is wished. */
  readonly contact: string | null
  /** In which language the page was read. */
  readonly language: string
  /** ISO instants. */
  readonly at: string
  readonly answered: { readonly at: string; readonly byName: string; readonly text: string } | null
}
