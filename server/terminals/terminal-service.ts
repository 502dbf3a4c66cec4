import type { OpenedCase } from '#shared/contract/case-contract.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import { terminalOf } from '#server/visits/seat-view.ts'
import type { SeatRecords, StoredSeat } from '#server/visits/visit-port.ts'
import type { VisitService } from '#server/visits/visit-service.ts'
import type { HelpService } from './help-service.ts'

/** What somebody does at a terminal alone: begin a case of the office that looks after it, and leave nothing behind. */
export class TerminalService {
  constructor(
    private readonly records: SeatRecords,
    private readonly visits: VisitService,
    private readonly cases: CaseService,
    private readonly district: DistrictSource,
    private readonly help: Pick<HelpService, 'begun'>,
  ) {}

  /** A case of its own, shown at this terminal and nowhere else. */
  async begin(
    act: Act,
    wish: { services: readonly ServiceId[]; lifeEvent?: string; citizen?: { name: string } },
  ): Promise<OpenedCase> {
    const seat = await this.#seat(act)
    const terminal = terminalOf(seat, this.district.current())
    if (!terminal) throw new Refused('E_FORBIDDEN', 'role-may-not')
    if (seat.wiping) throw new Refused('E_STATE', 'terminal-wiping')
    if (seat.case !== null) throw new Refused('E_STATE', 'terminal-busy')
    const opened = await this.cases.open(act, actorOf(act), { ...wish, terminal: terminal.id })
    const shown = { case: opened.id, blank: null, step: 'angaben', caseService: null } as const
    await this.visits.change(act, seat, shown)
    await this.help.begun(act, seat.id, opened.id)
    act.record({ action: 'terminal.begun', case: opened.id, subject: terminal.id, history: true })
    act.afterCommit(() => this.visits.stirred({ ...seat, ...shown }))
    return opened
  }

  /** The person goes: what was begun stays in the case, the terminal forgets it and proves that it did. */
  async end(act: Act, { why }: { why: 'person' | 'idle' }): Promise<null> {
    const seat = await this.#seat(act)
    if (!seat.wiping) await this.visits.forget(act, seat, 'terminal.ended', { why })
    return null
  }

  async #seat(act: Act): Promise<StoredSeat> {
    const seat = await this.records.find(act.tx, actorOf(act).session, act.at)
    if (!seat) throw new Refused('E_NOT_ADMITTED', 'not-signed-in')
    return seat
  }
}
