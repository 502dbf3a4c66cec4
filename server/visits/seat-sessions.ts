import { randomBytes, randomInt } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { counterOf, keeperOf } from '#shared/model/counter.ts'
import type { InterpreterId, InvitationId, PersonId, SessionId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import type { GuestPrincipal, Principal } from '#shared/model/principal.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import { terminalOf } from './seat-view.ts'
import type { SeatRecords, StoredSeat } from './visit-port.ts'

/** A code is typed over from one screen to the next; nobody needs longer, in milliseconds. */
const codeLifeMs = 3 * 60 * 1000
/** A working day; then the screen of a counter is paired again. */
const screenLifeMs = 12 * 60 * 60 * 1000

/** A terminal stands there by itself, at night as well; nobody comes every day to pair it. */
const terminalLifeMs = 90 * 24 * 60 * 60 * 1000

/** Nothing that is mistaken for something else when it is typed over: no 0 O 1 I L. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const codeLength = 8

const freshCode = () => Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('')

/** As it was typed: blanks and hyphens do not count, nor does the size of letters. */
const plainCode = (typed: string): string => typed.replaceAll(/[\s-]/g, '').toUpperCase()

export interface OpenedSeat {
  /** Goes into the cookie of the seat and nowhere else. */
  readonly token: string
  readonly seat: StoredSeat
}

/** Sessions of the citizens' seats, never to be mixed up with those of staff: own cookie, own table, own column of rights. */
export class SeatSessions {
  constructor(
    private readonly records: SeatRecords,
    private readonly district: DistrictSource,
  ) {}

  /** A code for the screen of a counter of the own office. @throws Refused */
  async makeCode(act: Act, principal: Principal, id: string): Promise<{ code: string; until: Date }> {
    const district = this.district.current()
    const counter = counterOf(district, id)
    const office = counter && keeperOf(district, counter.office)
    const ownOffice = office?.id === principal.office
    if (!counter || !office || !may(principal, 'screen.keep', { ownOffice }))
      throw new Refused('E_NOT_FOUND', 'counter-unknown')
    const code = freshCode()
    const until = new Date(act.at.getTime() + codeLifeMs)
    await this.records.addCode(act.tx, {
      hash: sha256Hex(code),
      counter: counter.id,
      office: office.id,
      person: principal.person,
      at: act.at,
      until,
    })
    act.record({ action: 'counter.code', subject: counter.id })
    return { code, until }
  }

  /** Spends a code for a session of its counter; the screen that was there before ends. Undefined: the code is worth nothing. */
  async pair(act: Act, typed: string): Promise<(OpenedSeat & { replaced: StoredSeat | null }) | undefined> {
    const wish = await this.records.spendCode(act.tx, sha256Hex(plainCode(typed)), act.at)
    if (!wish) return undefined
    const replaced = (await this.records.lockCounter(act.tx, wish.counter, act.at)) ?? null
    if (replaced) await this.records.end(act.tx, replaced.id, act.at)
    const opened = await this.#open(act, { counter: wish.counter, office: wish.office, keeper: wish.person })
    act.record({ action: 'counter.paired', subject: wish.counter, detail: { person: wish.person } })
    return { ...opened, replaced }
  }

  /** A seat in the waiting room; it belongs to no case before somebody lets the guest in. */
  openGuest(
    act: Act,
    guest: { invitation: InvitationId; office: StoredSeat['office']; keeper: PersonId; name: string },
  ): Promise<OpenedSeat> {
    return this.#open(act, guest)
  }

  /** The seat of somebody who interprets: without a case, for good. */
  openInterpreter(
    act: Act,
    one: { interpreter: InterpreterId; office: StoredSeat['office']; keeper: PersonId; name: string },
  ): Promise<OpenedSeat> {
    return this.#open(act, one)
  }

  /** The seat is given up; whoever asks with its cookie is a stranger from now on. */
  end(act: Act, seat: StoredSeat): Promise<void> {
    return this.records.end(act.tx, seat.id, act.at)
  }

  async #open(
    act: Act,
    place: Pick<StoredSeat, 'office' | 'keeper'> &
      Partial<Pick<StoredSeat, 'counter' | 'invitation' | 'interpreter' | 'name'>>,
  ): Promise<OpenedSeat> {
    const token = randomBytes(32).toString('base64url')
    const terminal = terminalOf({ counter: place.counter ?? null }, this.district.current())
    const seat: StoredSeat = {
      counter: null,
      invitation: null,
      interpreter: null,
      name: terminal?.name ?? '',
      ...place,
      id: uuidv7({ msecs: act.at.getTime() }) as SessionId,
      createdAt: act.at,
      expiresAt: new Date(act.at.getTime() + (terminal ? terminalLifeMs : screenLifeMs)),
      case: null,
      step: '',
      caseService: null,
      blank: null,
      wiping: false,
      asks: null,
      way: null,
      signing: null,
    }
    await this.records.open(act.tx, { ...seat, tokenHash: sha256Hex(token) })
    return { token, seat }
  }

  async read(tx: Tx, token: string, at: Date): Promise<GuestPrincipal | undefined> {
    const seat = await this.records.byToken(tx, sha256Hex(token), at)
    return seat && this.guest(seat)
  }

  stillLive(tx: Tx, ids: readonly SessionId[], at: Date): Promise<Set<SessionId>> {
    return this.records.stillLive(tx, ids, at)
  }

  /** Who sits there: no roles, no login, the office of the seat. */
  guest(seat: StoredSeat): GuestPrincipal | undefined {
    const district = this.district.current()
    const office = district.offices.find((one) => one.id === seat.office)
    const authority = district.authorities.find((one) => one.id === office?.authority)
    if (!office || !authority) return undefined
    return {
      kind: 'guest',
      session: seat.id,
      person: seat.id as string as PersonId,
      login: '',
      name: seat.name,
      roles: [],
      authority: authority.id,
      authorityKind: authority.kind,
      office: office.id,
      officeKind: office.kind,
      counter: seat.counter,
      terminal: terminalOf(seat, district) !== undefined,
      interpreter: seat.interpreter,
      invitation: seat.invitation,
      case: seat.case,
    }
  }
}
