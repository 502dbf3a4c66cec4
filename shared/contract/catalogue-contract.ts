import { Type } from 'typebox'
import type { DelegationMode, DistrictPlace, LifeEvent } from '#shared/model/district.ts'
import type { EvidenceNeed } from '#shared/model/evidence-need.ts'
import type { AuthorityId, ServiceId, UnitId } from '#shared/model/ids.ts'
import type { Requirement } from '#shared/model/precheck/requirement.ts'
import type { RetentionClass } from '#shared/model/retention.ts'
import { question } from './command.ts'
import { closed } from './shapes.ts'

/** A service as this office may offer it today. */
export interface OfferedService {
  readonly id: ServiceId
  readonly leika: string
  /** Name in the LeiKa list; searched like the title. */
  readonly leikaName: string
  readonly title: string
  /** Further everyday words for it, of this district. */
  readonly words: readonly string[]
  /** Null where no authority of the district owns it. */
  readonly authority: AuthorityId | null
  readonly authorityName: string
  readonly authorityKind: 'district' | 'municipality' | 'other'
  readonly unit: UnitId | null
  readonly unitName: string | null
  readonly mode: DelegationMode
  /** The clause that says so, e.g. "Vertrag 2024-07, Anlage 1: mit Begleitung" or "eigene Aufgabe". */
  readonly basis: string
  /** False where the contract has ended or does not name this service; `basis` then says whom to ask. */
  readonly allowed: boolean
  readonly feeCents: number | null
  readonly feeNote: string
  readonly documents: readonly string[]
  readonly legal: string
  readonly form: boolean
}

/** What the checks in forms know of the district (`CheckContext`). */
export interface DistrictFacts {
  readonly name: string
  readonly plates: readonly string[]
  readonly places: readonly DistrictPlace[]
}

/** The form of a service with what belongs to it. */
export interface ServiceForm {
  readonly service: ServiceId
  /** JSON Schema; null when the service has none. */
  readonly schema: Record<string, unknown> | null
  /** Rules of the Vorprüfung, all versions. */
  readonly requirements: readonly Requirement[]
  /** What the service asks for; `evidenceNeedsOf` says what of it with the answers of a form. */
  readonly evidence: readonly EvidenceNeed[]
  readonly retention: RetentionClass | null
  /** What the service and what stands in its form are called in other languages: by language, then by German name. */
  readonly names: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export const catalogueCommands = {
  readCatalogue: question<{
    readonly services: readonly OfferedService[]
    readonly lifeEvents: readonly LifeEvent[]
    readonly district: DistrictFacts
  }>()('catalogue:read', 'catalogue.read', Type.Object({}, { additionalProperties: false })),
  readForm: question<ServiceForm>()(
    'catalogue:form',
    'catalogue.read',
    closed({ service: Type.Unsafe<ServiceId>(Type.String({ pattern: '^[a-z0-9-]{1,64}$' })) }),
  ),
}
