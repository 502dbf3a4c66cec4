import { v7 as uuidv7 } from 'uuid'
import type { Sent } from '#shared/contract/guest-contract.ts'
import type { InterpreterFace, InterpreterLink } from '#shared/contract/interpreter-contract.ts'
import type { CaseId, InterpreterId, PersonId, SessionId } from '#shared/model/ids.ts'
import type { InterpretedLanguage } from '#shared/model/interpreted-language.ts'
import {
  allowsInterpreter,
  type InterpreterView,
  type WaitingInterpreter,
} from '#shared/model/interpreter.ts'
import { isInvitationCode, tidyInvitation } from '#shared/model/invitation-code.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import type { InvitationCodes } from '#server/visits/invitation-codes.ts'
import type { OpenedSeat, SeatSessions } from '#server/visits/seat-sessions.ts'
import type { StoredSeat } from '#server/visits/visit-port.ts'
import type { InterpreterNews } from './interpreter-news.ts'
import type { InterpreterRecords, StoredInterpreter } from './interpreter-port.ts'

/** A link that was sent today opens tomorrow as well, in milliseconds. */
const linkLifeMs = 24 * 60 * 60 * 1000
/** Who signs takes turns with somebody else; more than two are no interpreters any more. */
const mostAtOnce = 2
/** How many lines of a conversation are shown. */
const shownLines = 200

export interface InterpreterParts {
  readonly records: InterpreterRecords
  readonly news: InterpreterNews
  readonly codes: Pick<InvitationCodes, 'of'>
  readonly seats: Pick<SeatSessions, 'openInterpreter' | 'end'>
  readonly cases: Pick<CaseService, 'readFor' | 'view'>
  readonly district: DistrictSource
  readonly isConnected: (person: PersonId) => boolean
  /** After COMMIT: everything a session opened is closed. */
  readonly sessionEnded: (id: SessionId) => void
  /** Address of the product, as the outside knows it. */
  readonly base: () => string
  /** How links can be sent from here. */
  readonly ways: InterpreterLink['ways']
}

type Wish = { readonly case: CaseId; readonly interpreter: InterpreterId }

/** Interpreters: asked by a link of their own, let in one by one while the citizen agrees, and never near the case. */
export class InterpreterService {
  constructor(private readonly parts: InterpreterParts) {}

  async invite(
    act: Act,
    wish: { case: CaseId; language: InterpretedLanguage; who: string },
  ): Promise<Pick<InterpreterLink, 'id' | 'until'>> {
    const principal = actorOf(act)
    const { file } = await this.parts.cases.readFor(act.tx, principal, wish.case, 'interpreter.keep', act.at)
    if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
    const interpreter: StoredInterpreter = {
      id: uuidv7({ msecs: act.at.getTime() }) as InterpreterId,
      case: wish.case,
      office: principal.office,
      keeper: principal.person,
      language: wish.language,
      who: wish.who.trim(),
      createdAt: act.at,
      expiresAt: new Date(act.at.getTime() + linkLifeMs),
      waitsSince: null,
      admittedAt: null,
      closedAt: null,
      farewell: null,
    }
    const hash = sha256Hex(this.parts.codes.of(interpreter.id))
    await this.parts.records.add(act.tx, { ...interpreter, hash })
    this.parts.news.tell(act, 'interpreter.invited', interpreter)
    return { id: interpreter.id, until: interpreter.expiresAt.toISOString() }
  }

  /** With code and link: only for who asked, never stored. */
  said({ id, until }: Pick<InterpreterLink, 'id' | 'until'>): InterpreterLink {
    const code = this.parts.codes.of(id)
    return { id, code, link: `${this.parts.base()}/dolmetschen#${code}`, until, ways: this.parts.ways }
  }

  /** The link again, for whoever sends it on. @throws Refused */
  async again(
    act: Act,
    wish: Wish,
  ): Promise<InterpreterLink & { readonly language: StoredInterpreter['language'] }> {
    const { interpreter, closed } = await this.#held(act, wish)
    const { id, expiresAt, waitsSince, language } = interpreter
    if (closed || waitsSince !== null || expiresAt <= act.at)
      throw new Refused('E_STATE', 'interpreter-link-gone')
    return { ...this.said({ id, until: expiresAt.toISOString() }), language }
  }

  /** It was sent on. */
  async sent(act: Act, wish: Wish, by: Sent['by']): Promise<void> {
    const { interpreter } = await this.#held(act, wish)
    const { case: of, id, language } = interpreter
    act.record({ action: 'interpreter.sent', case: of, subject: id, history: true, detail: { by, language } })
  }

  /** What a code is for; undefined when it is worth nothing. */
  async face(tx: Tx, token: string, at: Date): Promise<InterpreterFace | undefined> {
    const code = tidyInvitation(token)
    const found = isInvitationCode(code) && (await this.parts.records.behind(tx, sha256Hex(code), at))
    if (!found) return undefined
    const district = this.parts.district.current()
    const office = district.offices.find((one) => one.id === found.office)
    return {
      office: { id: found.office, name: office?.name ?? '', district: district.name },
      keeperName: nameOf(found.keeper, district),
      language: found.language,
      who: found.who,
      until: found.expiresAt.toISOString(),
    }
  }

  /** Spends a code for a seat that waits. Undefined: the code is worth nothing. */
  async redeem(act: Act, wish: { token: string; name: string }): Promise<OpenedSeat | undefined> {
    const code = tidyInvitation(wish.token)
    const found = isInvitationCode(code)
      ? await this.parts.records.spend(act.tx, sha256Hex(code), act.at)
      : undefined
    if (!found) return undefined
    const { id, office, keeper } = found
    const name = wish.name.trim()
    const opened = await this.parts.seats.openInterpreter(act, { interpreter: id, office, keeper, name })
    this.parts.news.tell(act, 'interpreter.waits', found, opened.seat)
    return opened
  }

  async list(
    tx: Tx,
    principal: Principal,
    id: CaseId,
    at: Date,
  ): Promise<{ interpreters: InterpreterView[] }> {
    await this.parts.cases.readFor(tx, principal, id, 'interpreter.keep', at)
    const interpreters: InterpreterView[] = []
    for (const one of await this.parts.records.ofCase(tx, id, at)) {
      const [seat, lines] = await Promise.all([
        this.parts.records.seatOf(tx, one.id, at),
        this.parts.records.lines(tx, one.id, shownLines),
      ])
      // Used, and the seat has expired: nobody is there any more.
      if (one.waitsSince !== null && !seat) continue
      interpreters.push({
        id: one.id,
        language: one.language,
        who: one.who,
        keeper: one.keeper,
        until: one.expiresAt.toISOString(),
        lines,
        seat: seat ? this.#seatView(one, seat) : null,
      })
    }
    return { interpreters }
  }

  /** Who waits for the principal's office. @throws Refused */
  async waiting(tx: Tx, principal: Principal, at: Date): Promise<{ waiting: WaitingInterpreter[] }> {
    if (!may(principal, 'waiting.read')) throw new Refused('E_FORBIDDEN', 'role-may-not')
    const waiting: WaitingInterpreter[] = []
    for (const { interpreter, seat } of await this.parts.records.waiting(tx, principal.office, at)) {
      const file = await this.parts.cases.view(tx, interpreter.case)
      if (!file || file.closedAt !== null) continue
      waiting.push({
        case: interpreter.case,
        caseNumber: file.number,
        interpreter: interpreter.id,
        name: seat.name,
        language: interpreter.language,
        since: (interpreter.waitsSince ?? seat.createdAt).toISOString(),
        connected: this.parts.isConnected(seat.id as string as PersonId),
      })
    }
    return { waiting }
  }

  async admit(act: Act, wish: Wish): Promise<null> {
    const { interpreter, seat, consents, closed } = await this.#held(act, wish)
    if (closed) throw new Refused('E_STATE', 'case-closed')
    if (!seat) throw new Refused('E_STATE', 'interpreter-not-there')
    if (!allowsInterpreter(consents)) throw new Refused('E_STATE', 'interpreter-consent-first')
    if (interpreter.admittedAt !== null) return null
    const there = await this.parts.records.admitted(act.tx, wish.case, act.at)
    if (there.length >= mostAtOnce) throw new Refused('E_STATE', 'interpreters-full')
    const keeper = actorOf(act).person
    await this.parts.records.change(act.tx, interpreter.id, { admittedAt: act.at, keeper })
    await this.parts.news.tellTalk(act, 'interpreter.admitted', interpreter, seat)
    return null
  }

  /** Out for good; the seat stays to show the sentence, and shows nothing else. */
  async remove(act: Act, wish: Wish & { sentence?: string }): Promise<null> {
    const { interpreter, seat } = await this.#held(act, wish)
    const farewell = wish.sentence?.trim() ?? ''
    await this.#out(act, 'interpreter.removed', interpreter, { closedAt: act.at, farewell }, seat)
    return null
  }

  async revoke(act: Act, wish: Wish): Promise<null> {
    const { interpreter, seat } = await this.#held(act, wish)
    await this.#out(act, 'interpreter.revoked', interpreter, { closedAt: act.at }, seat)
    if (!seat) return null
    await this.parts.seats.end(act, seat)
    act.afterCommit(() => this.parts.sessionEnded(seat.id))
    return null
  }

  async write(act: Act, wish: Wish & { text: string }): Promise<null> {
    const { interpreter, seat } = await this.#held(act, wish)
    const shared = interpreter.admittedAt !== null
    const line = { from: 'office' as const, name: actorOf(act).name, text: wish.text.trim(), shared }
    await this.parts.records.write(act.tx, interpreter, line, act.at)
    await this.parts.news.tellWritten(act, 'interpreter.written', interpreter, seat)
    return null
  }

  /** The citizen took the consent back: who interprets is out at once, and may be let in again after a new consent. */
  async consentChanged(
    act: Act,
    id: CaseId,
    consents: Parameters<typeof allowsInterpreter>[0],
  ): Promise<void> {
    for (const { interpreter, seat } of await this.parts.records.admitted(act.tx, id, act.at))
      if (!allowsInterpreter(consents))
        await this.#out(act, 'interpreter.left', interpreter, { admittedAt: null }, seat)
  }

  /** The next citizen comes, or the case is closed: nobody interprets for this one any more. */
  async caseLeft(act: Act, id: CaseId): Promise<void> {
    for (const { interpreter, seat } of await this.parts.records.admitted(act.tx, id, act.at))
      await this.#out(act, 'interpreter.left', interpreter, { closedAt: act.at, farewell: '' }, seat)
  }

  /** An interpreter's connection came or went. */
  async connectionChanged(act: Act, seat: StoredSeat): Promise<void> {
    const found = seat.interpreter && (await this.parts.records.find(act.tx, seat.interpreter))
    if (found) this.parts.news.tellOffice(act, found)
  }

  async #out(
    act: Act,
    action: string,
    interpreter: StoredInterpreter,
    change: Partial<Pick<StoredInterpreter, 'closedAt' | 'farewell' | 'admittedAt'>>,
    seat: StoredSeat | undefined,
  ): Promise<void> {
    await this.parts.records.change(act.tx, interpreter.id, change)
    await this.parts.news.tellTalk(act, action, interpreter, seat)
  }

  #seatView(one: StoredInterpreter, seat: StoredSeat): InterpreterView['seat'] {
    const person = seat.id as string as PersonId
    return {
      person,
      name: seat.name,
      since: (one.waitsSince ?? seat.createdAt).toISOString(),
      connected: this.parts.isConnected(person),
      admitted: one.admittedAt?.toISOString() ?? null,
    }
  }

  async #held(act: Act, wish: Wish) {
    const { file } = await this.parts.cases.readFor(
      act.tx,
      actorOf(act),
      wish.case,
      'interpreter.keep',
      act.at,
    )
    const interpreter = await this.parts.records.find(act.tx, wish.interpreter)
    if (interpreter?.case !== wish.case || interpreter.closedAt !== null)
      throw new Refused('E_NOT_FOUND', 'interpreter-unknown')
    const seat = await this.parts.records.seatOf(act.tx, interpreter.id, act.at)
    return { interpreter, seat, consents: file.consents, closed: file.closedAt !== null }
  }
}
