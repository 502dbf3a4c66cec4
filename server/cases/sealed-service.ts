import type { SealedShown } from '#shared/contract/sealed-contract.ts'
import { liesWithAuthority } from '#shared/model/case.ts'
import { checkIban, compactIban, lastOfSealed, sealedIban, spacedIban } from '#shared/model/checks/iban.ts'
import { isCitizenOnly, withOpened } from '#shared/model/forms/citizen-only.ts'
import type { Form } from '#shared/model/forms/form.ts'
import type { FormValues } from '#shared/model/forms/values.ts'
import type { CaseId, CaseServiceId, ServiceId } from '#shared/model/ids.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { SeatBindings } from './case-port.ts'
import type { CaseService } from './case-service.ts'
import type { SealedRecords } from './sealed-port.ts'
import type { ValueSeal } from './value-seal.ts'

export interface SealedParts {
  readonly cases: CaseService
  readonly records: SealedRecords
  readonly seats: Pick<SeatBindings, 'hasSeat'>
  readonly seal: ValueSeal
  readonly formOf: (service: ServiceId) => Form | undefined
}

/** Fields that only the citizen types (IBAN): sealed by a command, opened for the hand-over alone. */
export class SealedValues {
  constructor(private readonly parts: SealedParts) {}

  async put(
    act: Act,
    wish: { case: CaseId; caseService: CaseServiceId; field: string; value: string },
  ): Promise<SealedShown> {
    const { cases, records, seats, seal, formOf } = this.parts
    const principal = actorOf(act)
    const { case: id, caseService, field } = wish
    const held = await cases.hold(act, principal, { case: id, caseService, action: 'sealed.type' })
    const { service, acting } = held
    if (service.state === 'cancelled' || liesWithAuthority(service.state))
      throw new Refused('E_STATE', 'service-step')
    const form = formOf(service.service)
    if (!form || !isCitizenOnly(form, field)) throw new Refused('E_SCHEMA', 'sealed-field')
    if (principal.kind === 'staff' && (await seats.hasSeat(act.tx, id, act.at)))
      throw new Refused('E_STATE', 'sealed-at-screen')
    if (!isPlausible(wish.value)) throw new Refused('E_SCHEMA', 'sealed-implausible')
    const value = spacedIban(wish.value)
    const shown = sealedIban(value, seal.markOf(id, value))
    const sealed = seal.seal(id, value)
    await records.put(act.tx, {
      case: id,
      caseService,
      field,
      sealed,
      shown,
      person: principal.person,
      at: act.at,
    })
    act.record({
      action: 'sealed.typed',
      case: id,
      subject: caseService,
      history: true,
      detail: {
        service: service.service,
        ...acting,
        field,
        how: principal.kind === 'guest' ? 'screen' : 'desk',
      },
    })
    return { case: id, caseService, field, shown }
  }

  /**
   * Opens sealed values of a case for the authority that needs them.
   * @returns what makes the values of one service readable. @throws Refused when a value is not there any more.
   */
  async opener(tx: Tx, id: CaseId): Promise<(form: Form, values: FormValues, service: string) => FormValues> {
    const known = new Map<string, string | undefined>()
    for (const { shown, sealed } of await this.parts.records.ofCase(tx, id))
      known.set(shown, this.parts.seal.open(id, sealed))
    return (form, values, service) =>
      withOpened(form, values, (text) => {
        if (lastOfSealed(text) === undefined) return text
        const value = known.get(text)
        if (value === undefined) throw new Refused('E_STATE', 'sealed-missing', { service })
        return value
      })
  }
}

/** Not what stands for a sealed one, and with check digits that fit. */
function isPlausible(typed: string): boolean {
  if (lastOfSealed(typed) !== undefined || compactIban(typed).length < 12) return false
  return checkIban(typed)?.level !== 'error'
}
