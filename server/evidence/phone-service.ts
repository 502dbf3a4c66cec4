import { v7 as uuidv7 } from 'uuid'
import type { PhoneLink, PhoneView } from '#shared/contract/phone-contract.ts'
import { namesIdentity } from '#shared/model/evidence.ts'
import type { CaseId, CaseServiceId, PersonId, SessionId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { PhoneAsk } from '#shared/model/seat.ts'
import { isCode, tidyCode } from '#shared/model/slip-code.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { freshCode } from '#server/platform/fresh-code.ts'
import { Refused } from '#server/platform/refused.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import type { EvidenceService } from './evidence-service.ts'
import type { OpenLinks, PhoneLinkRecords } from './phone-port.ts'

/** Long enough to photograph some pages, short enough to be worth nothing to whoever finds it, in milliseconds. */
const lifeMs = 15 * 60 * 1000

export interface PhoneParts {
  readonly evidence: Pick<EvidenceService, 'mayAdd'>
  readonly records: PhoneLinkRecords
  readonly district: DistrictSource
  /** Who a live session belongs to; undefined once it ended. */
  readonly principalOf: (
    tx: Tx,
    session: SessionId,
    person: PersonId,
    at: Date,
  ) => Promise<Principal | undefined>
}

/** What a code stands for while it holds. */
export interface PhoneGrant {
  /** The person who opened the code: what comes is stored under their right, asked anew each time. */
  readonly principal: Principal
  readonly link: string
  readonly case: CaseId
  readonly caseService: CaseServiceId | null
  readonly title: string | null
  readonly until: Date
}

/**
 * Papers from the citizen's own phone: a code for one case and one paper. With it nothing can be read but what is asked for. It
 * ends after 15 minutes, when the adviser ends it, opens another one, calls the next citizen or signs out.
 */
export class PhoneService {
  /** Codes in clear, for the citizen's screen: in memory alone, by their link. */
  readonly #clear = new Map<string, { readonly code: string; readonly until: Date }>()

  constructor(private readonly parts: PhoneParts) {}

  async open(
    act: Act,
    principal: Principal,
    wish: { case: CaseId; caseService: CaseServiceId | null; title: string | null },
  ): Promise<PhoneLink> {
    const { evidence, records } = this.parts
    await evidence.mayAdd(act.tx, principal, wish.case, act.at)
    if (wish.title !== null && namesIdentity(wish.title)) throw new Refused('E_STATE', 'phone-identity')
    await records.close(act.tx, { session: principal.session }, act.at)
    const code = freshCode()
    const id = uuidv7({ msecs: act.at.getTime() })
    const expiresAt = new Date(act.at.getTime() + lifeMs)
    // A plain hash: within its quarter of an hour nobody tries 29^7 codes out, and afterwards it is worth nothing.
    const hash = sha256Hex(code)
    const { person, session } = principal
    await records.open(act.tx, { ...wish, id, person, session, hash, openedAt: act.at, expiresAt })
    for (const [old, { until }] of this.#clear) if (until <= act.at) this.#clear.delete(old)
    this.#clear.set(id, { code, until: expiresAt })
    act.record({ action: 'evidence.phone_opened', case: wish.case, subject: id, history: true })
    return { id, code, until: expiresAt.toISOString() }
  }

  /** One code of the session. */
  close(act: Act, { session }: Pick<Principal, 'session'>, id: string): Promise<void> {
    return this.#close(act, { session, id })
  }

  /**
   * The next citizen comes to a counter: codes of who sits there end, and those for the case it showed, whoever opened them.
   * Nobody sits there when a terminal forgets by the clock.
   */
  async nextCitizen(act: Act, shown: CaseId | null): Promise<void> {
    if (act.actor !== null) await this.#close(act, { session: act.actor.session })
    if (shown !== null) await this.#close(act, { case: shown })
  }

  async #close(act: Act, which: OpenLinks): Promise<void> {
    for (const one of await this.parts.records.close(act.tx, which, act.at))
      act.record({ action: 'evidence.phone_closed', case: one, history: true })
  }

  /** What a typed code stands for now; undefined for every other one. */
  async grant(tx: Tx, typed: string, at: Date): Promise<PhoneGrant | undefined> {
    const { evidence, records, principalOf } = this.parts
    const code = tidyCode(typed)
    const link = isCode(code) ? await records.live(tx, sha256Hex(code), at) : undefined
    const principal = link && (await principalOf(tx, link.session, link.person, at))
    if (!link || !principal) return undefined
    try {
      await evidence.mayAdd(tx, principal, link.case, at)
    } catch (error) {
      if (error instanceof Refused) return undefined
      throw error
    }
    const { id, case: of, caseService, title, expiresAt } = link
    return { principal, link: id, case: of, caseService, title, until: expiresAt }
  }

  /** What the screen of the citizen shows, beside whom the person who keeps it let a phone in. */
  async shownTo(tx: Tx, of: { case: CaseId; person: PersonId }, at: Date): Promise<PhoneAsk | null> {
    for (const { id, title, expiresAt } of await this.parts.records.openOf(tx, of, at)) {
      const code = this.#clear.get(id)?.code
      if (code !== undefined) return { code, title, until: expiresAt.toISOString() }
    }
    return null
  }

  viewOf({ principal, title, until }: PhoneGrant): PhoneView {
    const { offices } = this.parts.district.current()
    const office = offices.find(({ id }) => id === principal.office)?.name ?? ''
    return { title, office, until: until.toISOString() }
  }
}
