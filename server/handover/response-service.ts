import { v7 as uuidv7 } from 'uuid'
import { fieldsOf, type Form } from '#shared/model/forms/form.ts'
import type { HandoverView, ResponseKind } from '#shared/model/handover.ts'
import type { CaseId, CaseServiceId, HandoverId, QuestionId, ServiceId } from '#shared/model/ids.ts'
import type { CaseRecords, StoredCase } from '#server/cases/case-port.ts'
import type { CaseProgress } from '#server/cases/case-progress.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { HandoverRecords, StoredHandedService, StoredHandover } from './handover-port.ts'
import type { HandoverNews } from './handover-news.ts'
import { handoverView } from './handover-view.ts'
import type { InboxService } from './inbox-service.ts'

export interface ResponseParts {
  readonly files: CaseRecords
  readonly progress: CaseProgress
  readonly records: HandoverRecords
  readonly inbox: Pick<InboxService, 'admitted'>
  readonly district: DistrictSource
  readonly news: HandoverNews
  readonly formOf: (service: ServiceId) => Form | undefined
  /** Told after COMMIT when nothing is left to do in a case. */
  readonly closed: (id: CaseId) => void
}

type Asked = { readonly caseService: CaseServiceId; readonly text: string } & (
  { readonly requirement: string } | { readonly field: string }
)
export interface ResponseWish {
  readonly handover: HandoverId
  readonly response: ResponseKind
  readonly services?: readonly CaseServiceId[]
  readonly questions?: readonly Asked[]
  readonly reason?: string
  readonly remedy?: string
}

/** States after which nothing is left to do in a service. */
const over: readonly string[] = ['done', 'cancelled']

/** Rückmeldung of an authority: complete, a query that reopens exactly what it names, or rejected with reason and remedy. */
export class ResponseService {
  constructor(private readonly parts: ResponseParts) {}

  async respond(act: Act, wish: ResponseWish): Promise<HandoverView> {
    const { files, records, inbox, news, district } = this.parts
    const principal = actorOf(act)
    const { case: id } = await inbox.admitted(act.tx, principal, wish.handover, 'inbox.respond')
    const file = await files.find(act.tx, id, 'lock')
    const found = await records.find(act.tx, wish.handover)
    if (!file || !found) throw new Refused('E_NOT_FOUND', 'handover-unknown')
    const services = servicesOf(found, wish)
    const said = this.#said(wish)
    for (const service of services) {
      await records.respond(act.tx, found.id, service.caseService, {
        ...said,
        respondedAt: act.at,
        respondedBy: principal.person,
      })
      await this.#goOn(act, file, service, wish.response)
      act.record({
        action: `handover.${wish.response}`,
        case: id,
        subject: service.caseService,
        history: true,
        detail: { service: service.service, receiver: found.authority, number: found.number },
      })
    }
    for (const [at, question] of (wish.questions ?? []).entries())
      await this.#ask(act, found, services, question, at)
    await this.#finish(act, found, file)
    await files.touch(act.tx, id, act.at)
    await news.tell(act, id)
    news.tellInbox(act, found)
    const now = (await records.find(act.tx, found.id)) ?? found
    return handoverView(now, await records.questions(act.tx, id), district.current())
  }

  #said({ response, reason, remedy, questions }: ResponseWish) {
    const rejected = response === 'rejected'
    if (rejected && (reason === undefined || remedy === undefined))
      throw new Refused('E_SCHEMA', 'rejection-words')
    if ((response === 'query') !== (questions !== undefined)) throw new Refused('E_SCHEMA', 'query-words')
    return {
      result: response,
      reason: rejected ? (reason?.trim() ?? null) : null,
      remedy: rejected ? (remedy?.trim() ?? null) : null,
    }
  }

  async #goOn(act: Act, file: StoredCase, one: StoredHandedService, response: ResponseKind): Promise<void> {
    const service = file.services.find(({ id }) => id === one.caseService)
    if (!service) throw new Refused('E_NOT_FOUND', 'handover-unknown')
    const { progress } = this.parts
    await progress.advance(act, file, service, 'responded', { response })
    const to = response === 'query' ? 'collecting' : 'done'
    await progress.advance(act, file, { ...service, state: 'responded' }, to, { response })
  }

  async #ask(
    act: Act,
    found: StoredHandover,
    services: readonly StoredHandedService[],
    asked: Asked,
    at: number,
  ): Promise<void> {
    const service = services.find((one) => one.caseService === asked.caseService)
    const about = service && this.#about(service, asked)
    if (!service || about === undefined) throw new Refused('E_SCHEMA', 'query-target')
    await this.parts.records.ask(act.tx, {
      id: uuidv7({ msecs: act.at.getTime(), seq: at }) as QuestionId,
      handover: found.id,
      case: found.case,
      caseService: service.caseService,
      service: service.service,
      requirement: 'requirement' in asked ? asked.requirement : null,
      field: 'field' in asked ? asked.field : null,
      about,
      text: asked.text.trim(),
      person: actorOf(act).person,
      at: act.at,
      answer: null,
      answeredBy: null,
      answeredAt: null,
    })
  }

  /** What the question is about, in the words of the bundle or of the form; undefined: there is no such thing. */
  #about(service: StoredHandedService, asked: Asked): string | undefined {
    if ('requirement' in asked) return service.requirements.find(({ id }) => id === asked.requirement)?.title
    const form = this.parts.formOf(service.service)
    return form && fieldsOf(form).find(({ path }) => path === asked.field)?.title
  }

  /** The bundle is answered when nothing of it is open, and the case closed when nothing of it is left to do. */
  async #finish(act: Act, { id }: StoredHandover, file: StoredCase): Promise<void> {
    const { records, files } = this.parts
    const now = await records.find(act.tx, id)
    if (now?.services.every(({ result }) => result !== 'open')) await records.setState(act.tx, id, 'answered')
    const after = await files.find(act.tx, file.id)
    if (!after?.services.every(({ state }) => over.includes(state))) return
    await files.close(act.tx, file.id, act.at)
    act.record({ action: 'case.closed', case: file.id, history: true })
    act.afterCommit(() => this.parts.closed(file.id))
  }
}

/** The services that are answered: those named, those asked about, or all that are still open. */
function servicesOf(found: StoredHandover, { services, questions }: ResponseWish): StoredHandedService[] {
  const named = questions?.map(({ caseService }) => caseService) ?? services
  const open = found.services.filter(({ result }) => result === 'open')
  const concerned = named === undefined ? open : open.filter((one) => named.includes(one.caseService))
  const all = named === undefined || new Set(named).size === concerned.length
  if (concerned.length === 0 || !all) throw new Refused('E_STATE', 'handover-answered')
  return concerned
}
