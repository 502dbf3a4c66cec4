import type { CasePrecheck } from '#shared/contract/precheck-contract.ts'
import type { Form } from '#shared/model/forms/form.ts'
import type { CaseId, CaseServiceId, ServiceId } from '#shared/model/ids.ts'
import { blockHash } from '#shared/model/precheck/block.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CaseProgress } from '#server/cases/case-progress.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { Snapshots, TakenCase } from '#server/cases/snapshot-service.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { HeldPrechecks, Place } from './held-precheck.ts'
import type { PrecheckRecords } from './precheck-port.ts'

interface PrecheckParts {
  readonly cases: Pick<CaseService, 'readFor'>
  readonly progress: CaseProgress
  readonly snapshots: Snapshots
  readonly records: PrecheckRecords
  readonly formOf: (service: ServiceId) => Form | undefined
}

/** Vorprüfung and the citizen's confirmation; both bind to stored content. */
export class PrecheckService {
  constructor(
    private readonly held: HeldPrechecks,
    private readonly parts: PrecheckParts,
  ) {}

  async get(tx: Tx, principal: Principal, id: CaseId, at: Date): Promise<CasePrecheck> {
    const { file } = await this.parts.cases.readFor(tx, principal, id, 'case.read', at)
    return this.held.view(tx, file)
  }

  /** Evaluates the stored answers with the rules of today and keeps the result. */
  async run(act: Act, taken: TakenCase, wish: Place & { hash?: string }): Promise<CasePrecheck> {
    const held = await this.held.hold(act, taken, wish, 'precheck.run')
    const { hash } = taken.services.get(wish.caseService) ?? { hash: '' }
    await this.parts.snapshots.bind(act, taken, wish.caseService, wish.hash ?? hash)
    await this.held.keepRun(act, held, hash)
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
    return this.held.tell(act, wish.case)
  }

  /** Stimmt: the citizen confirms what stands in a block. @throws Refused `E_STALE_DOCUMENT`. */
  async confirm(
    act: Act,
    taken: TakenCase,
    wish: Place & { block: string; hash: string; how: 'spoken' | 'screen' },
  ): Promise<CasePrecheck> {
    const held = await this.held.hold(act, taken, wish, 'confirmation.note')
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
    const told = await this.held.tell(act, wish.case)
    return kind === 'guest' ? onlyConfirmations(told) : told
  }

  /** Services whose last Vorprüfung has nothing red and nothing open. */
  async checked(tx: Tx, id: CaseId): Promise<ReadonlySet<CaseServiceId>> {
    const { runs } = await this.parts.records.ofCase(tx, id)
    const clear = runs.filter(
      ({ colour, rows }) => colour !== 'red' && rows.every(({ state }) => state !== 'discretion'),
    )
    return new Set(clear.map(({ caseService }) => caseService))
  }
}

/** What a guest hears back: what was confirmed, and nothing of what staff decided. */
function onlyConfirmations({ services, ...rest }: CasePrecheck): CasePrecheck {
  const nothing = { decisions: [], run: null, signOff: null }
  return { ...rest, services: services.map((one) => ({ ...one, ...nothing })) }
}
