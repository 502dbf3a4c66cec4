import type { CallPlanInput } from '#shared/model/call-plan.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { ConsultationRecord } from '#shared/model/consultation-record.ts'
import type { Tx } from '#server/platform/act.ts'
import type { DistrictNames } from '#server/duty/district-names.ts'
import type { DutyBoard } from '#server/duty/duty-board.ts'
import type { DutyRecords } from '#server/duty/duty-port.ts'

/** Gathers what the call plan depends on: one moment of roster, substitutions and presence. */
export class CallPlanner {
  constructor(
    private readonly parts: {
      readonly duty: DutyRecords
      readonly board: DutyBoard
      readonly names: DistrictNames
    },
  ) {}

  /** `tried`: not rung again. */
  async inputFor(
    tx: Tx,
    record: ConsultationRecord,
    now: Date,
    tried: readonly PersonId[],
  ): Promise<CallPlanInput> {
    const { duty, board, names } = this.parts
    const unit = names.unit(record.unit)
    const office = names.office(record.office)
    if (unit === undefined || office === undefined) {
      throw new Error(`The district has no unit ${record.unit} or no office ${record.office}`)
    }
    const [roster, substitutions] = await Promise.all([
      duty.roster(tx, [unit.id]),
      duty.substitutions(tx, [unit.id]),
    ])
    const { staff } = names.district
    const concerned = staff.filter(
      (person) => person.unit === unit.id || substitutions.some((rule) => rule.substitute === person.id),
    )
    return {
      service: record.service,
      unit,
      office,
      language: record.language,
      urgency: record.urgency,
      roster,
      presence: await board.statesOf(
        tx,
        concerned.map((person) => person.id),
      ),
      staff: concerned,
      substitutions,
      contractMode: record.mode,
      requester: record.requestedBy,
      alreadyTried: tried,
      now,
    }
  }
}
