import type { Basis } from '#shared/model/competence.ts'
import type { DelegationMode, District } from '#shared/model/district.ts'
import type { AuthorityId, ContractId } from '#shared/model/ids.ts'

/** The clauses of the catalogue in German; the only place on the server that words them. */

const modes: Record<DelegationMode, string> = {
  independent: 'selbständig',
  accompanied: 'mit Begleitung',
  precheck: 'nur Vorprüfung',
  referral: 'Verweis',
}

/** Name for owners that are not in the district. */
export const otherAuthorities = {
  land: 'Land Mecklenburg-Vorpommern',
  municipality: 'Gemeinde des Wohnorts',
} as const

/** Why the office may or may not handle the service, as shown next to it: "Vertrag 2024-07: mit Begleitung". */
export function basisSentence(basis: Basis, mode: DelegationMode, district: District): string {
  switch (basis.kind) {
    case 'own':
      return 'eigene Aufgabe'
    case 'district-staff':
      return `eigene Aufgabe: ${nameOf(basis.authority, district)}`
    case 'joint':
      return `gemeinsame Stelle bei ${nameOf(basis.authority, district)} (${basis.delegation}, ${basis.clause}): ${modes[mode]}`
    case 'contract':
      return `Vertrag ${basis.contract}, ${basis.clause}: ${modes[mode]}`
    case 'no-contract':
      return `Kein Vertrag mit ${nameOf(basis.authority, district)}. Bitte dorthin verweisen.`
    case 'expired':
      return `Vertrag ${basis.contract} ist am ${germanDay(basis.until)} ausgelaufen (${termOf(basis.contract, district)}). Bitte an ${nameOf(basis.authority, district)} verweisen. ${contactOf(basis.contract, district)}`
    case 'not-yet':
      return `Vertrag ${basis.contract} gilt erst ab ${germanDay(basis.from)} (${termOf(basis.contract, district)}). Bis dahin bitte an ${nameOf(basis.authority, district)} verweisen. ${contactOf(basis.contract, district)}`
    case 'not-delegated':
      return `Nicht Teil von Vertrag ${basis.contract}. Bitte an ${nameOf(basis.authority, district)} verweisen. ${contactOf(basis.contract, district)}`
    case 'municipality':
      return 'Aufgabe der Gemeinden. Bitte an die Gemeinde des Wohnorts verweisen.'
    case 'land':
      return 'Aufgabe des Landes. Bitte an die zuständige Landesbehörde verweisen.'
  }
}

function nameOf(authority: AuthorityId, district: District): string {
  return district.authorities.find(({ id }) => id === authority)?.name ?? authority
}

function termOf(contract: ContractId, district: District): string {
  return district.contracts.find(({ id }) => id === contract)?.term ?? ''
}

/** Whom to ask about the contract, as it stands behind a refusal. */
function contactOf(contract: ContractId, district: District): string {
  const contact = district.contracts.find(({ id }) => id === contract)?.contact
  return contact ? `Auskunft: ${contact.post}, Telefon ${contact.phone}, ${contact.mail}.` : ''
}

function germanDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${date}.${month}.${year}`
}
