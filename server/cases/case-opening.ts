import { v7 as uuidv7 } from 'uuid'
import type { CaseId, CaseServiceId, OfficeId, ServiceId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { byContract } from './acting.ts'
import { admit } from './case-policy.ts'
import type { CaseRecords, CompetenceOf, NewService, StoredCase } from './case-port.ts'
import { placeId, titleOf } from './case-view.ts'

export interface CaseOpeningParts {
  readonly records: CaseRecords
  readonly district: DistrictSource
  readonly competence: CompetenceOf
}

export interface CaseWish {
  readonly services: readonly ServiceId[]
  readonly lifeEvent?: string
  readonly citizen?: { readonly name: string }
  /** Begun at a terminal, by a citizen alone: it stands there for whoever opened the case. */
  readonly terminal?: OfficeId
}

/** What a case begins with: its title, and each service as this office may handle it that day. */
export class CaseOpening {
  constructor(private readonly parts: CaseOpeningParts) {}

  /** Stores and records a new case; the caller tells it. */
  async open(act: Act, principal: Principal, wish: CaseWish): Promise<StoredCase> {
    const services = wish.services.map((service) => this.entry(principal, service, act.at))
    admit(principal, wish.terminal === undefined ? 'case.open' : 'terminal.visit', {
      ownOffice: true,
      contract: true,
    })

    const id = uuidv7({ msecs: act.at.getTime() }) as CaseId
    const file = await this.parts.records.insert(act.tx, {
      id,
      title: this.#title(wish.services, wish.lifeEvent),
      citizenName: wish.citizen?.name.trim() ?? null,
      lifeEvent: wish.lifeEvent ?? null,
      office: principal.office,
      openedBy: wish.terminal === undefined ? principal.person : placeId(wish.terminal),
      openedAt: act.at,
      services,
    })
    act.record({
      action: 'case.opened',
      case: id,
      history: true,
      detail: { services: wish.services.join(' ') },
    })
    // One line for each contract, because a case may hold services of the office's own beside delegated ones.
    for (const { acting, services: under } of byContract(services))
      act.record({
        action: 'case.delegated',
        case: id,
        history: true,
        detail: { services: under, ...acting },
      })
    return file
  }

  /** The service as this office may handle it today, or the refusal with the clause that says why not. */
  entry(principal: Principal, service: ServiceId, at: Date): NewService {
    const district = this.parts.district.current()
    if (!district.services.some((one) => one.id === service)) {
      throw new Refused('E_SCHEMA', 'service-unknown', { service })
    }
    const found = this.parts.competence(principal, service, at)
    if (!found.allowed) {
      const values = { service: titleOf(service, district), basis: found.basis }
      throw new Refused('E_FORBIDDEN', 'service-not-allowed', values)
    }
    const { authority, unit, mode, contract } = found
    const id = uuidv7({ msecs: at.getTime() }) as CaseServiceId
    return { id, service, authority, unit, mode, contract, state: 'collecting' }
  }

  #title(services: readonly ServiceId[], lifeEvent: string | undefined): string {
    const district = this.parts.district.current()
    const event = district.lifeEvents.find((one) => one.id === lifeEvent)
    if (lifeEvent !== undefined && !event)
      throw new Refused('E_SCHEMA', 'service-unknown', { service: lifeEvent })
    const [first] = services
    return event?.name ?? (first === undefined ? '' : titleOf(first, district))
  }
}
