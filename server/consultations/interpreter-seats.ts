import type { ConsultationRecord, Seat } from '#shared/model/consultation-record.ts'
import type { CaseId, ConsultationId, PersonId } from '#shared/model/ids.ts'
import type { InterpretedLanguage } from '#shared/model/interpreted-language.ts'
import type { InterpreterCall } from '#shared/model/interpreter.ts'
import { partners } from '#shared/model/table-partners.ts'
import type { Act } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { openTable } from './citizen-call.ts'
import type { ConsultationCore } from './consultation-core.ts'

/** Somebody who interprets, as a seat at the table. */
export interface InterpreterChair {
  /** The id of the seat session. */
  readonly person: PersonId
  readonly name: string
  /** The service somebody comes from. */
  readonly place: string
  readonly language: InterpretedLanguage
}

const chairOf = ({ person, name, place, language }: InterpreterChair): Seat => ({
  person,
  name,
  place,
  language,
  role: 'interpreter',
  state: 'taken',
  until: null,
})

/** The seat of whoever interprets at the table: like a citizen's it holds no side of it, and `CitizenSeats.gone` gives it back. */
export class InterpreterSeats {
  constructor(private readonly core: ConsultationCore) {}

  /** Takes the seat, or the same one again. @throws Refused when there is no talk, or the citizen wants nobody there. */
  async sit(act: Act, file: CaseId, id: ConsultationId, chair: InterpreterChair): Promise<void> {
    await this.core.lock(act.tx)
    const open = openTable(await this.core.parts.records.ofCase(act.tx, file))
    const record = open && (await this.core.parts.records.hold(act.tx, open.id))
    if (record?.id !== id || !record.consents.includes('interpreter'))
      throw new Refused('E_STATE', 'no-talk-now')
    const before = record.seats.find(({ person }) => person === chair.person)
    if (before?.state === 'taken') return
    const others = record.seats.filter((seat) => seat !== before)
    await this.core.change(act, record, { ...record, seats: [...others, chairOf(chair)] })
  }
}

/** What an interpreter's page needs to take part in the talk with specialists; null: there is none. Pure. */
export function interpreterCallOf(
  records: readonly ConsultationRecord[],
  chair: InterpreterChair,
): InterpreterCall | null {
  const record = openTable(records)
  if (record === undefined || !record.consents.includes('interpreter')) return null
  const others = record.seats.filter(({ person }) => person !== chair.person)
  const mine = record.seats.some(({ person, state }) => person === chair.person && state === 'taken')
  const people = partners([...others, chairOf(chair)], chair.person, record.confidential !== null)
  return {
    room: record.id,
    caller: record.requestedBy,
    seated: mine,
    people: people.map(({ person, name, role, place }) => ({ person, name, role, place })),
    flows: record.state !== 'held',
  }
}
