import { v7 as uuidv7 } from 'uuid'
import type { CaseId, CounterId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { PaperLooks } from './paper-looks.ts'
import type { SeatRecords } from './visit-port.ts'
import type { VisitService } from './visit-service.ts'

/** A paper under the desk's camera on the citizen's own screen, before it is stored: the citizen says yes or no. */
export class ScreenLooks {
  constructor(
    private readonly records: SeatRecords,
    private readonly visits: VisitService,
    private readonly cases: Pick<CaseService, 'readFor'>,
    private readonly looks: PaperLooks,
  ) {}

  async show(
    act: Act,
    wish: { counter: CounterId; case: CaseId; pictures: readonly Buffer[] },
  ): Promise<{ look: string }> {
    const seat = await this.visits.hold(act, wish.counter)
    if (seat.case !== wish.case || seat.blank !== null) throw new Refused('E_STATE', 'screen-shows-nothing')
    await this.cases.readFor(act.tx, actorOf(act), wish.case, 'evidence.add', act.at)
    const look = uuidv7({ msecs: act.at.getTime() })
    this.looks.show(seat.id, { id: look, case: wish.case, pictures: wish.pictures }, act.at)
    act.record({ action: 'evidence.shown', case: wish.case, subject: wish.counter, history: true })
    await this.visits.change(act, seat, {})
    return { look }
  }

  /** Nothing lies there any more: it was stored, or taken back. */
  async end(act: Act, counter: CounterId): Promise<void> {
    const seat = await this.visits.hold(act, counter)
    this.looks.drop(seat.id)
    await this.visits.change(act, seat, {})
  }

  async answer(act: Act, wish: { look: string; says: 'yes' | 'no' }): Promise<null> {
    const seat = await this.records.find(act.tx, actorOf(act).session, act.at)
    const found = seat && seat.blank === null ? this.looks.of(seat.id, seat.case) : null
    if (!seat || found?.id !== wish.look) throw new Refused('E_STATE', 'look-over')
    const agreed = wish.says === 'yes'
    if (found.agreed === agreed) return null
    if (found.agreed !== null) throw new Refused('E_STATE', 'look-over')
    this.looks.answer(seat.id, agreed)
    const action = agreed ? 'evidence.agreed' : 'evidence.declined'
    const place = seat.case === null ? {} : { case: seat.case, history: true }
    act.record({ action, subject: seat.counter ?? seat.id, ...place, detail: { how: 'screen' } })
    await this.visits.change(act, seat, {})
    return null
  }

  /** A page for the seat that shows the case. */
  async picture(tx: Tx, principal: Principal, look: string, page: number, at: Date): Promise<Buffer> {
    const seat = principal.kind === 'guest' ? await this.records.find(tx, principal.session, at) : undefined
    const shown = seat && seat.case !== null && seat.blank === null ? seat.case : null
    const found = seat && shown !== null && this.looks.picture(seat.id, shown, look, page)
    if (!found) throw new Refused('E_NOT_FOUND', 'look-over')
    return found
  }
}
