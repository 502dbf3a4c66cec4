import type { OfferedService, ServiceForm } from '#shared/contract/catalogue-contract.ts'
import { germanToday } from '#shared/model/checks/days.ts'
import { competenceOf, type Competence, type Workplace } from '#shared/model/competence.ts'
import type { DelegationMode, District, LifeEvent, Service } from '#shared/model/district.ts'
import type { EvidenceNeed } from '#shared/model/evidence-need.ts'
import type { FieldPlan } from '#shared/model/forms/field-plan.ts'
import { planOf } from '#shared/model/forms/field-plan.ts'
import type { Form } from '#shared/model/forms/form.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import type { AuthorityId, ContractId, ServiceId, UnitId } from '#shared/model/ids.ts'
import type { Requirement } from '#shared/model/precheck/requirement.ts'
import { retentionOf, type Retention } from '#shared/model/retention.ts'
import { partOf } from '#server/district/district-parts.ts'
import type { DistrictSource, LoadedDistrict } from '#server/district/district-port.ts'
import { evidencePart, retentionPart } from '#server/district/evidence-file.ts'
import { namesPart } from '#server/district/names-file.ts'
import { requirementsPart } from '#server/district/requirements-file.ts'
import { Refused } from '#server/platform/refused.ts'
import { namesFor, titlesIn } from './names.ts'
import { basisSentence, otherAuthorities } from './german.ts'

const noRetention: Retention = { classes: [], services: {} }

/** Who is competent for a service at a workplace, with the clause in German. */
export interface CompetentThere {
  /** Whose task it is; without meaning where `allowed` is false and nobody here owns it. */
  readonly authority: AuthorityId
  readonly unit: UnitId | null
  readonly mode: DelegationMode
  readonly contract: ContractId | null
  readonly basis: string
  readonly allowed: boolean
}

/** Services, life events and forms, as an office may use them on a day. */
export class CatalogueService {
  /** Forms as screens see them, of the version of the district they were read from. */
  #forms: { readonly of: LoadedDistrict; readonly byService: Map<string, Form> } | undefined

  constructor(private readonly district: DistrictSource) {}

  /** Everything the desk shows and searches. `at` decides which contracts are in force. */
  read(at: Date, workplace: Workplace) {
    const district = this.district.current()
    const today = germanToday(at)
    const services = district.services.map((service) => this.#offered(district, service, workplace, today))
    const lifeEvents: readonly LifeEvent[] = district.lifeEvents
    return {
      services,
      lifeEvents,
      district: { name: district.name, plates: district.plates, places: district.places },
    }
  }

  /** The form with its rules, evidence needs and retention class. @throws Refused for an unknown service. */
  form(service: ServiceId): ServiceForm {
    const { title } = this.#service(service)
    const schema = this.#schema(service)
    const all = partOf(this.district.loaded(), namesPart) ?? {}
    return {
      service,
      schema: schema ? { ...schema } : null,
      requirements: this.requirementsOf(service),
      evidence: this.evidenceOf(service),
      retention: retentionOf(partOf(this.district.loaded(), retentionPart) ?? noRetention, service) ?? null,
      names: namesFor([title, ...titlesIn(schema)], all),
    }
  }

  hasForm(service: ServiceId): boolean {
    return this.#schema(service) !== undefined
  }

  /** The form as screens and checks see it; undefined when the service has none. */
  formOf(service: ServiceId): Form | undefined {
    const schema = this.#schema(service)
    if (!schema) return undefined
    const loaded = this.district.loaded()
    if (this.#forms?.of !== loaded) this.#forms = { of: loaded, byService: new Map() }
    const form = this.#forms.byService.get(service) ?? formOf(schema)
    this.#forms.byService.set(service, form)
    return form
  }

  /** All versions of the rules of a service; empty without any. */
  requirementsOf(service: ServiceId): readonly Requirement[] {
    const all = partOf(this.district.loaded(), requirementsPart) ?? {}
    return Object.hasOwn(all, service) ? (all[service] ?? []) : []
  }

  /** All papers a service may ask for; empty without any. */
  evidenceOf(service: ServiceId): readonly EvidenceNeed[] {
    const all = partOf(this.district.loaded(), evidencePart) ?? {}
    return Object.hasOwn(all, service) ? (all[service] ?? []) : []
  }

  /** Papers a service asks for in the words of the catalogue; empty for an unknown one. */
  papersAskedBy(service: ServiceId): readonly string[] {
    return this.district.current().services.find((one) => one.id === service)?.documents ?? []
  }

  /** What the server creates in the shared document when the service is added; empty without a form. */
  planOf(service: ServiceId): readonly FieldPlan[] {
    const form = this.formOf(service)
    return form ? planOf(form) : []
  }

  /** Competence and right at a workplace at that instant. @throws Refused for an unknown service. */
  competence(workplace: Workplace, service: ServiceId, at: Date): CompetentThere {
    const district = this.district.current()
    const found = competenceOf(district, this.#service(service), workplace, germanToday(at))
    const { unit, mode, contract, allowed } = found
    const authority = found.authority ?? workplace.authority
    return { authority, unit, mode, contract, allowed, basis: basisSentence(found.basis, mode, district) }
  }

  #service(id: ServiceId): Service {
    const service = this.district.current().services.find((one) => one.id === id)
    if (!service) throw new Refused('E_NOT_FOUND', 'service-unknown', { service: id })
    return service
  }

  #schema(service: ServiceId) {
    const { forms } = this.district.loaded()
    return Object.hasOwn(forms, service) ? forms[service] : undefined
  }

  #offered(district: District, service: Service, workplace: Workplace, today: string): OfferedService {
    const found = competenceOf(district, service, workplace, today)
    const unit = district.units.find(({ id }) => id === found.unit)
    return {
      id: service.id,
      leika: service.leika,
      leikaName: service.leikaName,
      title: service.title,
      words: service.words,
      authority: found.authority,
      ...ownerOf(district, service, found),
      unit: unit?.id ?? null,
      unitName: unit?.name ?? null,
      mode: found.mode,
      basis: basisSentence(found.basis, found.mode, district),
      allowed: found.allowed,
      feeCents: service.feeCents,
      feeNote: service.feeNote,
      documents: service.documents,
      legal: service.legal,
      form: this.hasForm(service.id),
    }
  }
}

function ownerOf(
  district: District,
  service: Service,
  found: Competence,
): Pick<OfferedService, 'authorityName' | 'authorityKind'> {
  const authority = district.authorities.find(({ id }) => id === found.authority)
  if (authority) return { authorityName: authority.name, authorityKind: authority.kind }
  if (service.level === 'land') return { authorityName: otherAuthorities.land, authorityKind: 'other' }
  return { authorityName: otherAuthorities.municipality, authorityKind: 'municipality' }
}
