import type { PresenceState, StageReason, Urgency } from './consultation.ts'
import type { DelegationMode, Office, Staff, Unit } from './district.ts'
import { plannedAt, type PersonalSubstitution, type RosterEntry, type RosterRank } from './duty.ts'
import type { PersonId, ServiceId } from './ids.ts'

/** Everything the plan depends on, nothing else: the same input gives the same plan for ever (replayable). */
export interface CallPlanInput {
  readonly service: ServiceId
  readonly unit: Unit
  readonly office: Pick<Office, 'id' | 'kind' | 'authority'>
  /** ISO 639-1 language the citizen wishes. */
  readonly language: string
  readonly urgency: Urgency
  readonly roster: readonly RosterEntry[]
  /** Effective state per person; whoever is missing is not there. */
  readonly presence: ReadonlyMap<PersonId, PresenceState>
  readonly staff: readonly Staff[]
  readonly substitutions: readonly PersonalSubstitution[]
  readonly contractMode: DelegationMode
  readonly requester: PersonId
  /** Rung before in this consultation, with whatever result. */
  readonly alreadyTried: readonly PersonId[]
  /** The stage that has just been in vain; only later ones are planned. */
  readonly after?: StageReason | null
  readonly now: Date
}

export type PersonReason =
  | { readonly kind: 'district_colleague_here' }
  | { readonly kind: 'planned'; readonly rank: RosterRank }
  | { readonly kind: 'available_in_unit' }
  | { readonly kind: 'substitute'; readonly standsInFor: PersonId }

export interface PlannedRing {
  readonly person: PersonId
  readonly because: PersonReason
  /** Speaks the wished language. */
  readonly speaks: boolean
}

export interface Stage {
  readonly reason: Exclude<StageReason, 'queue'>
  readonly seconds: number
  readonly ring: readonly PlannedRing[]
}

/** Order and length of the stages; together at most 85 s (storyboard, failure 1). */
export const stageSeconds = { same_office: 20, on_duty: 20, same_skill: 20, substitutes: 25 } as const
/** How long somebody rings who became free while a request waited. */
export const queueSeconds = 20

const order: readonly Stage['reason'][] = ['same_office', 'on_duty', 'same_skill', 'substitutes']

/** Whether the unit answers for this service and this office. */
export function unitCovers(unit: Unit, service: ServiceId, office: Pick<Office, 'authority'>): boolean {
  return unit.services.includes(service) && (unit.areas.length === 0 || unit.areas.includes(office.authority))
}

/** Answers for services of the unit by profession; substitutes are competent because somebody named them. */
export function worksFor(person: Staff, unit: Unit): boolean {
  return person.unit === unit.id && (person.roles.includes('specialist') || person.roles.includes('adviser'))
}

/** Substitutes of `person` for the unit that hold now, nearest first; follows chains, never in a circle. */
export function substitutesOf(
  person: PersonId,
  unit: Unit,
  substitutions: readonly PersonalSubstitution[],
  now: Date,
): PersonId[] {
  const found: PersonId[] = []
  const seen = new Set([person])
  const queue = [person]
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const substitute of directSubstitutes(next, unit, substitutions, now)) {
      if (seen.has(substitute)) continue
      seen.add(substitute)
      found.push(substitute)
      queue.push(substitute)
    }
  }
  return found
}

function directSubstitutes(
  person: PersonId,
  unit: Unit,
  substitutions: readonly PersonalSubstitution[],
  now: Date,
): PersonId[] {
  return substitutions
    .filter((rule) => rule.person === person && rule.unit === unit.id && holdsAt(rule, now))
    .toSorted((a, b) => a.position - b.position || a.substitute.localeCompare(b.substitute))
    .map((rule) => rule.substitute)
}

const holdsAt = (rule: PersonalSubstitution, now: Date) =>
  (rule.from === null || rule.from <= now) && (rule.until === null || now < rule.until)

/** Those planned for the unit now, each with the best rank. */
function plannedNow(input: CallPlanInput): Map<PersonId, RosterRank> {
  const planned = new Map<PersonId, RosterRank>()
  for (const entry of input.roster) {
    if (entry.unit !== input.unit.id || !plannedAt(entry, input.now)) continue
    if (planned.get(entry.person) !== 'primary') planned.set(entry.person, entry.rank)
  }
  return planned
}

/** Every competent person who could be rung, with the stage in which the plan would ring them and why. */
function candidates(input: CallPlanInput): Map<Stage['reason'], PlannedRing[]> {
  const byId = new Map(input.staff.map((person) => [person.id, person]))
  const planned = plannedNow(input)
  const seen = new Set<PersonId>([input.requester, ...input.alreadyTried])
  const stages = new Map<Stage['reason'], PlannedRing[]>(order.map((reason) => [reason, []]))
  const place = (reason: Stage['reason'], id: PersonId, because: PersonReason) => {
    const person = byId.get(id)
    if (person === undefined || seen.has(id) || input.presence.get(id) !== 'available') return
    seen.add(id)
    stages.get(reason)?.push({ person: id, because, speaks: person.languages.includes(input.language) })
  }
  const unitStaff = input.staff
    .filter((person) => worksFor(person, input.unit))
    .toSorted((a, b) => a.login.localeCompare(b.login))

  for (const person of unitStaff) {
    const colleague = input.office.kind === 'A' && person.office === input.office.id && !person.teamLead
    if (colleague) place('same_office', person.id, { kind: 'district_colleague_here' })
  }
  for (const wanted of ['primary', 'background'] as const) {
    for (const person of unitStaff) {
      if (planned.get(person.id) === wanted) place('on_duty', person.id, { kind: 'planned', rank: wanted })
    }
  }
  for (const person of unitStaff) {
    if (!person.teamLead) place('same_skill', person.id, { kind: 'available_in_unit' })
  }
  const represented = planned.size > 0 ? [...planned.keys()] : unitStaff.map((person) => person.id)
  for (const person of represented.toSorted()) {
    for (const substitute of substitutesOf(person, input.unit, input.substitutions, input.now)) {
      place('substitutes', substitute, { kind: 'substitute', standsInFor: person })
    }
  }
  return stages
}

/** Speakers of the wished language first; alone where a later stage rings the others anyway. */
function byLanguage(
  reason: Stage['reason'],
  rings: readonly PlannedRing[],
): { now: PlannedRing[]; later: PlannedRing[] } {
  const speakers = rings.filter((ring) => ring.speaks)
  const others = rings.filter((ring) => !ring.speaks)
  const pickedUpLater = reason === 'same_office' || reason === 'on_duty'
  if (speakers.length > 0 && pickedUpLater) return { now: speakers, later: others }
  return { now: [...speakers, ...others], later: [] }
}

/**
 * The call plan (Rufplan): whom to ring in which order, for how long and why. Pure. Stages in which nobody could be rung
 * are left out; an empty plan means that nobody can be reached and the adviser has to choose. Who became free only after
 * their own stage had passed is rung in the next one that takes everybody.
 */
export function planCall(input: CallPlanInput): Stage[] {
  if (input.contractMode === 'referral' || !unitCovers(input.unit, input.service, input.office)) return []
  const perStage = candidates(input)
  const start = order.findIndex((reason) => reason === input.after) + 1
  const stages: Stage[] = []
  let carried: PlannedRing[] = []
  for (const reason of order) {
    const own = perStage.get(reason) ?? []
    if (order.indexOf(reason) < start) {
      if (reason !== 'substitutes') carried.push(...own)
      continue
    }
    const collects = reason === 'same_skill' || reason === 'substitutes'
    const { now, later } = byLanguage(reason, collects ? [...carried, ...own] : own)
    carried = collects ? [] : [...carried, ...later]
    if (now.length > 0) stages.push({ reason, seconds: stageSeconds[reason], ring: now })
  }
  return stages
}

/** Whether a person who has just become free may be rung for a request that waits; who declined is left in peace. */
export function answersQueue(input: CallPlanInput, person: PersonId): PlannedRing | null {
  const plan = planCall({ ...input, after: null })
  return plan.flatMap((stage) => stage.ring).find((ring) => ring.person === person) ?? null
}
