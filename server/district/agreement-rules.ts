import { isIsoDay } from '#shared/model/checks/days.ts'
import type { Known, Report } from './district-parts.ts'
import type { DistrictFile } from './district-schema.ts'
import { districtSentences as say } from './district-sentences.ts'
import { need, unique } from './mentions.ts'

type Contract = DistrictFile['contracts'][number]
type Delegation = DistrictFile['delegations'][number]
type Agreement = Contract | Delegation

/** Contracts and delegations: parties, days, clauses, and that no service is regulated twice for one place and day. */
export function checkAgreements(raw: DistrictFile, known: Known, report: Report): void {
  const all = [
    ...raw.contracts.map((one, index) => ({ one, path: `/contracts/${index}` })),
    ...raw.delegations.map((one, index) => ({ one, path: `/delegations/${index}` })),
  ]
  const ids = new Set<string>()
  for (const { one, path } of all) {
    if (ids.has(one.id)) report(`${path}/id`, say.twice(one.id))
    ids.add(one.id)
    checkTerms(one, known, path, report)
  }
  const officeOf = new Map(raw.offices.map((office) => [office.id, office]))
  for (const [index, contract] of raw.contracts.entries()) {
    const path = `/contracts/${index}`
    for (const [at, party] of contract.between.entries())
      need(known.authorities, party, 'authority', `${path}/between/${at}`, report)
    for (const [at, id] of contract.offices.entries()) {
      need(known.offices, id, 'office', `${path}/offices/${at}`, report)
      const office = officeOf.get(id)
      if (office && !contract.between.includes(office.authority))
        report(`${path}/offices/${at}`, say.foreignOffice(id))
    }
    const others = raw.contracts.slice(0, index).filter((other) => sameCounter(other, contract))
    reportOverlaps(contract, others, path, report)
  }
  for (const [index, delegation] of raw.delegations.entries()) {
    const path = `/delegations/${index}`
    need(known.authorities, delegation.authority, 'authority', `${path}/authority`, report)
    for (const [at, area] of delegation.areas.entries())
      need(known.authorities, area, 'authority', `${path}/areas/${at}`, report)
    const others = raw.delegations
      .slice(0, index)
      .filter((other) => other.areas.some((area) => delegation.areas.includes(area)))
    reportOverlaps(delegation, others, path, report)
  }
}

function checkTerms(one: Agreement, known: Known, path: string, report: Report): void {
  const clauses = unique(one.clauses, `${path}/clauses`, report)
  need(clauses, one.term, 'clause', `${path}/term`, report)
  if (!isIsoDay(one.validFrom)) report(`${path}/validFrom`, say.noSuchDay(one.validFrom))
  if (one.validUntil !== null && !isIsoDay(one.validUntil))
    report(`${path}/validUntil`, say.noSuchDay(one.validUntil))
  else if (one.validUntil !== null && one.validUntil < one.validFrom)
    report(`${path}/validUntil`, say.endsBeforeStart(one.validFrom, one.validUntil))
  unique(
    one.services.map(({ service }) => ({ id: service })),
    `${path}/services`,
    report,
    'service',
  )
  for (const [at, { service, clause }] of one.services.entries()) {
    need(known.services, service, 'service', `${path}/services/${at}/service`, report)
    need(clauses, clause, 'clause', `${path}/services/${at}/clause`, report)
  }
}

/** The same two authorities at the same counter. */
function sameCounter(one: Contract, other: Contract): boolean {
  const parties = one.between.filter((party) => other.between.includes(party))
  return parties.length >= 2 && one.offices.some((office) => other.offices.includes(office))
}

function reportOverlaps(one: Agreement, others: readonly Agreement[], path: string, report: Report): void {
  const meeting = others.filter((other) => daysMeet(one, other))
  for (const [at, { service }] of one.services.entries()) {
    const twice = meeting.find((other) => other.services.some((each) => each.service === service))
    if (twice) report(`${path}/services/${at}/service`, say.overlap(service, twice.id))
  }
}

function daysMeet(one: Agreement, other: Agreement): boolean {
  return (
    (one.validUntil === null || other.validFrom <= one.validUntil) &&
    (other.validUntil === null || one.validFrom <= other.validUntil)
  )
}
