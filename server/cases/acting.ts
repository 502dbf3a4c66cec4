import { Refused } from '#server/platform/refused.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CompetenceOf, StoredCaseService } from './case-port.ts'

type Basis = Pick<StoredCaseService, 'authority' | 'contract'>

/** "handelt für <authority>, Vertrag <id>" in the detail of an audit row; empty where an authority acts for its own. */
export type Acting =
  { readonly authority: string; readonly contract: string } | Readonly<Record<string, never>>

/**
 * For whom and on which basis a decision on this service is taken (public-law contract, § 54 VwVfG). Spread it into the
 * detail of every audit row about a service: `act.record({ …, detail: { service, ...actingFor(service) } })`.
 */
export function actingFor(service: Basis): Acting {
  return service.contract === null ? {} : { authority: service.authority, contract: service.contract }
}

/**
 * May this person still decide on the service today? The stored basis stays, but what it rests on must hold: the contract
 * in force, the service delegated, the authority the same. A contract that follows another without a gap carries on.
 * @returns what {@link actingFor} would, with the contract in force. @throws Refused naming clause and contact.
 */
export function mayStillAct(
  competence: CompetenceOf,
  principal: Pick<Principal, 'office' | 'authority'>,
  service: Basis & Pick<StoredCaseService, 'service'>,
  names: { readonly title: string },
  at: Date,
): Acting {
  if (principal.authority === service.authority) return actingFor(service)
  const found = competence(principal, service.service, at)
  if (!found.allowed || found.authority !== service.authority)
    throw new Refused('E_FORBIDDEN', 'service-not-allowed', { service: names.title, basis: found.basis })
  return actingFor(found)
}

/** The services that rest on a contract, by contract: one line of the Verlauf each. */
export function byContract<S extends Basis & Pick<StoredCaseService, 'service'>>(
  services: readonly S[],
): { readonly acting: Acting; readonly services: string }[] {
  const groups = new Map<string, S[]>()
  for (const one of services) {
    if (one.contract === null) continue
    const key = `${one.authority} ${one.contract}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].map(([first, ...more]) => ({
    acting: actingFor(first as S),
    services: [first as S, ...more].map(({ service }) => service).join(' '),
  }))
}
