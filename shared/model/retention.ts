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

/** What a period of a service may run from; ISO days. */
export interface RetainedService {
  readonly service: string
  readonly closedOn: string
  /** Null where it was never handed over; the period then runs from the closing. */
  readonly handedOverOn: string | null
}

/** When a case as a whole may go: with the last of its services. */
export interface RetentionDue {
  /** First ISO day on which it may go; null while a service has no class. */
  readonly dueOn: string | null
  /** Each class once, in the order of the services. */
  readonly classes: readonly RetentionClass[]
  /** Services no class was set for: a case with one of them is never deleted by itself. */
  readonly unclassed: readonly string[]
  /** One of the classes wants it offered to the archive first. */
  readonly offer: boolean
}

/**
 * By the classes in force now. The end of a contract that came out of a case (`contract_ended`) is not known to the desk: the
 * period then runs from the closing.
 */
export function dueOf(retention: Retention, services: readonly RetainedService[]): RetentionDue {
  const classed = services.map((one) => ({ ...one, rule: retentionOf(retention, one.service) }))
  const unclassed = classed.flatMap(({ rule, service }) => (rule ? [] : [service]))
  const days = classed.flatMap(({ rule, closedOn, handedOverOn }) => {
    if (!rule) return []
    return [retainedUntil(rule, rule.startEvent === 'handed_over' ? (handedOverOn ?? closedOn) : closedOn)]
  })
  const classes = [...new Set(classed.flatMap(({ rule }) => (rule ? [rule] : [])))]
  return {
    dueOn: unclassed.length > 0 ? null : (days.toSorted().at(-1) ?? null),
    classes,
    unclassed,
    offer: classes.some(({ then }) => then === 'offer_to_archive'),
  }
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
