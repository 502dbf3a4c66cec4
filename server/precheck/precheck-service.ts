import { v7 as uuidv7 } from 'uuid'
import type { CasePrecheck } from '#shared/contract/precheck-contract.ts'
import { checkForm } from '#shared/model/checks/check-form.ts'
import { addDays, germanDay, germanToday, isIsoDay } from '#shared/model/checks/days.ts'
import { liesWithAuthority } from '#shared/model/case.ts'
import type { Form } from '#shared/model/forms/form.ts'
import { noValues, type FormValues } from '#shared/model/forms/values.ts'
import type { CaseId, CaseServiceId, PersonId, ServiceId } from '#shared/model/ids.ts'
import type { Action } from '#shared/model/permissions.ts'
import { blockHash } from '#shared/model/precheck/block.ts'
import { findingsOf, inputsOf, type FindingDecision, type Findings } from '#shared/model/precheck/findings.ts'
import { requirementsOn } from '#shared/model/precheck/requirement.ts'
import { changedPaths } from '#shared/model/snapshot.ts'
import { changedPapers, paperMark } from '#shared/model/snapshot-papers.ts'
import type { BoundContent, BoundDecisions, StoredCase, StoredCaseService } from '#server/cases/case-port.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Acting } from '#server/cases/acting.ts'
import type { CaseProgress } from '#server/cases/case-progress.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { Snapshots, TakenCase } from '#server/cases/snapshot-service.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { PrecheckRecords, RequirementsOf, StoredDecision, StoredPrecheck } from './precheck-port.ts'
import { precheckView, type WithServices } from './precheck-view.ts'

export interface PrecheckParts {
  readonly cases: CaseService
  readonly progress: CaseProgress
  readonly snapshots: Snapshots
  readonly records: PrecheckRecords
  readonly district: DistrictSource
  readonly formOf: (service: ServiceId) => Form | undefined
  readonly rulesOf: RequirementsOf
  /** Takes services on as far as what was decided carries them. */
  readonly goOn: (act: Act, id: CaseId) => Promise<boolean>
}

interface Place {
  readonly case: CaseId
  readonly caseService: CaseServiceId
}

/** A case held for a decision over the checks of one service, with what is stored in its form. */
interface Held {
  readonly file: StoredCase
  readonly service: StoredCaseService
  readonly acting: Acting
  readonly stored: StoredPrecheck
  readonly findings: Findings
  readonly values: FormValues
  readonly day: string
}

/** Vorprüfung, discretion, sign-off and the citizen's confirmation. Every decision binds to stored content. */
export class PrecheckService implements BoundDecisions {
  constructor(private readonly parts: PrecheckParts) {}

  async get(tx: Tx, principal: Principal, id: CaseId, at: Date): Promise<CasePrecheck> {
    const { file } = await this.parts.cases.readFor(tx, principal, id, 'case.read', at)
    return this.#view(tx, file)
  }

  /** Evaluates the stored answers with the rules of today and keeps the result. */
  async run(act: Act, taken: TakenCase, wish: Place & { hash?: string }): Promise<CasePrecheck> {
    const held = await this.#hold(act, taken, wish, 'precheck.run')
    const { hash } = taken.services.get(wish.caseService) ?? { hash: '' }
    await this.parts.snapshots.bind(act, taken, wish.caseService, wish.hash ?? hash)
    await this.#keepRun(act, held, hash)
    if (held.service.state === 'collecting')
      await this.parts.progress.advance(act, held.file, held.service, 'prechecked', {
        colour: held.findings.colour,
      })
    act.record({
      action: 'precheck.run',
      case: wish.case,
      subject: wish.caseService,
      history: true,
      detail: { service: held.service.service, ...held.acting, colour: held.findings.colour, hash },
    })
    return this.#tell(act, wish.case)
  }

  async decide(
    act: Act,
    taken: TakenCase,
    wish: Place & {
      requirement: string
      decision: 'accept' | 'refuse' | 'withdraw'
      text: string
      source: string
    },
  ): Promise<CasePrecheck> {
    const held = await this.#hold(act, taken, wish, 'finding.decide')
    const rule = this.#rule(held, wish.requirement)
    if (!rule.discretion) throw new Refused('E_STATE', 'finding-no-discretion', { title: rule.title })
    const decision =
      wish.decision === 'withdraw'
        ? null
        : this.#decision(act, held, wish, { text: wish.text, source: wish.source, until: null })
    await this.parts.records.decide(act.tx, wish.case, wish, decision)
    act.record({
      action: `finding.${wish.decision}`,
      case: wish.case,
      subject: wish.caseService,
      history: true,
      detail: { service: held.service.service, ...held.acting, requirement: rule.title },
    })
    return this.#tell(act, wish.case)
  }

  /** Wird nachgereicht: until a day within the limit of the rule. */
  async promise(
    act: Act,
    taken: TakenCase,
    wish: Place & { requirement: string; until: string },
  ): Promise<CasePrecheck> {
    const held = await this.#hold(act, taken, wish, 'precheck.run')
    const rule = this.#rule(held, wish.requirement)
    if (rule.mayFollowDays === undefined)
      throw new Refused('E_STATE', 'finding-may-not-follow', { title: rule.title })
    const last = addDays(held.day, rule.mayFollowDays)
    if (!isIsoDay(wish.until) || wish.until < held.day || wish.until > last)
      throw new Refused('E_SCHEMA', 'finding-follow-day', { last: germanDay(last) })
    const decision = this.#decision(
      act,
      held,
      { ...wish, decision: 'follow' },
      { text: '', source: rule.source, until: wish.until },
    )
    await this.parts.records.decide(act.tx, wish.case, wish, decision)
    act.record({
      action: 'finding.follow',
      case: wish.case,
      subject: wish.caseService,
      history: true,
      detail: {
        service: held.service.service,
        ...held.acting,
        requirement: rule.title,
        until: germanDay(wish.until),
      },
    })
    return this.#tell(act, wish.case)
  }

  /** Freigabe over the snapshot the specialist saw. @throws Refused `E_STALE_DOCUMENT` when it is another one by now. */
  async signOff(
    act: Act,
    taken: TakenCase,
    wish: Place & { hash: string; note?: string },
  ): Promise<CasePrecheck> {
    const held = await this.#hold(act, taken, wish, 'signoff.give')
    const { file, service, findings } = held
    const bound = await this.parts.snapshots.bind(act, taken, wish.caseService, wish.hash)
    const title = service.service
    if (valid(held.stored, service.id)) throw new Refused('E_STATE', 'signoff-given')
    if (findings.open > 0) throw new Refused('E_STATE', 'signoff-open', { n: findings.open })
    if (findings.colour === 'red') throw new Refused('E_STATE', 'signoff-red')
    await this.#keepRun(act, held, bound.hash)
    let now = service
    if (now.state === 'collecting') {
      await this.parts.progress.advance(act, file, now, 'prechecked', { colour: findings.colour })
      now = { ...now, state: 'prechecked' }
    }
    await this.parts.progress.advance(act, file, now, 'signed_off')
    await this.parts.records.addSignOff(act.tx, file.id, {
      id: uuidv7({ msecs: act.at.getTime() }),
      caseService: service.id,
      hash: bound.hash,
      note: wish.note ?? '',
      person: actorOf(act).person,
      at: act.at,
      voidAt: null,
      voidWhy: null,
      changed: [],
      rows: findings.rows,
    })
    act.record({
      action: 'signoff.given',
      case: file.id,
      subject: service.id,
      history: true,
      detail: { service: title, ...held.acting, hash: bound.hash, head: taken.head },
    })
    return this.#tell(act, wish.case)
  }

  async withdraw(act: Act, wish: Place & { reason: string }): Promise<CasePrecheck> {
    const { file, service, acting } = await this.parts.cases.hold(act, actorOf(act), {
      ...wish,
      action: 'signoff.give',
    })
    const given = valid(await this.parts.records.ofCase(act.tx, file.id), service.id)
    if (!given) throw new Refused('E_STATE', 'signoff-none')
    await this.parts.records.voidSignOff(act.tx, given.id, { why: 'withdrawn', changed: [], at: act.at })
    await this.parts.progress.advance(act, file, service, 'collecting', { why: 'withdrawn' })
    act.record({
      action: 'signoff.withdrawn',
      case: file.id,
      subject: service.id,
      history: true,
      detail: { service: service.service, ...acting },
    })
    return this.#tell(act, wish.case)
  }

  /** Stimmt: the citizen confirms what stands in a block. @throws Refused `E_STALE_DOCUMENT`. */
  async confirm(
    act: Act,
    taken: TakenCase,
    wish: Place & { block: string; hash: string; how: 'spoken' | 'screen' },
  ): Promise<CasePrecheck> {
    const held = await this.#hold(act, taken, wish, 'confirmation.note')
    const form = this.parts.formOf(held.service.service)
    const now = form && blockHash(form, wish.block, held.values)
    if (!form || now === undefined) throw new Refused('E_SCHEMA', 'block-unknown')
    if (now !== wish.hash) throw new Refused('E_STALE_DOCUMENT', 'content-changed')
    const { block, hash, caseService } = wish
    const { person, kind } = actorOf(act)
    const how = kind === 'guest' ? 'screen' : 'spoken'
    await this.parts.records.confirm(act.tx, wish.case, { caseService, block, hash, how, person, at: act.at })
    const title = form.sections.find(({ id }) => id === block)?.title ?? form.title
    act.record({
      action: 'confirmation.noted',
      case: wish.case,
      subject: caseService,
      history: true,
      detail: { service: held.service.service, ...held.acting, block: title, hash, how },
    })
    const told = await this.#tell(act, wish.case)
    return kind === 'guest' ? onlyConfirmations(told) : told
  }

  async voidStale(
    act: Act,
    file: StoredCase,
    service: StoredCaseService,
    current: BoundContent,
  ): Promise<boolean> {
    const { records, snapshots } = this.parts
    const stored = await records.ofCase(act.tx, file.id)
    const given = valid(stored, service.id)
    if (!given) {
      // A Vorprüfung alone goes back to collecting without a word: nobody decided anything.
      const run = stored.runs.find((one) => one.caseService === service.id)
      const alone = service.state === 'prechecked' || service.mode === 'independent'
      if (!alone || run === undefined) return false
      return !(await snapshots.stand(act.tx, service.id, { hash: run.hash, over: 'answers' }, current))
    }
    if (await snapshots.stand(act.tx, service.id, { hash: given.hash, over: 'all' }, current)) return false
    const before = (await snapshots.boundTo(act.tx, service.id, given.hash)) ?? current.snapshot
    const papers = changedPapers(before, current.snapshot).map((name) => `${paperMark}${name}`)
    const changed = [...changedPaths(before, current.snapshot), ...papers]
    await records.voidSignOff(act.tx, given.id, { why: 'changed', changed, at: act.at })
    act.record({
      action: 'signoff.void',
      case: file.id,
      subject: service.id,
      history: true,
      detail: { service: service.service },
    })
    act.announce(`case/${file.id}`, 'precheck.changed', { precheck: await this.#view(act.tx, file) })
    return true
  }

  async #hold(act: Act, taken: TakenCase, wish: Place, action: Action): Promise<Held> {
    const { file, service, acting } = await this.parts.cases.hold(act, actorOf(act), { ...wish, action })
    if (service.state === 'cancelled' || liesWithAuthority(service.state))
      throw new Refused('E_STATE', 'service-step')
    const stored = await this.parts.records.ofCase(act.tx, file.id)
    const form = this.parts.formOf(service.service)
    const values = taken.values.get(service.id) ?? noValues
    const day = germanToday(act.at)
    const { plates, places } = this.parts.district.current()
    const check = checkForm(form ?? { title: '', sections: [] }, values, { today: day, plates, places })
    const decisions = this.#decisionsOf(stored, service.id)
    const findings = findingsOf(this.parts.rulesOf(service.service), { values, check, today: day }, decisions)
    return { file, service, acting, stored, findings, values, day }
  }

  #decisionsOf(stored: StoredPrecheck, caseService: CaseServiceId): FindingDecision[] {
    return stored.decisions
      .filter((one) => one.caseService === caseService)
      .map(({ person, ...one }) => ({
        requirement: one.requirement,
        decision: one.decision,
        text: one.text,
        source: one.source,
        until: one.until,
        inputs: one.inputs,
        byName: this.#nameOf(person),
        at: one.at.toISOString(),
      }))
  }

  /** The rule in force today, when the service asks it now. */
  #rule(held: Held, id: string) {
    const rule = requirementsOn(this.parts.rulesOf(held.service.service), held.day).find(
      (one) => one.id === id,
    )
    const asked = held.findings.rows.find(({ requirement }) => requirement.id === id)
    if (!rule || !asked) throw new Refused('E_SCHEMA', 'finding-unknown')
    if (asked.state === 'met') throw new Refused('E_STATE', 'finding-met', { title: rule.title })
    return rule
  }

  #decision(
    act: Act,
    held: Held,
    wish: Place & { requirement: string; decision: FindingDecision['decision'] | 'withdraw' },
    said: Pick<FindingDecision, 'text' | 'source' | 'until'>,
  ): StoredDecision {
    return {
      caseService: wish.caseService,
      requirement: wish.requirement,
      decision: wish.decision as FindingDecision['decision'],
      ...said,
      inputs: inputsOf(this.#rule(held, wish.requirement), held.values),
      person: actorOf(act).person,
      at: act.at,
    }
  }

  #keepRun(act: Act, { file, service, findings, day }: Held, hash: string): Promise<void> {
    const { colour, rows } = findings
    const person = actorOf(act).person
    return this.parts.records.keepRun(act.tx, file.id, {
      caseService: service.id,
      hash,
      colour,
      rows,
      day,
      person,
      at: act.at,
    })
  }

  /** Services whose last Vorprüfung has nothing red and nothing open. */
  async checked(tx: Tx, id: CaseId): Promise<ReadonlySet<CaseServiceId>> {
    const { runs } = await this.parts.records.ofCase(tx, id)
    const clear = runs.filter(
      ({ colour, rows }) => colour !== 'red' && rows.every(({ state }) => state !== 'discretion'),
    )
    return new Set(clear.map(({ caseService }) => caseService))
  }

  async #tell(act: Act, id: CaseId): Promise<CasePrecheck> {
    await this.parts.goOn(act, id)
    const precheck = await this.#view(act.tx, await this.parts.cases.tell(act, id))
    act.announce(`case/${id}`, 'precheck.changed', { precheck })
    return precheck
  }

  async #view(tx: Tx, file: Pick<StoredCase, 'id' | 'rev'> & WithServices): Promise<CasePrecheck> {
    return precheckView(file, await this.parts.records.ofCase(tx, file.id), (one) => this.#nameOf(one))
  }

  #nameOf(person: PersonId): string {
    return nameOf(person, this.parts.district.current())
  }
}

function valid(stored: StoredPrecheck, caseService: CaseServiceId) {
  return stored.signOffs.findLast((one) => one.caseService === caseService && one.voidAt === null)
}

/** What a guest hears back: what was confirmed, and nothing of what staff decided. */
function onlyConfirmations({ services, ...rest }: CasePrecheck): CasePrecheck {
  const nothing = { decisions: [], run: null, signOff: null }
  return { ...rest, services: services.map((one) => ({ ...one, ...nothing })) }
}
