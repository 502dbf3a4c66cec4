import { keeperOf } from '#shared/model/counter.ts'
import type { District, Office, Staff, Unit } from '#shared/model/district.ts'
import type { OfficeId, PersonId, ServiceId, UnitId } from '#shared/model/ids.ts'
import type { DistrictSource } from '#server/district/district-port.ts'

interface Index {
  readonly staff: ReadonlyMap<PersonId, Staff>
  readonly offices: ReadonlyMap<OfficeId, Office>
  readonly units: ReadonlyMap<UnitId, Unit>
  readonly titles: ReadonlyMap<ServiceId, string>
}

function indexOf(district: District): Index {
  return {
    staff: new Map(district.staff.map((each) => [each.id, each])),
    offices: new Map(district.offices.map((each) => [each.id, each])),
    units: new Map(district.units.map((each) => [each.id, each])),
    titles: new Map(district.services.map((each) => [each.id, each.title])),
  }
}

/** People, places and titles of the configured district by id; an id that was removed shows as itself. */
export class DistrictNames {
  #known: { readonly district: District; readonly index: Index } | undefined

  constructor(private readonly source: DistrictSource) {}

  get district(): District {
    return this.source.current()
  }

  get #index(): Index {
    const { district } = this
    if (this.#known?.district !== district) this.#known = { district, index: indexOf(district) }
    return this.#known.index
  }

  staff(id: PersonId): Staff | undefined {
    return this.#index.staff.get(id)
  }

  person(id: PersonId): string {
    return this.#index.staff.get(id)?.name ?? id
  }

  /** Who asks for a consultation: a member of staff, or the terminal of the office at which a citizen stands. */
  asker(id: PersonId, office: OfficeId): string {
    const staff = this.#index.staff.get(id)
    if (staff) return staff.name
    const terminal = this.district.offices.find(
      (one) => one.kind === 'terminal' && keeperOf(this.district, one).id === office,
    )
    return terminal?.name ?? this.officeName(office)
  }

  office(id: OfficeId): Office | undefined {
    return this.#index.offices.get(id)
  }

  officeName(id: OfficeId): string {
    return this.#index.offices.get(id)?.name ?? id
  }

  unit(id: UnitId): Unit | undefined {
    return this.#index.units.get(id)
  }

  /** Of the authority the unit belongs to. */
  unitAuthorityName(id: UnitId): string {
    const authority = this.#index.units.get(id)?.authority
    return this.district.authorities.find((one) => one.id === authority)?.name ?? authority ?? id
  }

  /** Of the authority a person of staff works for. */
  authorityOf(id: PersonId): string {
    const staff = this.#index.staff.get(id)
    const office = staff && this.#index.offices.get(staff.office)
    if (staff?.unit !== undefined) return this.unitAuthorityName(staff.unit)
    return this.district.authorities.find((one) => one.id === office?.authority)?.name ?? ''
  }

  unitName(id: UnitId): string {
    return this.#index.units.get(id)?.name ?? id
  }

  serviceTitle(id: ServiceId): string {
    return this.#index.titles.get(id) ?? id
  }
}
