import { consentTextVersion } from '#shared/model/case.ts'
import type { ConsultationView, OwnConsent } from '#shared/model/consultation.ts'
import type { ConsultationRecord, Seat } from '#shared/model/consultation-record.ts'
import type { ConsultationId } from '#shared/model/ids.ts'
import type { Act } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { ConsultationCore, Meta } from './consultation-core.ts'
import {
  atTable,
  cancelled,
  ended,
  givenIn,
  isLive,
  settledTable,
  withConsents,
  withSeat,
} from './consultation-rules.ts'

/**
 * Several specialists at one table: each has a consultation of their own (plan, disclosure, consent, outcome) that joins the
 * talk, and a seat at its table. Here the two are kept in step, whichever of them changes.
 */
export class Company {
  constructor(private readonly core: ConsultationCore) {}

  /** The answer of the citizen for the authority of a second specialist, noted by the adviser. */
  async consent(
    act: Act,
    id: ConsultationId,
    answer: Exclude<OwnConsent, 'not_asked'>,
    meta: Meta,
  ): Promise<ConsultationView> {
    const record = await this.core.holdFor(act, id, 'consent.record')
    if (record.ownConsent === null) throw new Refused('E_STATE', 'no-own-consent')
    if (!isLive(record) && record.disclosure === 0) throw new Refused('E_STATE', 'consultation-over')
    if (record.ownConsent === answer) return this.core.viewFor(record, this.core.actorOf(act))
    if (answer === 'withdrawn' && record.ownConsent !== 'given')
      throw new Refused('E_STATE', 'consent-not-given')
    this.core.checkRevision(record, meta)
    const file = await this.core.parts.cases.view(act.tx, record.case)
    const given = file === undefined ? [] : givenIn(file)
    if (answer === 'given' && !given.includes('file')) throw new Refused('E_STATE', 'file-consent-first')
    act.record({
      action: `consent.authority_${answer}`,
      case: record.case,
      subject: record.id,
      history: true,
      detail: {
        how: this.core.actorOf(act).kind === 'guest' ? 'screen' : 'spoken',
        textVersion: consentTextVersion,
        authority: this.core.parts.names.unit(record.unit)?.authority ?? null,
      },
    })
    const next = withConsents({ ...record, ownConsent: answer }, given, act.at)
    return this.core.viewFor(await this.core.change(act, record, next), this.core.actorOf(act))
  }

  async follow(act: Act, before: ConsultationRecord | null, after: ConsultationRecord): Promise<void> {
    if (after.joins === null) await this.#tableChanged(act, before, after)
    else await this.#joinedChanged(act, before, after, after.joins)
  }

  /** Whoever joined sits at the table, is missing there, or has left it. */
  async #joinedChanged(
    act: Act,
    before: ConsultationRecord | null,
    after: ConsultationRecord,
    joins: ConsultationId,
  ): Promise<void> {
    const mine = after.seats.find((seat) => seat.person === after.acceptedBy)
    if (mine === undefined || (!atTable(after) && (before === null || !atTable(before)))) return
    const table = await this.core.parts.records.hold(act.tx, joins)
    if (table === undefined || !atTable(table)) return
    const there = table.seats.find((seat) => seat.person === mine.person)
    if (there === undefined ? mine.state === 'left' : same(there, mine)) return
    const others = table.seats.filter((seat) => seat.person !== mine.person)
    await this.core.change(act, table, settledTable({ ...table, seats: [...others, mine] }, act.at))
  }

  /** The end of the talk is the end for all; a seat there is the seat here. */
  async #tableChanged(act: Act, before: ConsultationRecord | null, after: ConsultationRecord): Promise<void> {
    if (before === null || !atTable(before)) return
    for (const joined of await this.core.parts.records.ofCase(act.tx, after.case)) {
      if (joined.joins !== after.id || !isLive(joined)) continue
      const next = inStep(joined, after, act.at)
      if (next !== joined) await this.core.change(act, joined, next)
    }
  }
}

function inStep(joined: ConsultationRecord, table: ConsultationRecord, at: Date): ConsultationRecord {
  const sits = atTable(joined)
  if (!atTable(table)) return sits ? ended(joined, table.proposal ?? 'solved', at) : cancelled(joined)
  const there = table.seats.find((seat) => seat.person === joined.acceptedBy)
  const here = joined.seats.find((seat) => seat.person === joined.acceptedBy)
  if (!sits || there === undefined || here === undefined || same(there, here)) return joined
  return withSeat(joined, there.person, { state: there.state, until: there.until }, at)
}

const same = (a: Seat, b: Seat): boolean => a.state === b.state && a.until?.getTime() === b.until?.getTime()
