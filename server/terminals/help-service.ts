import { v7 as uuidv7 } from 'uuid'
import type { HelpView, TalkWay, WantedCall } from '#shared/model/help.ts'
import type { CaseId, HelpId, OfficeId, PersonId, SessionId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Language } from '#shared/text/languages.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Acts, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Deadlines } from '#server/platform/deadlines.ts'
import type { Log } from '#server/platform/log.ts'
import { Refused } from '#server/platform/refused.ts'
import type { SeatRecords } from '#server/visits/visit-port.ts'
import type { VisitService } from '#server/visits/visit-service.ts'
import type { CallRecords, HelpRecords, StoredHelp } from './help-port.ts'
import { HelpViews } from './help-views.ts'

/** So long somebody of the office is waited for before other ways are offered, in milliseconds. */
const patienceMs = 45_000
/** Nobody asks longer than that without a word: whoever stood there has gone, and the page with them. */
const forgottenMs = 10 * 60_000

export interface HelpParts {
  readonly acts: Acts
  readonly records: HelpRecords
  readonly calls: CallRecords
  readonly seats: SeatRecords
  readonly visits: VisitService
  readonly cases: CaseService
  readonly district: DistrictSource
  readonly clock: Clock
  readonly log: Log
  /** Whoever was asked besides is not needed any more; within the same transaction. */
  readonly over: (act: Act, help: StoredHelp) => Promise<void>
  /** An adviser of the office is at a desk now. */
  readonly staffed: (office: OfficeId) => boolean
}

/** Hilfe holen: one tap at a terminal, a card at every desk of the office, one who comes, and words for both; else a number. */
export class HelpService {
  readonly #deadlines: Deadlines
  readonly #views: HelpViews

  constructor(private readonly parts: HelpParts) {
    const over = (id: string) => parts.acts.run(null, (act) => this.#due(act, id as HelpId))
    this.#deadlines = new Deadlines(parts.clock, over, parts.log)
    this.#views = new HelpViews(parts.records, parts.cases, parts.district)
  }

  async rearm(tx: Tx): Promise<void> {
    for (const { id, until } of await this.parts.records.waiting(tx)) this.#deadlines.arm(id, until)
  }

  stop(): Promise<void> {
    return this.#deadlines.stop()
  }

  async ask(act: Act, wish: { about?: string; language?: Language }): Promise<HelpView> {
    const { records, seats, staffed } = this.parts
    const seat = await seats.find(act.tx, actorOf(act).session, act.at)
    if (!seat || seat.counter === null) throw new Refused('E_NOT_ADMITTED', 'not-signed-in')
    if (seat.wiping) throw new Refused('E_STATE', 'terminal-wiping')
    const asked = await records.ofSeat(act.tx, seat.id)
    if (asked?.state === 'callback') await this.#end(act, asked)
    else if (asked) return this.#views.help(act.tx, asked, true)
    const there = staffed(seat.office)
    const help: StoredHelp = {
      id: uuidv7({ msecs: act.at.getTime() }) as HelpId,
      seat: seat.id,
      counter: seat.counter,
      office: seat.office,
      case: seat.case,
      about: wish.about?.trim() ?? '',
      language: wish.language ?? 'de',
      talk: 'text',
      state: there ? 'asked' : 'unanswered',
      askedAt: act.at,
      until: new Date(act.at.getTime() + (there ? patienceMs : forgottenMs)),
      takenBy: null,
    }
    await records.add(act.tx, help)
    this.#record(act, there ? 'help.asked' : 'help.nobody', help)
    this.#tell(act, help)
    return this.#views.help(act.tx, help, true)
  }

  async list(tx: Tx, { office, person }: Principal): Promise<{ helps: HelpView[]; calls: WantedCall[] }> {
    const [asked, wanted] = await Promise.all([
      this.parts.records.ofOffice(tx, office),
      this.parts.calls.ofOffice(tx, office),
    ])
    const open = asked.filter(({ state }) => state !== 'callback')
    return {
      helps: await Promise.all(open.map((help) => this.#views.help(tx, help, help.takenBy === person))),
      calls: await Promise.all(wanted.map((call) => this.#views.call(tx, call))),
    }
  }

  /** One comes; the others learn who. */
  async take(act: Act, { help: id }: { help: HelpId }): Promise<HelpView> {
    const principal = actorOf(act)
    const help = await this.#hold(act, id)
    if (help.takenBy === principal.person) return this.#views.help(act.tx, help, true)
    if (help.takenBy !== null) {
      const name = nameOf(help.takenBy, this.parts.district.current())
      throw new Refused('E_STATE', 'help-taken', { name })
    }
    if (help.state === 'callback') throw new Refused('E_NOT_FOUND', 'help-unknown')
    const change = { state: 'taken', until: null, takenBy: principal.person } as const
    if (help.case !== null) await this.parts.cases.claim(act, principal, help.case, undefined)
    const seat = await this.parts.seats.find(act.tx, help.seat, act.at)
    if (seat) await this.parts.visits.change(act, seat, { keeper: principal.person })
    this.#record(act, 'help.taken', help)
    return this.#views.help(act.tx, await this.#change(act, help, change), true)
  }

  async say(act: Act, { help: id, text }: { help: HelpId; text: string }): Promise<null> {
    const actor = actorOf(act)
    const help = await this.#mine(act, id)
    const side = actor.kind === 'guest' ? 'citizen' : 'staff'
    const word = { id: uuidv7(), help: id, side, name: side === 'staff' ? actor.name : '' } as const
    await this.parts.records.say(act.tx, { ...word, text: text.trim(), at: act.at })
    this.#tell(act, help)
    return null
  }

  /** The citizen is seen and heard by who came, from now on or not any more. */
  async talk(act: Act, { help: id, way }: { help: HelpId; way: TalkWay }): Promise<null> {
    const help = await this.#hold(act, id)
    if (help.state !== 'taken') throw new Refused('E_STATE', 'help-nobody-there')
    if (help.talk === way) return null
    this.#record(act, 'help.talk', help, { talk: way })
    await this.#change(act, help, { talk: way })
    return null
  }

  /** Who sends each other picture and sound in this room; nobody before the citizen wished for it and after the end. */
  async peers(tx: Tx, room: string, person: PersonId): Promise<PersonId[]> {
    const help = await this.parts.records.find(tx, room as HelpId)
    if (!help || help.talk === 'text' || help.state !== 'taken' || help.takenBy === null) return []
    const both = [help.seat as string as PersonId, help.takenBy]
    return both.includes(person) ? both.filter((one) => one !== person) : []
  }

  async end(act: Act, { help: id }: { help: HelpId }): Promise<null> {
    await this.#end(act, await this.#mine(act, id))
    return null
  }

  /** Nobody came: the citizen leaves a number, and the request is over. */
  async wantCall(act: Act, wish: { help: HelpId; name: string; phone: string }): Promise<null> {
    const help = await this.#hold(act, wish.help)
    if (help.state !== 'unanswered') throw new Refused('E_STATE', 'help-still-asked')
    const { id, counter, office, case: of, about, language } = help
    const [name, phone] = [wish.name.trim(), wish.phone.trim()]
    if (phone.replaceAll(/\D/g, '').length < 5) throw new Refused('E_SCHEMA', 'help-phone')
    const call = { id, counter, office, case: of, about, language, name, phone, askedAt: act.at }
    await this.parts.calls.add(act.tx, call)
    await this.parts.over(act, help)
    this.#record(act, 'help.callback', help)
    await this.#change(act, help, { state: 'callback', until: new Date(act.at.getTime() + forgottenMs) })
    return null
  }

  async calledBack(act: Act, { help: id }: { help: HelpId }): Promise<null> {
    const { office } = actorOf(act)
    const call = await this.parts.calls.done(act.tx, id, office)
    if (!call) throw new Refused('E_NOT_FOUND', 'help-unknown')
    const place = call.case === null ? {} : { case: call.case, history: true }
    act.record({ action: 'help.called', subject: call.counter, ...place })
    act.announce(`office/${office}`, 'help.changed', { help: id })
    return null
  }

  /** The visit at the terminal is over; so is its request. */
  async visitEnded(act: Act, seat: SessionId): Promise<void> {
    const help = await this.parts.records.ofSeat(act.tx, seat)
    if (help) await this.#end(act, help)
  }

  /** What was asked before something was begun belongs to it from now on. */
  async begun(act: Act, seat: SessionId, id: CaseId): Promise<void> {
    const help = await this.parts.records.ofSeat(act.tx, seat)
    if (help) await this.#change(act, help, { case: id })
  }

  async ofSeat(tx: Tx, seat: SessionId): Promise<HelpView | null> {
    const help = await this.parts.records.ofSeat(tx, seat)
    return help ? this.#views.help(tx, help, true) : null
  }

  /** The time of a request is up: other ways are offered, or nobody stands there any more. */
  async #due(act: Act, id: HelpId): Promise<void> {
    const help = await this.parts.records.hold(act.tx, id)
    if (!help || help.until === null || help.until > act.at) return
    if (help.state !== 'asked') return this.#end(act, help)
    this.#record(act, 'help.unanswered', help)
    await this.#change(act, help, { state: 'unanswered', until: new Date(act.at.getTime() + forgottenMs) })
  }

  async #end(act: Act, help: StoredHelp): Promise<void> {
    // What was said helped for the moment; nobody keeps it.
    await this.parts.records.forget(act.tx, help.id)
    await this.parts.over(act, help)
    this.#record(act, 'help.ended', help)
    await this.#change(act, help, { state: 'ended', until: null })
  }

  async #change(
    act: Act,
    help: StoredHelp,
    change: Parameters<HelpRecords['change']>[2],
  ): Promise<StoredHelp> {
    await this.parts.records.change(act.tx, help.id, change)
    const now = { ...help, ...change }
    this.#tell(act, now)
    return now
  }

  /** Of the own office, or of the own terminal; to everybody else it does not exist. */
  async #hold(act: Act, id: HelpId): Promise<StoredHelp> {
    const { kind, office, session } = actorOf(act)
    const help = await this.parts.records.hold(act.tx, id)
    const own = kind === 'guest' ? help?.seat === session : help?.office === office
    if (!help || !own) throw new Refused('E_NOT_FOUND', 'help-unknown')
    return help
  }

  /** Of the own terminal, or taken by this person. */
  async #mine(act: Act, id: HelpId): Promise<StoredHelp> {
    const { kind, person } = actorOf(act)
    const help = await this.#hold(act, id)
    if (kind === 'staff' && help.takenBy !== person) throw new Refused('E_STATE', 'help-take-first')
    return help
  }

  #tell(act: Act, help: StoredHelp): void {
    act.afterCommit(() => this.#deadlines.arm(help.id, help.until))
    act.announce(`office/${help.office}`, 'help.changed', { help: help.id })
    act.announce(`person/${help.seat}`, 'seat.changed', {})
  }

  #record(act: Act, action: string, help: StoredHelp, detail: Readonly<Record<string, string>> = {}): void {
    const place = help.case === null ? {} : { case: help.case, history: true }
    act.record({ action, subject: help.counter, detail, ...place })
  }
}
