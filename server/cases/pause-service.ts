import type { CaseView } from '#shared/model/case.ts'
import { addDays, germanToday, isIsoDay } from '#shared/model/checks/days.ts'
import type { PausedCase } from '#shared/contract/handover-contract.ts'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { CaseProgress } from './case-progress.ts'
import type { CaseRecords, CompetenceOf, StoredCase, StoredCaseService, StoredPause } from './case-port.ts'
import type { CaseService } from './case-service.ts'
import { summaryOf, titleOf } from './case-view.ts'

/** Days a service may rest before somebody has to look at it again. */
const longestPause = 365
const over: readonly string[] = ['handed_over', 'responded', 'done', 'cancelled']

export interface PauseParts {
  readonly cases: CaseService
  readonly records: CaseRecords
  readonly progress: CaseProgress
  readonly competence: CompetenceOf
  readonly district: DistrictSource
  /** The case belongs to another office now: whoever looked at it has to be asked anew; after COMMIT. */
  readonly moved: (id: CaseId) => void
}

/** Services that rest, and how they go on: here, or at another office that may handle them. */
export class PauseService {
  constructor(private readonly parts: PauseParts) {}

  async pause(
    act: Act,
    wish: {
      case: CaseId
      caseService: CaseServiceId
      reason: StoredPause['reason']
      until?: string
      rev: number | undefined
    },
  ): Promise<CaseView> {
    const { cases, progress, records } = this.parts
    const { person } = actorOf(act)
    const held = await cases.hold(act, actorOf(act), { ...wish, action: 'service.pause' })
    const { file, service, acting } = held
    if (service.pause !== null) throw new Refused('E_STATE', 'service-step')
    const today = germanToday(act.at)
    const until = wish.until ?? null
    if (until !== null && (!isIsoDay(until) || until < today || until > addDays(today, longestPause)))
      throw new Refused('E_SCHEMA', 'pause-until')
    await progress.advance(act, file, service, 'paused', { reason: wish.reason })
    const pause = { reason: wish.reason, until, from: service.state, person, at: act.at }
    await records.pause(act.tx, file.id, service.id, pause)
    act.record({
      action: 'service.paused',
      case: file.id,
      subject: service.id,
      history: true,
      detail: { service: service.service, ...acting, pause: wish.reason, ...(until !== null && { until }) },
    })
    return cases.tell(act, file.id)
  }

  /** A foreign case answers like an unknown one unless the office may go on with the service. */
  async resume(act: Act, wish: { case: CaseId; caseService: CaseServiceId }): Promise<CaseView> {
    const { cases, records, progress } = this.parts
    const principal = actorOf(act)
    const file = await records.find(act.tx, wish.case, 'lock')
    const service = file?.services.find(({ id }) => id === wish.caseService)
    const own = file?.office === principal.office
    const entitled = service !== undefined && (own || this.#entitled(principal, service, act.at))
    if (!file || !service || !may(principal, 'service.resume', { entitled }))
      throw new Refused('E_NOT_FOUND', 'case-unknown')
    const acting = cases.mayStillAct(principal, service, act.at)
    if (service.pause === null) throw new Refused('E_STATE', 'service-step')
    if (!own) await this.#move(act, principal, file)
    await progress.advance(act, file, service, service.pause.from)
    await records.unpause(act.tx, service.id)
    await records.touch(act.tx, file.id, act.at)
    act.record({
      action: 'service.resumed',
      case: file.id,
      subject: service.id,
      history: true,
      detail: { service: service.service, ...acting },
    })
    return cases.tell(act, file.id)
  }

  /** Nothing personal: number, services and where it rests. */
  async find(tx: Tx, principal: Principal, number: string, at: Date): Promise<PausedCase> {
    const district = this.parts.district.current()
    const file = await this.parts.records.byNumber(tx, number)
    const resting = file?.services.filter((one) => this.#entitled(principal, one, at)) ?? []
    if (!file || resting.length === 0) throw new Refused('E_NOT_FOUND', 'paused-unknown')
    return {
      case: file.id,
      number: file.number,
      officeName: district.offices.find(({ id }) => id === file.office)?.name ?? '',
      services: resting.flatMap(({ id, service, pause }) =>
        pause
          ? [{ caseService: id, title: titleOf(service, district), until: pause.until, reason: pause.reason }]
          : [],
      ),
    }
  }

  #entitled(principal: Principal, service: StoredCaseService, at: Date): boolean {
    if (service.pause === null) return false
    return this.#handles(principal, service, at)
  }

  #handles(principal: Principal, service: StoredCaseService, at: Date): boolean {
    const found = this.parts.competence(principal, service.service, at)
    return found.allowed && found.authority === service.authority
  }

  /** The whole case moves, so the other office must be able to finish all of it. */
  async #move(act: Act, principal: Principal, file: StoredCase): Promise<void> {
    const district = this.parts.district.current()
    const left = file.services.filter(({ state }) => !over.includes(state))
    const foreign = left.find((one) => !this.#handles(principal, one, act.at))
    if (foreign)
      throw new Refused('E_STATE', 'resume-others', { service: titleOf(foreign.service, district) })
    await this.parts.records.move(act.tx, file.id, principal)
    act.record({
      action: 'case.moved',
      case: file.id,
      history: true,
      detail: { from: file.office, office: principal.office },
    })
    // The list of the office it comes from lets it go.
    const gone = { ...summaryOf(file, district, undefined), rev: file.rev + 1, status: 'closed' as const }
    act.announce(`office/${file.office}`, 'case.changed', { summary: gone })
    act.afterCommit(() => this.parts.moved(file.id))
  }
}
