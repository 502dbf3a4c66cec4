import type { OpenFinding } from '#shared/contract/consultation-contract.ts'
import type { CasePrecheck, ServicePrecheck, SignOffView } from '#shared/contract/precheck-contract.ts'
import type { CaseServiceId, PersonId } from '#shared/model/ids.ts'
import type { StoredCase } from '#server/cases/case-port.ts'
import type { StoredPrecheck, StoredSignOff } from './precheck-port.ts'

/** A case by its services. */
export interface WithServices {
  readonly services: readonly { readonly id: CaseServiceId }[]
}

/** Everything decided over the checks, as everybody at the table sees it. */
export function precheckView(
  file: Pick<StoredCase, 'id' | 'rev'> & WithServices,
  stored: StoredPrecheck,
  nameOf: (person: PersonId) => string,
): CasePrecheck {
  const of = <T extends { caseService: CaseServiceId; person: PersonId; at: Date }>(
    list: readonly T[],
    id: CaseServiceId,
  ) =>
    list
      .filter((one) => one.caseService === id)
      .map(({ person, caseService: _of, ...one }) => ({
        ...one,
        byName: nameOf(person),
        at: one.at.toISOString(),
      }))
  return {
    case: file.id,
    caseRev: file.rev,
    services: file.services.map(({ id }): ServicePrecheck => {
      const last = stored.signOffs.findLast((one) => one.caseService === id)
      return {
        caseService: id,
        decisions: of(stored.decisions, id),
        run: of(stored.runs, id)[0] ?? null,
        signOff: last ? signOffView(last, nameOf) : null,
        confirmations: of(stored.confirmations, id),
      }
    }),
  }
}

function signOffView(one: StoredSignOff, nameOf: (person: PersonId) => string): SignOffView {
  return {
    id: one.id,
    hash: one.hash,
    note: one.note,
    byName: nameOf(one.person),
    at: one.at.toISOString(),
    voidAt: one.voidAt?.toISOString() ?? null,
    voidWhy: one.voidWhy,
    changed: one.changed,
  }
}

/** What the last check of a service found red or amber, by the rule alone: no answer and nothing anybody wrote about it. */
export function openFindings(stored: StoredPrecheck, service: CaseServiceId): OpenFinding[] {
  const run = stored.runs.find((one) => one.caseService === service)
  return (run?.rows ?? []).flatMap(({ requirement: { id, title, source }, colour }) =>
    colour === 'green' ? [] : [{ id, title, source, colour }],
  )
}
