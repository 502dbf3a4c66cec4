import type { HistoryEntry } from '#shared/model/case.ts'

/** The detail of an audit row as the Verlauf shows it: a person's id becomes the name. */
export function shownDetail(
  detail: HistoryEntry['detail'],
  nameOf: (person: string) => string,
): HistoryEntry['detail'] {
  const { person } = detail
  return typeof person === 'string' ? { ...detail, person: nameOf(person) } : detail
}
