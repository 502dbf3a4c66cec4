import { v7 as uuidv7 } from 'uuid'
import type { Invitation, InvitationFace } from '#shared/contract/guest-contract.ts'
import type { WaitingGuest } from '#shared/model/guest.ts'
import type { InvitationView } from '#shared/model/invitation.ts'
import type { CaseId, CaseServiceId, InvitationId, PersonId, SessionId } from '#shared/model/ids.ts'
import { isInvitationCode, tidyInvitation } from '#shared/model/invitation-code.ts'
import { may, type Action } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { ConsentQuestion, PaperToSign } from '#shared/model/seat.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import { shownLines, type GuestHall } from './guest-hall.ts'
import type { InvitationCodes } from './invitation-codes.ts'
import type { InvitationRecords, StoredInvitation } from './invitation-port.ts'
import type { ScreenConsent } from './screen-consent.ts'
import type { ScreenSigning } from './screen-signing.ts'
import type { OpenedSeat, SeatSessions } from './seat-sessions.ts'
import type { StoredSeat } from './visit-port.ts'
import type { VisitService } from './visit-service.ts'

/** A link that was mailed today opens tomorrow as well, in milliseconds. */
const invitationLifeMs = 24 * 60 * 60 * 1000
/** How far ahead appointments are made, in milliseconds. */
const farthestMs = 90 * 24 * 60 * 60 * 1000

export interface GuestParts {
  readonly records: InvitationRecords
  readonly hall: GuestHall
  readonly codes: InvitationCodes
  readonly seats: SeatSessions
  readonly visits: Pick<VisitService, 'changeSeat'>
  readonly cases: Pick<CaseService, 'readFor' | 'view'>
  readonly consent: Pick<ScreenConsent, 'asking'>
  readonly signing: Pick<ScreenSigning, 'laying'>
  readonly district: DistrictSource
  readonly isConnected: (person: PersonId) => boolean
  /** After COMMIT: everything a session opened is closed. */
  readonly sessionEnded: (id: SessionId) => void
  /** Address of the product, as the outside knows it. */
  readonly base: () => string
  /** How invitations can be sent from here. */
  readonly ways: Invitation['ways']
}

type Wish = { readonly case: CaseId; readonly invitation: InvitationId }

/** Nothing of a case is left in a seat. */
const nothing = { case: null, caseService: null, step: '', asks: null, way: null, signing: null } as const

/** Citizens who take part from home: invited from the case, admitted one by one, seeing nothing before. */
export class GuestService {
  constructor(private readonly parts: GuestParts) {}

  async invite(act: Act, wish: { case: CaseId; at?: string }): Promise<Pick<Invitation, 'id' | 'until'>> {
    const principal = actorOf(act)
    const { file } = await this.parts.cases.readFor(act.tx, principal, wish.case, 'guest.keep', act.at)
    if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
    const plannedAt = this.#planned(act, wish.at)
    const invitation: StoredInvitation = {
      id: uuidv7({ msecs: act.at.getTime() }) as InvitationId,
      case: wish.case,
      office: principal.office,
      keeper: principal.person,
      createdAt: act.at,
      expiresAt: lastUse(act.at, plannedAt),
      plannedAt,
      uses: 1,
      used: 0,
      waitsSince: null,
      admittedAt: null,
      closedAt: null,
      farewell: null,
      wish: null,
    }
    await this.parts.records.add(act.tx, {
      ...invitation,
      hash: sha256Hex(this.parts.codes.of(invitation.id)),
    })
    this.#tell(act, 'guest.invited', invitation)
    const { id, expiresAt } = invitation
    return { id, until: expiresAt.toISOString() }
  }

  /** With code and link: only for who invited, never stored. */
  said({ id, until }: Pick<Invitation, 'id' | 'until'>): Invitation {
    const code = this.parts.codes.of(id)
    return { id, code, link: `${this.parts.base()}/join#${code}`, until, ways: this.parts.ways }
  }

  /** Another appointment: the same link opens a seat once more. */
  async move(act: Act, wish: Wish & { at: string }): Promise<null> {
    const { invitation, seat, closed } = await this.#held(act, wish)
    if (closed) throw new Refused('E_STATE', 'case-closed')
    const plannedAt = this.#planned(act, wish.at)
    const expiresAt = lastUse(act.at, plannedAt)
    await this.parts.records.change(act.tx, invitation.id, {
      plannedAt,
      expiresAt,
      uses: invitation.used + 1,
      wish: null,
    })
    this.#tell(act, 'guest.moved', invitation, seat)
    return null
  }

  async revoke(act: Act, wish: Wish): Promise<null> {
    const { invitation, seat } = await this.#held(act, wish, 'guest.revoke')
    await this.parts.records.change(act.tx, invitation.id, { closedAt: act.at })
    if (seat) await this.#end(act, seat)
    await this.#tellAll(act, 'guest.revoked', invitation, seat)
    return null
  }

  /** What an invitation is for; undefined when the code is worth nothing. */
  async face(tx: Tx, token: string, at: Date): Promise<InvitationFace | undefined> {
    const code = tidyInvitation(token)
    const found = isInvitationCode(code) && (await this.parts.records.behind(tx, sha256Hex(code), at))
    if (!found) return undefined
    const district = this.parts.district.current()
    const office = district.offices.find((one) => one.id === found.office)
    return {
      office: { id: found.office, name: office?.name ?? '', district: district.name },
      keeperName: nameOf(found.keeper, district),
      plannedAt: found.plannedAt?.toISOString() ?? null,
      until: found.expiresAt.toISOString(),
    }
  }

  /** Spends a code for a seat in the waiting room. Undefined: the code is worth nothing. */
  async redeem(act: Act, wish: { token: string; name: string }): Promise<OpenedSeat | undefined> {
    const code = tidyInvitation(wish.token)
    const found = isInvitationCode(code)
      ? await this.parts.records.spend(act.tx, sha256Hex(code), act.at)
      : undefined
    if (!found) return undefined
    // One seat for one invitation: who comes by it again leaves the former one.
    const former = await this.parts.records.seatOf(act.tx, found.id, act.at)
    if (former) await this.#end(act, former)
    const { id, office, keeper } = found
    const name = wish.name.trim()
    const opened = await this.parts.seats.openGuest(act, { invitation: id, office, keeper, name })
    await this.#tellAll(act, 'guest.waits', found, opened.seat)
    return opened
  }

  async list(tx: Tx, principal: Principal, id: CaseId, at: Date): Promise<{ invitations: InvitationView[] }> {
    await this.parts.cases.readFor(tx, principal, id, 'guest.keep', at)
    const invitations: InvitationView[] = []
    for (const one of await this.parts.records.ofCase(tx, id, at)) {
      const [seat, lines] = await Promise.all([
        this.parts.records.seatOf(tx, one.id, at),
        this.parts.records.lines(tx, one.id, shownLines),
      ])
      // Used up, and the seat has expired: nobody is there any more.
      if (one.used >= one.uses && !seat) continue
      invitations.push({
        id: one.id,
        plannedAt: one.plannedAt?.toISOString() ?? null,
        until: one.expiresAt.toISOString(),
        wish: one.wish,
        lines,
        guest: seat ? this.#guest(one, seat) : null,
      })
    }
    return { invitations }
  }

  /** Who waits for the principal's office. */
  async waiting(tx: Tx, principal: Principal, at: Date): Promise<{ waiting: WaitingGuest[] }> {
    if (!may(principal, 'waiting.read')) throw new Refused('E_FORBIDDEN', 'role-may-not')
    const waiting: WaitingGuest[] = []
    for (const { invitation, seat } of await this.parts.records.waiting(tx, principal.office, at)) {
      const file = await this.parts.cases.view(tx, invitation.case)
      if (!file) continue
      waiting.push({
        case: invitation.case,
        caseNumber: file.number,
        invitation: invitation.id,
        name: seat.name,
        since: (invitation.waitsSince ?? seat.createdAt).toISOString(),
        plannedAt: invitation.plannedAt?.toISOString() ?? null,
        connected: this.parts.isConnected(seat.id as string as PersonId),
      })
    }
    return { waiting }
  }

  async admit(act: Act, wish: Wish): Promise<null> {
    const { invitation, seat, closed } = await this.#held(act, wish)
    if (closed) throw new Refused('E_STATE', 'case-closed')
    if (!seat) throw new Refused('E_STATE', 'guest-not-there')
    if (seat.case === wish.case) return null
    const keeper = actorOf(act).person
    await this.parts.records.change(act.tx, invitation.id, { admittedAt: act.at, wish: null })
    await this.parts.visits.changeSeat(act, seat, { case: wish.case, keeper, step: 'angaben' })
    await this.#tellAll(act, 'guest.admitted', invitation, seat)
    return null
  }

  /** The guest reads the sentence; the seat stays to show it, and shows nothing else. */
  async remove(act: Act, wish: Wish & { sentence?: string }): Promise<null> {
    const { invitation, seat } = await this.#held(act, wish)
    await this.parts.records.change(act.tx, invitation.id, {
      closedAt: act.at,
      farewell: wish.sentence?.trim() ?? '',
    })
    if (seat) await this.parts.visits.changeSeat(act, seat, nothing)
    await this.#tellAll(act, 'guest.removed', invitation, seat)
    return null
  }

  async ask(act: Act, wish: Wish & { about?: ConsentQuestion }): Promise<null> {
    const seat = await this.#seated(act, wish)
    await this.parts.visits.changeSeat(act, seat, this.parts.consent.asking(act, seat, wish.about))
    return null
  }

  async sign(act: Act, wish: Wish & { papers: readonly PaperToSign[] }): Promise<null> {
    const seat = await this.#seated(act, wish)
    await this.parts.visits.changeSeat(act, seat, await this.parts.signing.laying(act, seat, wish.papers))
    return null
  }

  async lead(act: Act, wish: Wish & { step: string; caseService?: CaseServiceId }): Promise<null> {
    const { seat } = await this.#held(act, wish)
    const { step, caseService = null } = wish
    if (!seat || seat.case === null || (seat.step === step && seat.caseService === caseService)) return null
    await this.parts.visits.changeSeat(act, seat, { step, caseService })
    return null
  }

  async write(act: Act, wish: Wish & { text: string }): Promise<null> {
    const { invitation, seat } = await this.#held(act, wish)
    const line = { from: 'office' as const, name: actorOf(act).name, text: wish.text.trim() }
    await this.parts.records.write(act.tx, invitation, line, act.at)
    this.#tell(act, 'guest.written', invitation, seat, false)
    return null
  }

  /** The invitation again, for whoever sends it on. @throws Refused */
  async again(act: Act, wish: Wish): Promise<Invitation & { readonly plannedAt: Date | null }> {
    const { invitation } = await this.#held(act, wish)
    const { id, expiresAt, plannedAt } = invitation
    if (invitation.used >= invitation.uses || expiresAt <= act.at)
      throw new Refused('E_STATE', 'invitation-code-gone')
    return { ...this.said({ id, until: expiresAt.toISOString() }), plannedAt }
  }

  /** It was sent on. */
  async sent(act: Act, wish: Wish, by: string): Promise<void> {
    const { invitation } = await this.#held(act, wish)
    const { case: of, id } = invitation
    act.record({ action: 'guest.sent', case: of, subject: id, history: true, detail: { by } })
  }

  /** A guest's connection came or went. */
  async connectionChanged(act: Act, seat: StoredSeat): Promise<void> {
    const invitation = seat.invitation && (await this.parts.records.find(act.tx, seat.invitation))
    if (invitation) this.parts.hall.tellStaff(act, invitation)
  }

  #planned(act: Act, at: string | undefined): Date | null {
    if (at === undefined) return null
    const planned = new Date(at)
    const ahead = planned.getTime() - act.at.getTime()
    if (!(ahead > 0 && ahead <= farthestMs)) throw new Refused('E_SCHEMA', 'appointment-time')
    return planned
  }

  #guest(invitation: StoredInvitation, seat: StoredSeat): InvitationView['guest'] {
    const since = (invitation.waitsSince ?? seat.createdAt).toISOString()
    const connected = this.parts.isConnected(seat.id as string as PersonId)
    const { id, name, keeper, asks, way, signing } = seat
    return { seat: id, name, keeper, since, connected, admitted: seat.case !== null, asks, way, signing }
  }

  async #end(act: Act, seat: StoredSeat): Promise<void> {
    await this.parts.visits.changeSeat(act, seat, nothing)
    await this.parts.seats.end(act, seat)
    act.afterCommit(() => this.parts.sessionEnded(seat.id))
  }

  async #seated(act: Act, wish: Wish): Promise<StoredSeat> {
    const { seat } = await this.#held(act, wish)
    if (!seat) throw new Refused('E_STATE', 'guest-not-there')
    return seat
  }

  async #held(act: Act, wish: Wish, action: Action = 'guest.keep') {
    const { file } = await this.parts.cases.readFor(act.tx, actorOf(act), wish.case, action, act.at)
    const invitation = await this.parts.records.find(act.tx, wish.invitation)
    if (invitation?.case !== wish.case || invitation.closedAt !== null)
      throw new Refused('E_NOT_FOUND', 'invitation-unknown')
    const seat = await this.parts.records.seatOf(act.tx, invitation.id, act.at)
    return { invitation, seat, closed: file.closedAt !== null }
  }

  /** Those who wait behind have another place now. */
  async #tellAll(act: Act, action: string, invitation: StoredInvitation, seat?: StoredSeat): Promise<void> {
    this.#tell(act, action, invitation, seat)
    for (const { seat: other } of await this.parts.records.waiting(act.tx, invitation.office, act.at))
      if (other.id !== seat?.id) act.announce(`person/${other.id}`, 'seat.changed', {})
  }

  #tell(act: Act, action: string, invitation: StoredInvitation, seat?: StoredSeat, history = true): void {
    act.record({ action, case: invitation.case, subject: invitation.id, history })
    this.parts.hall.tellStaff(act, invitation)
    if (seat) act.announce(`person/${seat.id}`, 'seat.changed', {})
  }
}

function lastUse(at: Date, plannedAt: Date | null): Date {
  return new Date((plannedAt ?? at).getTime() + invitationLifeMs)
}
