/** From when a retention period runs: what a case knows of itself, or the end of a contract that came out of it. */
export const retentionStarts = ['closed', 'handed_over', 'contract_ended'] as const
type RetentionStart = (typeof retentionStarts)[number]

/** What happens when the period is over. */
export const retentionEnds = ['delete', 'offer_to_archive'] as const
type RetentionEnd = (typeof retentionEnds)[number]

/** How long what kind of data is kept (Löschklasse, DIN 66398): a start, a period, what follows and where it says so. */
export interface RetentionClass {
  readonly id: string
  readonly title: string
  readonly startEvent: RetentionStart
  readonly years: number
  /** The period runs from the end of the calendar year of the start (§ 147 Abs. 4 AO). */
  readonly fromYearEnd?: boolean
  readonly then: RetentionEnd
  readonly source: string
  /** Whether the period was compared with its source; false: plausible, to be settled by the office. */
  readonly verified: boolean
}

/** Classes and which service belongs to which. */
export interface Retention {
  readonly classes: readonly RetentionClass[]
  /** Service → id of its class. */
  readonly services: Readonly<Record<string, string>>
}

/** The class of a service; undefined where none was set. */
export function retentionOf(retention: Retention, service: string): RetentionClass | undefined {
  const id = Object.hasOwn(retention.services, service) ? retention.services[service] : undefined
  return retention.classes.find((one) => one.id === id)
}

/** First ISO day on which the data may go, when the period began on `start` (ISO day). */
export function retainedUntil(rule: RetentionClass, start: string): string {
  const year = Number(start.slice(0, 4)) + rule.years
  if (rule.fromYearEnd === true) return `${String(year + 1)}-01-01`
  const day = start.slice(4) === '-02-29' && !isLeap(year) ? '-03-01' : start.slice(4)
  return `${String(year)}${day}`
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
