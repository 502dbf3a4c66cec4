import { v7 as uuidv7 } from 'uuid'
import type { CasePrecheck } from '#shared/contract/precheck-contract.ts'
import type { CaseServiceId } from '#shared/model/ids.ts'
import { changedKeys } from '#shared/model/snapshot-papers.ts'
import type { BoundContent, BoundDecisions, StoredCase, StoredCaseService } from '#server/cases/case-port.ts'
import type { CaseProgress } from '#server/cases/case-progress.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { Snapshots, TakenCase } from '#server/cases/snapshot-service.ts'
import type { Act } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { HeldPrechecks, Place } from './held-precheck.ts'
import type { PrecheckRecords, StoredPrecheck } from './precheck-port.ts'

interface SignOffParts {
  readonly cases: CaseService
  readonly progress: CaseProgress
  readonly snapshots: Snapshots
  readonly records: PrecheckRecords
}

/** Freigabe: given over stored content, withdrawn with a reason, void as soon as the content is another one. */
export class SignOffService implements BoundDecisions {
  constructor(
    private readonly held: HeldPrechecks,
    private readonly parts: SignOffParts,
  ) {}

  /** Freigabe over the snapshot the specialist saw. @throws Refused `E_STALE_DOCUMENT` when it is another one by now. */
  async give(
    act: Act,
    taken: TakenCase,
    wish: Place & { hash: string; note?: string },
  ): Promise<CasePrecheck> {
    const held = await this.held.hold(act, taken, wish, 'signoff.give')
    const { file, service, findings } = held
    const bound = await this.parts.snapshots.bind(act, taken, wish.caseService, wish.hash)
    const title = service.service
    if (valid(held.stored, service.id)) throw new Refused('E_STATE', 'signoff-given')
    if (findings.open > 0) throw new Refused('E_STATE', 'signoff-open', { n: findings.open })
    if (findings.colour === 'red') throw new Refused('E_STATE', 'signoff-red')
    await this.held.keepRun(act, held, bound.hash)
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
    return this.held.tell(act, wish.case)
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
    return this.held.tell(act, wish.case)
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
      return !(await snapshots.stand(act.tx, service.id, { hash: run.hash, over: 'signed' }, current))
    }
    if (await snapshots.stand(act.tx, service.id, { hash: given.hash, over: 'all' }, current)) return false
    const before = (await snapshots.boundTo(act.tx, service.id, given.hash)) ?? current.snapshot
    const changed = changedKeys(before, current.snapshot)
    await records.voidSignOff(act.tx, given.id, { why: 'changed', changed, at: act.at })
    act.record({
      action: 'signoff.void',
      case: file.id,
      subject: service.id,
      history: true,
      detail: { service: service.service },
    })
    act.announce(`case/${file.id}`, 'precheck.changed', { precheck: await this.held.view(act.tx, file) })
    return true
  }
}

/** The Freigabe of a service that holds. */
function valid(stored: StoredPrecheck, caseService: CaseServiceId) {
  return stored.signOffs.findLast((one) => one.caseService === caseService && one.voidAt === null)
}
