import {
  consentTextVersion,
  type ConsentScope,
  type ConsentState,
  type ConsentView,
} from '#shared/model/case.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Act } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { admit } from './case-policy.ts'
import type { CaseRecords, ConsentListener, SeatBindings, StoredCase, StoredConsent } from './case-port.ts'
import type { CaseService } from './case-service.ts'

/**
 * Consent of the citizen per scope (SGB X § 67b): spoken consent is noted by the adviser together with the version of the
 * text that was read out. Giving, refusing and withdrawing are equally one step.
 */
export class ConsentService {
  constructor(
    private readonly cases: CaseService,
    private readonly records: CaseRecords,
    private readonly listener: ConsentListener,
    private readonly seats: Pick<SeatBindings, 'hasSeat'>,
  ) {}

  give(
    act: Act,
    principal: Principal,
    wish: { case: CaseId; scopes: readonly ConsentScope[]; how: 'spoken' | 'screen'; textVersion?: string },
  ): Promise<{ consents: readonly ConsentView[] }> {
    return this.#set(act, principal, { ...wish, state: 'given' })
  }

  refuse(act: Act, principal: Principal, wish: { case: CaseId; scopes: readonly ConsentScope[] }) {
    return this.#set(act, principal, { ...wish, how: 'spoken', state: 'refused' })
  }

  async withdraw(act: Act, principal: Principal, wish: { case: CaseId; scopes: readonly ConsentScope[] }) {
    return this.#set(act, principal, { ...wish, how: 'spoken', state: 'withdrawn' })
  }

  async #set(
    act: Act,
    principal: Principal,
    wish: {
      case: CaseId
      scopes: readonly ConsentScope[]
      how: 'spoken' | 'screen'
      textVersion?: string
      state: ConsentState
    },
  ): Promise<{ consents: readonly ConsentView[] }> {
    const known = await this.cases.factsFor(act.tx, principal, wish.case, act.at, { lock: 'lock' })
    if (!known) throw new Refused('E_NOT_FOUND', 'case-unknown')
    const { file } = known
    admit(principal, 'consent.record', known.facts, known.lapsed)
    if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')

    if (wish.state === 'given') await this.#mayAskAgain(act, principal, file, wish.scopes)

    const textVersion = wish.textVersion ?? consentTextVersion
    // What a seat sends was said at that seat; nobody else can say it there.
    const how = principal.kind === 'guest' ? 'screen' : wish.how
    const changed: StoredConsent[] = []
    for (const scope of wish.scopes) {
      const before = file.consents.find((one) => one.scope === scope)?.state ?? 'not_asked'
      if (wish.state === 'withdrawn' && before !== 'given') throw new Refused('E_STATE', 'consent-not-given')
      if (before === wish.state) continue
      const { state } = wish
      changed.push({ scope, state, how, textVersion, person: principal.person, at: act.at })
      act.record({
        action: `consent.${state}`,
        case: wish.case,
        history: true,
        detail: { scope, how, textVersion },
      })
    }
    await Promise.all([
      ...changed.map((consent) => this.records.setConsent(act.tx, wish.case, consent)),
      this.records.touch(act.tx, wish.case, act.at),
    ])
    const others = file.consents.filter((one) => !changed.some(({ scope }) => scope === one.scope))
    const view = this.cases.viewOf({
      ...file,
      rev: file.rev + 1,
      changedAt: act.at,
      consents: [...others, ...changed],
    })
    act.announce(`case/${wish.case}`, 'case.changed', { case: view })
    await this.listener.consentChanged(act, view)
    return { consents: view.consents }
  }

  /** What the citizen refused or took back at the own screen, only the citizen gives again, while that screen is there. */
  async #mayAskAgain(
    act: Act,
    principal: Principal,
    file: StoredCase,
    scopes: readonly ConsentScope[],
  ): Promise<void> {
    const closed = file.consents.some(
      ({ scope, how, state }) => scopes.includes(scope) && how === 'screen' && state !== 'given',
    )
    if (principal.kind === 'staff' && closed && (await this.seats.hasSeat(act.tx, file.id, act.at)))
      throw atScreen(scopes)
  }
}

function atScreen(scopes: readonly ConsentScope[]): Refused {
  const asks = (one: ConsentScope) => scopes.every((scope) => scope === one)
  if (asks('trainee')) return new Refused('E_STATE', 'trainee-at-screen')
  if (asks('interpreter')) return new Refused('E_STATE', 'interpreter-at-screen')
  return new Refused('E_STATE', 'consent-at-screen')
}
