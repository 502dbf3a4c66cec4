import type { CaseServiceView } from '#shared/model/case.ts'
import type { CaseHandovers } from '#shared/model/handover.ts'
import type { CaseId, QuestionId } from '#shared/model/ids.ts'
import type { BoundDecisions, StoredCase, StoredCaseService } from '#server/cases/case-port.ts'
import type { CaseProgress } from '#server/cases/case-progress.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { Snapshots, TakenCase } from '#server/cases/snapshot-service.ts'
import type { Act } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { PrecheckRecords } from '#server/precheck/precheck-port.ts'
import type { HandoverRecords, StoredHandedService } from './handover-port.ts'
import type { HandoverNews } from './handover-news.ts'

type State = CaseServiceView['state']

export interface AnswerParts {
  readonly cases: CaseService
  readonly snapshots: Pick<Snapshots, 'stand'>
  readonly progress: CaseProgress
  readonly records: HandoverRecords
  readonly precheck: PrecheckRecords
  readonly decisions: readonly BoundDecisions[]
  readonly news: HandoverNews
}

/** Answers to Rückfragen. With the last one a service goes on from where it stood when it was handed over, unless its form changed. */
export class AnswerService {
  constructor(private readonly parts: AnswerParts) {}

  async answer(
    act: Act,
    taken: TakenCase,
    wish: { case: CaseId; question: QuestionId; text: string },
  ): Promise<CaseHandovers> {
    const { cases, records, news } = this.parts
    const principal = actorOf(act)
    await cases.readFor(act.tx, principal, wish.case, 'handover.answer', act.at)
    const asked = (await records.questions(act.tx, wish.case)).find(({ id }) => id === wish.question)
    if (!asked) throw new Refused('E_NOT_FOUND', 'question-unknown')
    const { caseService } = asked
    const held = await cases.hold(act, principal, { case: wish.case, caseService, action: 'handover.answer' })
    const open = held.service.questions
    if (!open.some(({ id }) => id === asked.id)) throw new Refused('E_STATE', 'question-answered')
    await records.answer(act.tx, asked.id, { text: wish.text.trim(), person: principal.person, at: act.at })
    act.record({
      action: 'handover.answered',
      case: wish.case,
      subject: caseService,
      history: true,
      detail: {
        service: held.service.service,
        ...held.acting,
        about: asked.requirement ?? asked.field ?? '',
      },
    })
    if (open.length === 1) await this.#goOn(act, held.file, held.service, taken)
    return news.tell(act, wish.case)
  }

  /**
   * Nothing but the answer was missing: sign-off, signature and fee stand as long as they were given over what stands there
   * now. Otherwise what no longer fits is void, and the service is collected anew.
   */
  async #goOn(act: Act, file: StoredCase, service: StoredCaseService, taken: TakenCase): Promise<void> {
    const current = taken.services.get(service.id)
    if (service.state !== 'collecting' || current === undefined) return
    let stale = false
    for (const each of this.parts.decisions)
      stale = (await each.voidStale(act, file, service, current)) || stale
    const handed = await this.#lastHanded(act, file.id, service)
    if (stale || handed === undefined) return
    const bound = { hash: handed.hash, over: 'signed' } as const
    if (!(await this.parts.snapshots.stand(act.tx, service.id, bound, current))) return
    let now = service
    for (const to of await this.#wayOf(act, file.id, service, handed)) {
      await this.parts.progress.advance(act, file, now, to, { why: 'answered' })
      now = { ...now, state: to }
    }
  }

  async #lastHanded(act: Act, id: CaseId, { id: service }: StoredCaseService) {
    const handovers = await this.parts.records.ofCase(act.tx, id)
    return handovers.flatMap(({ services }) => services).findLast((one) => one.caseService === service)
  }

  async #wayOf(
    act: Act,
    id: CaseId,
    service: StoredCaseService,
    { kind }: StoredHandedService,
  ): Promise<State[]> {
    if (kind === 'precheck') return ['prechecked']
    const { signOffs } = await this.parts.precheck.ofCase(act.tx, id)
    const signedOff = signOffs.some((one) => one.caseService === service.id && one.voidAt === null)
    return ['prechecked', ...(signedOff ? (['signed_off'] as const) : []), 'signed', 'fee_due', 'fee_settled']
  }
}
