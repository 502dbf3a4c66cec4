import type { DutyDesk } from '#shared/contract/duty-contract.ts'
import { shiftsOfDay } from '#shared/model/duty.ts'
import { substitutesOf } from '#shared/model/call-plan.ts'
import type { PersonId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import type { DistrictNames } from './district-names.ts'
import type { DutyBoard } from './duty-board.ts'
import type { DutyRecords } from './duty-port.ts'

/** What consultations add to the page; they know more than the duty does. */
export type DeskMatters = (
  tx: Tx,
  principal: Principal,
) => Promise<Pick<DutyDesk, 'rings' | 'current' | 'callbacks' | 'written'>>

/** The specialist's own page. */
export class DutyDesks {
  constructor(
    private readonly records: DutyRecords,
    private readonly board: DutyBoard,
    private readonly names: DistrictNames,
    private readonly clock: Clock,
    private readonly matters: DeskMatters,
  ) {}

  async read(tx: Tx, principal: Principal): Promise<DutyDesk> {
    if (!may(principal, 'duty.read')) throw new Refused('E_FORBIDDEN', 'role-may-not')
    const states = await this.board.statesOf(tx, [principal.person])
    return {
      person: principal.person,
      unit: principal.unit ?? null,
      unitName: principal.unit === undefined ? null : this.names.unitName(principal.unit),
      state: states.get(principal.person) ?? 'signed_out',
      ...(await this.#planOf(tx, principal)),
      ...(await this.matters(tx, principal)),
    }
  }

  async #planOf(tx: Tx, principal: Principal): Promise<Pick<DutyDesk, 'shifts' | 'substitutes'>> {
    const unit = principal.unit === undefined ? undefined : this.names.unit(principal.unit)
    if (unit === undefined) return { shifts: [], substitutes: [] }
    const now = this.clock.now()
    const roster = await this.records.roster(tx, [unit.id])
    const rules = await this.records.substitutions(tx, [unit.id])
    const nameOf = (person: PersonId) => this.names.person(person)
    return {
      shifts: shiftsOfDay(
        roster.filter((entry) => entry.person === principal.person),
        now,
      ),
      substitutes: substitutesOf(principal.person, unit, rules, now).map(nameOf),
    }
  }
}
