import type { DistrictChange } from '#shared/contract/district-contract.ts'
import { germanDay } from '#shared/model/checks/days.ts'
import type { AgreedService, Agreement, District } from '#shared/model/district.ts'
import { areaWords, changeSentences as say, fieldWords, modeWords, type Area } from './change-words.ts'
import type { LoadedDistrict } from './district-port.ts'

type Item = Readonly<Record<string, unknown>>
type Items = ReadonlyMap<string, { readonly title: string; readonly value: unknown }>

/** What a new version changes, in plain German, contracts first. */
export function changesBetween(before: LoadedDistrict, after: LoadedDistrict): DistrictChange[] {
  const titles = new Map(
    [...before.district.services, ...after.district.services].map((one) => [one.id, one.title]),
  )
  const titleOf = (id: string) => titles.get(id as never) ?? id
  const areas = (Object.keys(areaWords) as Area[]).toSorted((a, b) => rank(a) - rank(b))
  return areas.flatMap((area) => {
    const old = itemsOf(area, before, titleOf)
    const now = itemsOf(area, after, titleOf)
    return compare(area, old, now, titleOf)
  })
}

const rank = (area: Area): number => (area === 'contracts' || area === 'delegations' ? 0 : 1)

function compare(area: Area, old: Items, now: Items, titleOf: (id: string) => string): DistrictChange[] {
  const about = areaWords[area]
  const removed = [...old]
    .filter(([id]) => !now.has(id))
    .map(([, { title }]): DistrictChange => ({ kind: 'removed', about, title, lines: [] }))
  const others = [...now].flatMap(([id, { title, value }]): DistrictChange[] => {
    const known = old.get(id)
    if (!known)
      return [{ kind: 'added', about, title, lines: isAgreement(area) ? summary(value as Agreement) : [] }]
    if (same(known.value, value)) return []
    return [{ kind: 'changed', about, title, lines: differences(area, known.value, value, titleOf) }]
  })
  return [...removed, ...others]
}

const isAgreement = (area: Area): boolean => area === 'contracts' || area === 'delegations'

function summary(one: Agreement): string[] {
  return [
    `${fieldWords['validFrom']} ${germanDay(one.validFrom)}, ${fieldWords['validUntil']} ${shown('validUntil', one.validUntil)}`,
    `${fieldWords['services']}: ${one.services.length}`,
  ]
}

/** The things of an area by the id they keep from version to version. */
function itemsOf(area: Area, loaded: LoadedDistrict, titleOf: (id: string) => string): Items {
  const { district } = loaded
  const titled = (id: string, title: string, value: unknown) => [id, { title, value }] as const
  switch (area) {
    case 'contracts':
    case 'delegations':
      return new Map(district[area].map((one) => titled(one.id, `${one.id}, ${one.title}`, one)))
    case 'authorities':
    case 'offices':
    case 'units':
    case 'lifeEvents':
      return new Map(district[area].map((one) => titled(one.id, one.name, one)))
    case 'services':
      return new Map(district.services.map((one) => titled(one.id, one.title, one)))
    case 'staff':
      return new Map(district.staff.map((one) => titled(one.login, `${one.name} (${one.login})`, one)))
    case 'places':
      return new Map(
        district.places.map((one) => {
          const name = `${one.postcode} ${one.place}`
          return titled(name, name, one)
        }),
      )
    case 'substitutions':
      return new Map(
        district.substitutions.map((one) => {
          const name = `${one.from}, ${one.to}`
          return titled(name, name, one)
        }),
      )
    case 'district':
      return new Map([titled('district', district.name, headOf(district))])
    case 'retention':
      return loaded.parts['retention'] === undefined
        ? new Map()
        : new Map([titled('retention', areaWords.retention, loaded.parts['retention'])])
    case 'names':
      return loaded.parts['names'] === undefined
        ? new Map()
        : new Map([titled('names', areaWords.names, loaded.parts['names'])])
    case 'forms':
    case 'requirements':
    case 'fees':
    case 'evidence':
    case 'signing':
    case 'unsigned': {
      const byService = (area === 'forms' ? loaded.forms : loaded.parts[area]) as Item | undefined
      return new Map(Object.entries(byService ?? {}).map(([id, one]) => titled(id, titleOf(id), one)))
    }
  }
}

const headOf = ({ name, seat, plates }: District) => ({ name, seat, plates })

function differences(area: Area, old: unknown, now: unknown, titleOf: (id: string) => string): string[] {
  // Forms, rules and the like are documents of their own: that they changed is said, not how.
  const plain =
    isAgreement(area) || ['authorities', 'offices', 'units', 'staff', 'services', 'district'].includes(area)
  if (!plain) return []
  const before = old as Item
  const after = now as Item
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => {
    if (same(before[key], after[key])) return []
    if (key === 'services' && isAgreement(area))
      return agreedChanges(before[key] as AgreedService[], after[key] as AgreedService[], titleOf)
    const field = fieldWords[key] ?? key
    if (isWords(before[key]) && isWords(after[key])) return listChanges(field, before[key], after[key])
    if (isObject(before[key]) || isObject(after[key])) return [say.changed(field)]
    return [say.fromTo(field, shown(key, before[key]), shown(key, after[key]))]
  })
}

function agreedChanges(
  old: readonly AgreedService[],
  now: readonly AgreedService[],
  titleOf: (id: string) => string,
): string[] {
  const known = new Map(old.map((one) => [one.service, one]))
  const kept = new Set(now.map((one) => one.service))
  const mode = (one: AgreedService) => modeWords[one.mode] ?? one.mode
  return [
    ...old.filter((one) => !kept.has(one.service)).map((one) => say.serviceRemoved(titleOf(one.service))),
    ...now.flatMap((one) => {
      const before = known.get(one.service)
      if (!before) return [say.serviceAdded(titleOf(one.service), mode(one))]
      if (before.mode !== one.mode) return [say.serviceMode(titleOf(one.service), mode(before), mode(one))]
      return before.clause === one.clause
        ? []
        : [say.serviceClause(titleOf(one.service), before.clause, one.clause)]
    }),
  ]
}

function listChanges(field: string, old: readonly string[], now: readonly string[]): string[] {
  const added = now.filter((one) => !old.includes(one))
  const gone = old.filter((one) => !now.includes(one))
  if (added.length === 0 && gone.length === 0) return [say.changed(field)]
  return [
    ...(added.length > 0 ? [say.plus(field, added.join(', '))] : []),
    ...(gone.length > 0 ? [say.minus(field, gone.join(', '))] : []),
  ]
}

const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

function shown(key: string, value: unknown): string {
  if (value === null || value === undefined) return key === 'validUntil' ? say.noEnd : say.nothing
  if (typeof value === 'string' && (key === 'validFrom' || key === 'validUntil')) return germanDay(value)
  if (typeof value === 'boolean') return value ? 'ja' : 'nein'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : say.nothing
}

function same(one: unknown, other: unknown): boolean {
  return stable(one) === stable(other)
}

/** JSON with sorted keys. */
function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? ''
  )
}
