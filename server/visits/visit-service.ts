import type { CaseView } from '#shared/model/case.ts'
import { counterOf, countersKeptBy, keeperOf } from '#shared/model/counter.ts'
import type {
  CaseId,
  CaseServiceId,
  CounterId,
  OfficeId,
  PersonId,
  ServiceId,
  SessionId,
} from '#shared/model/ids.ts'
import type { HelpView } from '#shared/model/help.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { GuestPlace } from '#shared/model/guest.ts'
import type { BlankReason, PhoneAsk, ScreenView, SeatView, WipeProof } from '#shared/model/seat.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { TableForGuests } from './at-the-table.ts'
import type { PaperLooks } from './paper-looks.ts'
import type { ScreenWatch } from './screen-watch.ts'
import { screenViewOf, seatViewOf, talksThere, terminalOf, type ShownCase } from './seat-view.ts'
import type { SeatChange, SeatRecords, StoredSeat } from './visit-port.ts'

export interface VisitParts {
  readonly records: SeatRecords
  readonly cases: CaseService
  readonly district: DistrictSource
  readonly watch: ScreenWatch
  readonly table: TableForGuests
  /** Papers shown before they are stored. */
  readonly looks: PaperLooks
  /** The code by which the citizen's phone brings a paper, where the keeper of the screen opened one. */
  readonly phoneOf: (tx: Tx, of: { case: CaseId; person: PersonId }, at: Date) => Promise<PhoneAsk | null>
  /** What a terminal has asked for. */
  readonly helpOf: (tx: Tx, seat: SessionId) => Promise<HelpView | null>
  /** Whoever was there has gone: within the same transaction. */
  readonly visitEnded: (act: Act, seat: SessionId) => Promise<void>
  /** An adviser of the office is at a desk now. */
  readonly staffed: (office: OfficeId) => boolean
  /** The catalogue asks for an identity document. */
  readonly asksIdentity: (service: ServiceId) => boolean
  /** Where a guest from home stands; null for the screen of a counter. */
  readonly guestOf: (tx: Tx, seat: StoredSeat, at: Date) => Promise<GuestPlace | null>
  /** A guest from home came or went. */
  readonly guestMoved: (act: Act, seat: StoredSeat) => Promise<void>
  /** After COMMIT: what the seat may see of a case changed. */
  readonly rightsChanged: (id: CaseId) => void
  /** The keeper of a counter calls the next citizen: what was open for this one ends. */
  readonly nextCitizen: (act: Act, shown: CaseId | null) => Promise<void>
  /** The screen shows its case no longer: it takes part in nothing. */
  readonly dark: (act: Act, seat: PersonId) => Promise<void>
  /** The screen came or went, while it may sit in a talk. */
  readonly moved: (act: Act, seat: PersonId, connected: boolean) => Promise<void>
  /** After COMMIT: a session ended. */
  readonly sessionEnded: (id: SessionId) => void
}

/** The citizen's screen of a counter: what it shows, when it is blank, and that nothing is left for the next one. */
export class VisitService {
  constructor(private readonly parts: VisitParts) {}

  async list(tx: Tx, principal: Principal, at: Date): Promise<{ screens: ScreenView[] }> {
    const office = this.parts.district.current().offices.find((one) => one.id === principal.office)
    const seats = await this.parts.records.ofOffice(tx, principal.office, at)
    const counters =
      office && may(principal, 'screen.read') ? countersKeptBy(this.parts.district.current(), office.id) : []
    const screens = counters.map(({ id }) =>
      this.#view(
        tx,
        id,
        seats.find((one) => one.counter === id),
      ),
    )
    return { screens: await Promise.all(screens) }
  }

  /** After a start: screens that show a case are watched again. */
  async rearm(tx: Tx, at: Date): Promise<void> {
    const bound = await this.parts.records.bound(tx, at)
    for (const seat of bound) this.stirred(seat)
  }

  /** A screen has just been paired; it may have taken the place of another. */
  async paired(act: Act, seat: StoredSeat, replaced: StoredSeat | null): Promise<void> {
    if (replaced) {
      await this.parts.dark(act, personOf(replaced))
      await this.parts.visitEnded(act, replaced.id)
    }
    await this.#keepsOnly(act, seat, seat.keeper)
    await this.#tellCounter(act, seat.counter as CounterId, seat)
  }

  async unpair(act: Act, wish: { counter: CounterId }): Promise<ScreenView> {
    return this.#end(act, await this.hold(act, wish.counter))
  }

  /** One person keeps one screen beside a desk: what they kept before shows nothing any more where they do not sit. */
  async #keepsOnly(act: Act, seat: StoredSeat, keeper: PersonId): Promise<void> {
    if (this.#isTerminal(seat)) return
    for (const other of await this.parts.records.ofOffice(act.tx, seat.office, act.at)) {
      const kept = other.keeper === keeper && other.counter !== null && other.counter !== seat.counter
      if (kept && !this.#isTerminal(other)) await this.#end(act, other)
    }
  }

  /** The session of a screen is over; it asks for a code. */
  async #end(act: Act, seat: StoredSeat): Promise<ScreenView> {
    this.parts.looks.drop(seat.id)
    await this.parts.records.end(act.tx, seat.id, act.at)
    await this.parts.dark(act, personOf(seat))
    await this.parts.visitEnded(act, seat.id)
    this.#record(act, 'counter.unpaired', seat)
    act.announce(`person/${seat.id}`, 'seat.changed', {})
    act.afterCommit(() => {
      this.parts.watch.forget(seat.id)
      this.parts.sessionEnded(seat.id)
    })
    return this.#tellCounter(act, seat.counter as CounterId, undefined)
  }

  /** Bürger liest mit. */
  async share(act: Act, wish: { counter: CounterId; case: CaseId }): Promise<ScreenView> {
    const principal = actorOf(act)
    const { file } = await this.parts.cases.readFor(act.tx, principal, wish.case, 'screen.share', act.at)
    if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
    const seat = await this.hold(act, wish.counter)
    // What a terminal shows is begun there, by whoever stands before it.
    if (this.#isTerminal(seat)) throw new Refused('E_NOT_FOUND', 'counter-unknown')
    if (seat.case !== null && seat.case !== wish.case) throw new Refused('E_STATE', 'screen-busy')
    if (seat.wiping) throw new Refused('E_STATE', 'screen-wiping')
    const fresh = { case: wish.case, blank: null, keeper: principal.person, step: 'angaben' } as const
    const place = seat.case === wish.case ? { blank: null } : { ...fresh, caseService: null }
    const shown = await this.change(act, seat, place)
    if (seat.case !== wish.case) await this.#keepsOnly(act, seat, principal.person)
    act.record({ action: 'counter.shared', case: wish.case, subject: seat.id, history: true })
    act.afterCommit(() => this.parts.watch.stir(seat.id))
    return shown
  }

  /** Bürgerwechsel. */
  async changeCitizen(act: Act, wish: { counter: CounterId }): Promise<ScreenView> {
    const seat = await this.hold(act, wish.counter)
    this.parts.looks.drop(seat.id)
    return this.forget(act, seat, 'counter.citizen_changed')
  }

  /** The seat is bound to nothing any more, and whatever is there is to be wiped. */
  async forget(act: Act, seat: StoredSeat, action: string, detail = {}): Promise<ScreenView> {
    const shown = await this.change(act, seat, {
      case: null,
      caseService: null,
      step: '',
      blank: null,
      wiping: true,
      asks: null,
      way: null,
      signing: null,
    })
    this.#record(act, action, seat, detail)
    await this.parts.nextCitizen(act, seat.case)
    await this.parts.visitEnded(act, seat.id)
    act.afterCommit(() => this.parts.watch.forget(seat.id))
    return shown
  }

  async blank(act: Act, wish: { counter: CounterId; show: 'case' | 'nothing' }): Promise<ScreenView> {
    const seat = await this.hold(act, wish.counter)
    if (seat.case === null) return this.#view(act.tx, wish.counter, seat)
    return this.#setBlank(act, seat, wish.show === 'nothing' ? 'locked' : null)
  }

  /** Nobody has done anything at this screen for a while: called by the server's own clock. */
  async idle(act: Act, id: SessionId): Promise<void> {
    const seat = await this.parts.records.find(act.tx, id, act.at)
    if (!seat || seat.case === null || seat.blank !== null) return
    // Nobody is there who could bring it back: what was begun is kept in the case, the terminal forgets it.
    if (this.#isTerminal(seat)) await this.forget(act, seat, 'terminal.ended', { why: 'idle' })
    // Who talks there or listens touches nothing for long.
    else if (talksThere(await this.parts.table.read(act.tx, seat.case, seat, act.at)))
      act.afterCommit(() => this.parts.watch.stir(seat.id))
    else await this.#setBlank(act, seat, 'idle')
  }

  /** Who keeps screens signs out: nobody of the office looks after them any more. */
  async keeperLeft(act: Act, principal: Principal): Promise<void> {
    for (const seat of await this.parts.records.ofOffice(act.tx, principal.office, act.at)) {
      const kept = seat.keeper === principal.person && seat.counter !== null && !this.#isTerminal(seat)
      if (kept && seat.case !== null && seat.blank === null) await this.#setBlank(act, seat, 'locked')
    }
  }

  async lead(
    act: Act,
    wish: { counter: CounterId; step: string; caseService?: CaseServiceId },
  ): Promise<null> {
    const seat = await this.hold(act, wish.counter)
    const { step, caseService = null } = wish
    if (seat.case === null || (seat.step === step && seat.caseService === caseService)) return null
    await this.parts.records.change(act.tx, seat.id, { step, caseService })
    act.announce(`person/${seat.id}`, 'seat.changed', {})
    act.afterCommit(() => this.parts.watch.stir(seat.id))
    return null
  }

  async attend(tx: Tx, principal: Principal, wish: { counter: CounterId }, at: Date): Promise<null> {
    this.#admitKeeper(principal, wish.counter)
    const seats = await this.parts.records.ofOffice(tx, principal.office, at)
    const seat = seats.find((one) => one.counter === wish.counter)
    if (seat) this.stirred(seat)
    return null
  }

  async stir(tx: Tx, principal: Principal, at: Date): Promise<null> {
    const seat = await this.parts.records.find(tx, principal.session, at)
    if (seat) this.stirred(seat)
    return null
  }

  #isTerminal(seat: StoredSeat): boolean {
    return terminalOf(seat, this.parts.district.current()) !== undefined
  }

  /** Somebody did something there: the time until it is covered or forgotten begins anew. */
  stirred(seat: StoredSeat): void {
    // A guest's own device at home never goes blank: nobody else comes by there.
    if (seat.counter === null || seat.case === null || seat.blank !== null) return
    this.parts.watch.stir(seat.id, this.#isTerminal(seat) ? 'terminal' : 'counter')
  }

  async see(tx: Tx, principal: Principal, at: Date): Promise<SeatView> {
    const seat = await this.parts.records.find(tx, principal.session, at)
    if (!seat) throw new Refused('E_NOT_ADMITTED', 'not-signed-in')
    const shown = seat.blank === null ? seat.case : null
    const file = shown === null ? undefined : await this.parts.cases.view(tx, shown)
    const known = file && (await this.#shown(tx, seat, file, at))
    const guest = await this.parts.guestOf(tx, seat, at)
    const place = await this.#place(tx, seat)
    const coversIn = known && !talksThere(known.table) ? this.parts.watch.left(seat.id) : null
    return seatViewOf(seat, { shown: known, guest, coversIn }, this.parts.district.current(), place)
  }

  async #place(tx: Tx, seat: StoredSeat): Promise<SeatView['terminal']> {
    const district = this.parts.district.current()
    const terminal = terminalOf(seat, district)
    if (!terminal) return null
    const { id, hours = null, phone = null } = keeperOf(district, terminal)
    const help = await this.parts.helpOf(tx, seat.id)
    return { name: terminal.name, phone, hours, staffed: this.parts.staffed(id), help }
  }

  async #shown(tx: Tx, seat: StoredSeat, file: CaseView, at: Date): Promise<ShownCase> {
    const { asksIdentity, looks, phoneOf, table } = this.parts
    const phone = seat.counter === null ? null : phoneOf(tx, { case: file.id, person: seat.keeper }, at)
    const [known, ask] = await Promise.all([table.read(tx, file.id, seat, at), phone])
    return { file, table: known, look: looks.of(seat.id, file.id), phone: ask, asksIdentity }
  }

  /** The screen has forgotten the last citizen and says how it made sure. */
  async wiped(act: Act, proof: WipeProof): Promise<null> {
    const seat = await this.parts.records.find(act.tx, actorOf(act).session, act.at)
    if (!seat) throw new Refused('E_NOT_ADMITTED', 'not-signed-in')
    act.record({ action: 'counter.wiped', subject: seat.counter ?? seat.id, detail: { ...proof } })
    const clean = proof.storages + proof.databases + proof.caches === 0
    if (seat.wiping && clean) await this.change(act, seat, { wiping: false })
    return null
  }

  /** A screen came or went. */
  async connectionChanged(act: Act, id: SessionId): Promise<void> {
    const seat = await this.parts.records.find(act.tx, id, act.at)
    if (!seat) return
    await this.parts.moved(act, personOf(seat), this.parts.watch.isConnected(personOf(seat)))
    if (seat.counter === null) await this.parts.guestMoved(act, seat)
    else await this.#tellCounter(act, seat.counter, seat)
  }

  #admitKeeper(principal: Principal, id: CounterId): void {
    const counter = counterOf(this.parts.district.current(), id)
    const ownOffice =
      counter !== undefined && keeperOf(this.parts.district.current(), counter.office).id === principal.office
    if (!counter || !may(principal, 'screen.keep', { ownOffice }))
      throw new Refused('E_NOT_FOUND', 'counter-unknown')
  }

  /** The screen of a counter of the own office, for a change. @throws Refused */
  async hold(act: Act, id: CounterId): Promise<StoredSeat> {
    this.#admitKeeper(actorOf(act), id)
    const seat = await this.parts.records.lockCounter(act.tx, id, act.at)
    if (!seat) throw new Refused('E_STATE', 'screen-not-paired')
    return seat
  }

  async #setBlank(act: Act, seat: StoredSeat, blank: BlankReason | null): Promise<ScreenView> {
    const shown = await this.change(act, seat, { blank })
    this.#record(act, blank === null ? 'counter.lit' : 'counter.blanked', seat, { why: blank })
    act.afterCommit(() => {
      if (blank === null) this.stirred({ ...seat, blank })
      else this.parts.watch.forget(seat.id)
    })
    return shown
  }

  /** Keeps what the screen of a counter shows now and tells everybody it concerns. */
  async change(act: Act, seat: StoredSeat, change: SeatChange): Promise<ScreenView> {
    await this.#keep(act, seat, change)
    return this.#tellCounter(act, seat.counter as CounterId, { ...seat, ...change })
  }

  /** The same for a seat at a counter or at home. */
  async changeSeat(act: Act, seat: StoredSeat, change: SeatChange): Promise<void> {
    await this.#keep(act, seat, change)
    if (seat.counter === null) await this.parts.guestMoved(act, seat)
    else await this.#tellCounter(act, seat.counter, { ...seat, ...change })
  }

  async #keep(act: Act, seat: StoredSeat, change: SeatChange): Promise<void> {
    await this.parts.records.change(act.tx, seat.id, change)
    act.announce(`person/${seat.id}`, 'seat.changed', {})
    const now = { ...seat, ...change }
    if (shows(seat) && !shows(now)) await this.parts.dark(act, personOf(seat))
    const concerned = new Set([seat.case, now.case].flatMap((one) => one ?? []))
    act.afterCommit(() => {
      for (const id of concerned) this.parts.rightsChanged(id)
    })
  }

  async #tellCounter(act: Act, counter: CounterId, seat: StoredSeat | undefined): Promise<ScreenView> {
    const screen = await this.#view(act.tx, counter, seat)
    const district = this.parts.district.current()
    const place = counterOf(district, counter)?.office
    if (place) act.announce(`office/${keeperOf(district, place).id}`, 'screen.changed', { screen })
    return screen
  }

  async #view(tx: Tx, counter: CounterId, seat: StoredSeat | undefined): Promise<ScreenView> {
    const file = seat && seat.case !== null ? await this.parts.cases.view(tx, seat.case) : undefined
    const connected = seat !== undefined && this.parts.watch.isConnected(seat.id as string as PersonId)
    return screenViewOf(
      counter,
      seat,
      {
        number: file?.number ?? null,
        connected,
        look: seat ? this.parts.looks.of(seat.id, seat.case) : null,
      },
      this.parts.district.current(),
    )
  }

  #record(act: Act, action: string, seat: StoredSeat, detail: Record<string, string | null> = {}): void {
    const place = seat.case === null ? {} : { case: seat.case, history: true }
    act.record({ action, subject: seat.counter ?? seat.id, ...place, detail })
  }
}

const shows = ({ case: id, blank }: StoredSeat): boolean => id !== null && blank === null
const personOf = ({ id }: StoredSeat): PersonId => id as string as PersonId
