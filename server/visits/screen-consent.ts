import type { CounterId } from '#shared/model/ids.ts'
import { refusesCompany, type ConsentQuestion, type ConsentWay, type ScreenView } from '#shared/model/seat.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { Act } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { SeatChange, SeatRecords, StoredSeat } from './visit-port.ts'
import type { VisitService } from './visit-service.ts'

/** Consent on the citizen's own screen: asked for by the adviser; refused it leads to another way and never to an end. */
export class ScreenConsent {
  constructor(
    private readonly records: SeatRecords,
    private readonly visits: VisitService,
    private readonly cases: Pick<CaseService, 'view'>,
  ) {}

  async ask(act: Act, wish: { counter: CounterId; about?: ConsentQuestion }): Promise<ScreenView> {
    const seat = await this.visits.hold(act, wish.counter)
    return this.visits.change(act, seat, this.asking(act, seat, wish.about))
  }

  /** What it means for a seat, at a counter or at home, that the citizen is asked there. @throws Refused */
  asking(act: Act, seat: StoredSeat, about: ConsentQuestion = 'company'): SeatChange {
    if (seat.case === null || seat.blank !== null) throw new Refused('E_STATE', 'screen-shows-nothing')
    const place = { case: seat.case, subject: seat.counter ?? seat.id, history: true }
    act.record({ action: 'consent.asked', ...place, detail: { about } })
    return { asks: about, ...(about === 'company' ? { way: null } : {}) }
  }

  /** The citizen answered on the own screen, or took something back. */
  async answered(act: Act): Promise<void> {
    if (act.actor?.kind !== 'guest') return
    const seat = await this.records.find(act.tx, act.actor.session, act.at)
    if (seat && (seat.asks !== null || seat.way !== null))
      await this.visits.changeSeat(act, seat, { asks: null, way: null })
  }

  /** The citizen refused and says how to go on. */
  async choose(act: Act, { way }: { way: ConsentWay }): Promise<null> {
    const seat = await this.records.find(act.tx, actorOf(act).session, act.at)
    const file =
      seat && seat.case !== null && seat.blank === null && (await this.cases.view(act.tx, seat.case))
    if (!seat || !file || !refusesCompany(file.consents)) throw new Refused('E_STATE', 'way-not-now')
    if (seat.way === way) return null
    const detail = { way, how: 'screen' }
    act.record({
      action: 'consent.way',
      case: file.id,
      subject: seat.counter ?? seat.id,
      history: true,
      detail,
    })
    await this.visits.changeSeat(act, seat, { way })
    return null
  }
}
