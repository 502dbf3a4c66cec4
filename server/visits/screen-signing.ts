import type { CaseId, CounterId, PersonId, SessionId } from '#shared/model/ids.ts'
import type { PaperToSign, PenPhase, ScreenView } from '#shared/model/seat.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { SeatPapers } from '#server/signatures/signature-port.ts'
import type { SeatChange, SeatRecords, StoredSeat } from './visit-port.ts'
import type { VisitService } from './visit-service.ts'

/** Whether papers of a case may be put before the citizen now. @throws Refused */
type MayAsk = (act: Act, id: CaseId, papers: readonly PaperToSign[]) => Promise<void>

const same = (one: PaperToSign) => (other: PaperToSign) =>
  one.caseService === other.caseService && one.document === other.document

/** Papers on the citizen's own screen: put there by the adviser, answered one after the other, seen live at the desk. */
export class ScreenSigning implements SeatPapers {
  constructor(
    private readonly records: SeatRecords,
    private readonly visits: VisitService,
    private readonly mayAsk: MayAsk,
  ) {}

  async put(act: Act, wish: { counter: CounterId; papers: readonly PaperToSign[] }): Promise<ScreenView> {
    const seat = await this.visits.hold(act, wish.counter)
    return this.visits.change(act, seat, await this.laying(act, seat, wish.papers))
  }

  /** What it means for a seat, at a counter or at home, that papers are put there. @throws Refused */
  async laying(act: Act, seat: StoredSeat, papers: readonly PaperToSign[]): Promise<SeatChange> {
    if (seat.case === null || seat.blank !== null) throw new Refused('E_STATE', 'screen-shows-nothing')
    if (papers.length > 0) await this.mayAsk(act, seat.case, papers)
    const action = papers.length > 0 ? 'signature.asked' : 'signature.unasked'
    act.record({ action, case: seat.case, subject: seat.id, history: true })
    const signing = papers.length > 0 ? { papers, pen: null } : null
    return { signing, keeper: actorOf(act).person }
  }

  async tellPen(act: Act, { phase }: { phase: PenPhase }): Promise<null> {
    const seat = await this.records.find(act.tx, actorOf(act).session, act.at)
    if (!seat?.signing || seat.blank !== null || seat.signing.pen === phase) return null
    await this.visits.changeSeat(act, seat, { signing: { ...seat.signing, pen: phase } })
    return null
  }

  async witness(tx: Tx, id: SessionId, paper: PaperToSign, at: Date): Promise<PersonId | undefined> {
    const seat = await this.records.find(tx, id, at)
    return seat?.signing?.papers.some(same(paper)) === true ? seat.keeper : undefined
  }

  async answered(act: Act, id: CaseId, paper: PaperToSign): Promise<void> {
    for (const seat of await this.records.bound(act.tx, act.at)) {
      if (seat.case !== id || seat.signing?.papers.some(same(paper)) !== true) continue
      const papers = seat.signing.papers.filter((one) => !same(paper)(one))
      await this.visits.changeSeat(act, seat, { signing: papers.length > 0 ? { papers, pen: null } : null })
    }
  }
}
