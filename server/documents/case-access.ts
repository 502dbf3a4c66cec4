import { liesWithAuthority } from '#shared/model/case.ts'
import type { Action } from '#shared/model/permissions.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { CatalogueService } from '#server/catalogue/catalogue-service.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { SharedReads } from './shared-reads.ts'
import type { CaseFormPlan, DocumentAccess, DocumentName, FormPlans, Opening } from './document-port.ts'

export interface CaseAccessParts {
  readonly acts: Acts
  readonly reads: SharedReads
  readonly cases: CaseService
  readonly district: DistrictSource
  readonly clock: Clock
  readonly redeem: (ticket: string, document: string) => Principal | undefined
  /** False once a session has ended, whatever a connection still believes. */
  readonly sessionLive: (principal: Principal) => boolean
}

/** Openings remembered, so that a connection that comes back leaves no second row. */
const mostNoted = 50_000

/** Rights of documents: those of the case, by audience. Forbidden and unknown are answered alike. */
export class CaseAccess implements DocumentAccess {
  readonly #noted = new Set<string>()

  constructor(private readonly parts: CaseAccessParts) {}

  async open(ticket: string, name: DocumentName): Promise<Opening> {
    const principal = this.parts.redeem(ticket, `${name.case}.${name.audience}.${name.generation}`)
    if (!principal) return { ok: false, close: 4401 }
    const opening = await this.recheck(principal, name)
    if (!opening.ok && opening.close === 4403) await this.#writeDown(principal, name)
    if (opening.ok) await this.#note(principal, name)
    return opening
  }

  async recheck(principal: Principal, name: DocumentName): Promise<Opening> {
    if (!this.parts.sessionLive(principal)) return { ok: false, close: 4401 }
    const { reads, cases, clock, district } = this.parts
    const known = await reads.read(`rights ${principal.session} ${principal.office} ${name.case}`, (tx) =>
      cases.factsFor(tx, principal, name.case, clock.now()),
    )
    const read: Action = `document.${name.audience}.read`
    const edit: Action = `document.${name.audience}.edit`
    if (!known || !may(principal, read, known.facts)) return { ok: false, close: 4403 }
    // A closed case is read from its seal; its documents lead nowhere. A guest learns of no generation.
    if (known.file.generation !== name.generation || known.file.closedAt !== null)
      return { ok: false, close: principal.kind === 'guest' ? 4403 : 4409 }
    const office = district.current().offices.find((one) => one.id === principal.office)
    const unit = district.current().units.find((one) => one.id === principal.unit)
    const specialist = known.facts.ownOffice !== true
    return {
      ok: true,
      principal,
      canWrite: may(principal, edit, known.facts),
      seat:
        principal.kind === 'guest'
          ? { name: known.file.citizenName ?? principal.name, role: 'citizen', office: '' }
          : {
              name: principal.name,
              role: specialist ? 'specialist' : 'adviser',
              office: (specialist ? unit?.name : undefined) ?? office?.name ?? '',
            },
    }
  }

  /** Who saw what: one row per person, case, audience and session, before anything is shown. */
  async #note(principal: Principal, { case: id, audience }: DocumentName): Promise<void> {
    const key = `${principal.session} ${id} ${audience}`
    if (this.#noted.has(key)) return
    if (this.#noted.size >= mostNoted) this.#noted.clear()
    this.#noted.add(key)
    try {
      await this.parts.acts.run(principal, async (act) => {
        act.record({ action: 'document.opened', case: id, detail: { audience } })
      })
    } catch (error) {
      this.#noted.delete(key)
      throw error
    }
  }

  #writeDown(principal: Principal, name: DocumentName): Promise<void> {
    return this.parts.acts.run(principal, async (act) => {
      act.record({ action: 'document.open', outcome: 'refused', detail: { audience: name.audience } })
    })
  }
}

/** The fields the server creates, from the forms of the services in the case. */
export function caseFormPlans(
  reads: SharedReads,
  cases: CaseService,
  catalogue: CatalogueService,
): FormPlans {
  return {
    async of(id: CaseId): Promise<readonly CaseFormPlan[]> {
      const file = await reads.read(`plans ${id}`, (tx) => cases.view(tx, id))
      if (!file) return []
      return file.services.map((one) => ({
        caseService: one.id,
        fields: catalogue.planOf(one.service),
        locked: liesWithAuthority(one.state),
      }))
    },
  }
}
