import type { AccessSpan } from '#shared/model/access.ts'
import type { DisclosureLevel } from '#shared/model/consultation.ts'

/** A row of the trail as far as it matters here. */
export interface Seen {
  readonly at: Date
  readonly person: string | null
  readonly action: string
  readonly subject: string | null
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

/** What was disclosed to a specialist, one span per level and consultation. */
export function disclosedSpans(rows: readonly Seen[], person: string): AccessSpan[] {
  const spans: AccessSpan[] = []
  const open = new Map<string, { from: string; level: DisclosureLevel; consentAt: string | null }>()
  let consentAt: string | null = null
  /** Of the citizen for the authority of a second specialist, by consultation. */
  const own = new Map<string, string>()
  for (const row of rows) {
    const at = row.at.toISOString()
    if (row.action.startsWith('consent.') && row.detail['scope'] === 'file')
      consentAt = row.action === 'consent.given' ? at : null
    if (row.action === 'consent.authority_given') own.set(row.subject ?? '', at)
    if (!row.action.startsWith('disclosure.') || row.detail['person'] !== person) continue
    const key = row.subject ?? ''
    const before = open.get(key)
    if (before) spans.push({ ...before, until: at })
    open.delete(key)
    const level = Number(row.detail['level']) as DisclosureLevel
    if (level > 0)
      open.set(key, { from: at, level, consentAt: level === 2 ? (own.get(key) ?? consentAt) : null })
  }
  for (const still of open.values()) spans.push({ ...still, until: null })
  return spans.toSorted((one, other) => (one.from < other.from ? -1 : 1))
}

/** Who works on the case without a consent: from the first to the last thing they did with it. */
export function workedSpan(rows: readonly Seen[], person: string): AccessSpan[] {
  const own = rows.filter((row) => row.person === person)
  const [first, last] = [own[0], own.at(-1)]
  if (!first || !last) return []
  return [{ from: first.at.toISOString(), until: last.at.toISOString(), level: 2, consentAt: null }]
}
