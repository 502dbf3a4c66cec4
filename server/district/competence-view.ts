import type { CompetenceRow, CompetenceView } from '#shared/contract/district-contract.ts'
import { competenceOf, type Basis } from '#shared/model/competence.ts'
import type { District, Office, Service } from '#shared/model/district.ts'
import type { ContractId } from '#shared/model/ids.ts'

/** Who does which service where on an ISO day, by the same function the desks go by. Offices with one answer stand together. */
export function competencesOf(district: District, today: string): CompetenceView[] {
  return district.services.map((service) => ({
    service: service.id,
    title: service.title,
    rows: rowsOf(district, service, today),
  }))
}

function rowsOf(district: District, service: Service, today: string): CompetenceRow[] {
  const rows = new Map<string, CompetenceRow>()
  for (const office of district.offices) {
    const row = rowOf(district, service, office, today)
    const key = JSON.stringify(row)
    rows.set(key, { ...row, offices: [...(rows.get(key)?.offices ?? []), office.name] })
  }
  return [...rows.values()]
}

/** As it is for the office's own people. */
function rowOf(district: District, service: Service, office: Office, today: string) {
  const at = { office: office.id, authority: office.authority }
  const { authority, unit, mode, basis } = competenceOf(district, service, at, today)
  const id = agreementOf(basis)
  const agreement = [...district.contracts, ...district.delegations].find((one) => one.id === id)
  return {
    authority: district.authorities.find((one) => one.id === authority)?.name ?? null,
    unit: district.units.find((one) => one.id === unit)?.name ?? null,
    mode,
    ground: basis.kind,
    agreement: id,
    clause: 'clause' in basis ? basis.clause : (agreement?.term ?? null),
    validFrom: agreement?.validFrom ?? null,
    validUntil: agreement?.validUntil ?? null,
  }
}

function agreementOf(basis: Basis): ContractId | null {
  if ('contract' in basis) return basis.contract
  return 'delegation' in basis ? basis.delegation : null
}
