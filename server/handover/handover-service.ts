import { v7 as uuidv7 } from 'uuid'
import { canonicalJson, digestOf } from '#shared/model/canonical.ts'
import { missingFor, type BundleData, type CaseHandovers } from '#shared/model/handover.ts'
import type { CaseId, CaseServiceId, HandoverId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Rests } from '#shared/model/snapshot-papers.ts'
import type { Acting } from '#server/cases/acting.ts'
import type { BoundContent, CaseRecords, StoredCase, StoredCaseService } from '#server/cases/case-port.ts'
import type { CaseProgress } from '#server/cases/case-progress.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { titleOf } from '#server/cases/case-view.ts'
import type { Snapshots, TakenCase } from '#server/cases/snapshot-service.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { EvidenceRecords } from '#server/evidence/evidence-port.ts'
import type { Act, Acts, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import type { PrecheckRecords, StoredPrecheck } from '#server/precheck/precheck-port.ts'
import type { BundleCollector, BundleHead, ChosenService } from './bundle-collector.ts'
import type { BundleMaker, EvidenceFileRef, MadeBundle } from './bundle-maker.ts'
import type { HandoverRecords, StoredHandover } from './handover-port.ts'
import type { HandoverNews } from './handover-news.ts'
import { missingRefusal } from './missing-refusal.ts'

export interface HandoverParts {
  readonly acts: Acts
  readonly clock: Clock
  readonly cases: CaseService
  readonly files: CaseRecords
  readonly progress: CaseProgress
  readonly snapshots: Snapshots
  readonly records: HandoverRecords
  readonly precheck: PrecheckRecords
  readonly evidence: EvidenceRecords
  readonly district: DistrictSource
  readonly collector: BundleCollector
  readonly maker: BundleMaker
  readonly news: HandoverNews
  /** A bundle waits for its delivery; after COMMIT. */
  readonly queued: (id: HandoverId) => void
}

export interface HandoverWish {
  readonly case: CaseId
  readonly services?: readonly CaseServiceId[]
  readonly hashes?: readonly { readonly caseService: CaseServiceId; readonly hash: string }[]
}

/** The bundles as they were made before the transaction; their files lie on disk. */
export interface PreparedHandover {
  readonly taken: TakenCase
  readonly bundles: readonly (MadeBundle & { readonly chosen: readonly ChosenService[] })[]
}

/** Hands over what is ready: one bundle for each authority and unit, bound to what was decided over. */
export class HandoverService {
  constructor(private readonly parts: HandoverParts) {}

  async list(tx: Tx, principal: Principal, id: CaseId): Promise<CaseHandovers> {
    const now = this.parts.clock.now()
    const { file } = await this.parts.cases.readFor(tx, principal, id, 'case.read', now)
    return this.parts.news.view(tx, file)
  }

  /**
   * Makes the bundles and puts their files on disk. Nothing refers to them until the transaction does; what it refuses stays
   * behind as content without a name.
   */
  async prepare(principal: Principal, wish: HandoverWish): Promise<PreparedHandover> {
    const { acts, clock, snapshots, maker } = this.parts
    const taken = await snapshots.take(wish.case)
    const at = clock.now()
    const drafts = await acts.read((tx) => this.#drafts(tx, principal, wish, taken, at))
    const bundles: PreparedHandover['bundles'][number][] = []
    for (const { data, chosen, evidence } of drafts)
      bundles.push({ ...(await maker.make(data, evidence)), chosen })
    return { taken, bundles }
  }

  async handOver(
    act: Act,
    wish: HandoverWish,
    prepared: PreparedHandover,
    rev: number | undefined,
  ): Promise<CaseHandovers> {
    const { cases, files, records, news } = this.parts
    const principal = actorOf(act)
    await cases.readFor(act.tx, principal, wish.case, 'case.read', act.at)
    const file = await files.find(act.tx, wish.case, 'lock')
    if (!file) throw new Refused('E_NOT_FOUND', 'case-unknown')
    await this.#mayGive(act, principal, file)
    if (rev !== undefined && rev !== file.rev) throw new Refused('E_STALE_REV', 'changed-meanwhile')
    if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
    this.#seen(wish, prepared.taken)
    const stored = await this.parts.precheck.ofCase(act.tx, file.id)
    const chosen = this.#chosen(file, stored, wish)
    const acting = await this.#admit(act, principal, file, chosen)
    const before = await records.ofCase(act.tx, file.id)
    this.#asPrepared(chosen, prepared, before)
    for (const bundle of prepared.bundles)
      await this.#give(act, { file, bundle, taken: prepared.taken, acting, stored })
    await files.touch(act.tx, file.id, act.at)
    return news.tell(act, file.id)
  }

  /** What stood on the screen of who hands over must be what is stored. */
  #seen({ hashes = [] }: HandoverWish, taken: TakenCase): void {
    for (const { caseService, hash } of hashes)
      if (taken.services.get(caseService)?.hash !== hash)
        throw new Refused('E_STALE_DOCUMENT', 'content-changed')
  }

  /** Without a word of refusal: who may not is told so in the transaction. */
  async #drafts(tx: Tx, principal: Principal, wish: HandoverWish, taken: TakenCase, at: Date) {
    const { cases, records, collector, precheck } = this.parts
    const known = await cases.factsFor(tx, principal, wish.case, at)
    if (!known || !may(principal, 'case.read', known.facts)) return []
    const { file } = known
    const stored = await precheck.ofCase(tx, file.id)
    const before = await records.ofCase(tx, file.id)
    const drafts: { data: BundleData; chosen: readonly ChosenService[]; evidence: EvidenceFileRef[] }[] = []
    const ready = this.#ready(file, stored, wish)
    for (const [index, chosen] of byReceiver(ready).entries()) {
      const head = this.#head(principal, { file, before, chosen, at, position: before.length + 1 + index })
      const data = await collector.collect(tx, file, taken, chosen, head)
      drafts.push({ data, chosen, evidence: await this.#evidence(tx, file.id, chosen) })
    }
    return drafts
  }

  #head(
    principal: Principal,
    of: {
      file: StoredCase
      before: readonly StoredHandover[]
      chosen: readonly ChosenService[]
      at: Date
      position: number
    },
  ): BundleHead {
    const district = this.parts.district.current()
    const [first] = of.chosen
    const authority = district.authorities.find(({ id }) => id === first?.service.authority)
    const unit = district.units.find(({ id }) => id === first?.service.unit)
    const ids = new Set(of.chosen.map(({ service }) => service.id))
    const follows = of.before.findLast(({ services }) => services.some((one) => ids.has(one.caseService)))
    return {
      handover: uuidv7({ msecs: of.at.getTime() }) as HandoverId,
      number: `${of.file.number}/${of.position}`,
      follows: follows?.number ?? null,
      at: of.at.toISOString(),
      authority: {
        id: first?.service.authority as BundleHead['authority']['id'],
        name: authority?.name ?? '',
      },
      unit: unit ? { id: unit.id, name: unit.name } : null,
      by: { person: principal.person, name: principal.name },
    }
  }

  async #evidence(tx: Tx, id: CaseId, chosen: readonly ChosenService[]): Promise<EvidenceFileRef[]> {
    const ids = new Set<string>(chosen.map(({ service }) => service.id))
    return (await this.parts.evidence.list(tx, id)).flatMap((one) => {
      const concerned = one.caseService === null || ids.has(one.caseService)
      if (one.kind !== 'file' || one.withdrawn !== null || !concerned) return []
      const { name, title, sha256, size, type } = one
      return [{ name, title, sha256, size, type }]
    })
  }

  #ready(file: StoredCase, stored: StoredPrecheck, { services }: HandoverWish): ChosenService[] {
    return file.services.flatMap((service) => {
      const wanted = services === undefined || services.includes(service.id)
      if (!wanted || missingFor(service, colourOf(stored, service.id)) !== null) return []
      return [{ service, kind: service.state === 'fee_settled' ? 'full' : 'precheck' } as const]
    })
  }

  /** @throws Refused with what is missing, when a service was named that is not ready, or nothing is. */
  #chosen(file: StoredCase, stored: StoredPrecheck, wish: HandoverWish): ChosenService[] {
    for (const id of wish.services ?? []) {
      const service = file.services.find((one) => one.id === id)
      if (!service) throw new Refused('E_NOT_FOUND', 'case-unknown')
      const missing = missingFor(service, colourOf(stored, id))
      if (missing === null) continue
      const title = titleOf(service.service, this.parts.district.current())
      throw missingRefusal[missing]({ service: title })
    }
    const chosen = this.#ready(file, stored, wish)
    if (chosen.length === 0) throw new Refused('E_STATE', 'handover-nothing')
    return chosen
  }

  /** At least one service may be handed over by this person. */
  async #mayGive(act: Act, principal: Principal, file: StoredCase): Promise<void> {
    for (const { id } of file.services) {
      const known = await this.parts.cases.factsFor(act.tx, principal, file.id, act.at, { caseService: id })
      if (known && may(principal, 'handover.give', known.facts)) return
    }
    throw new Refused('E_FORBIDDEN', 'role-may-not')
  }

  /** The right over each service alone: the contract of one may have ended. */
  async #admit(
    act: Act,
    principal: Principal,
    file: StoredCase,
    chosen: readonly ChosenService[],
  ): Promise<ReadonlyMap<CaseServiceId, Acting>> {
    const acting = new Map<CaseServiceId, Acting>()
    for (const { service } of chosen) {
      const known = await this.parts.cases.factsFor(act.tx, principal, file.id, act.at, {
        caseService: service.id,
      })
      if (!known || !may(principal, 'handover.give', known.facts))
        throw new Refused('E_FORBIDDEN', 'role-may-not')
      acting.set(service.id, this.parts.cases.mayStillAct(principal, service, act.at))
    }
    return acting
  }

  /** The bundles were made for exactly these services and are the next ones. */
  #asPrepared(
    chosen: readonly ChosenService[],
    { bundles }: PreparedHandover,
    before: readonly StoredHandover[],
  ): void {
    const made = new Set(bundles.flatMap((bundle) => bundle.chosen.map((one) => keyOf(one))))
    const next = bundles.every(({ data }) => before.every(({ number }) => number !== data.number))
    if (!next || made.size !== chosen.length || chosen.some((one) => !made.has(keyOf(one))))
      throw new Refused('E_STALE_REV', 'changed-meanwhile')
  }

  async #give(
    act: Act,
    of: {
      file: StoredCase
      bundle: PreparedHandover['bundles'][number]
      taken: TakenCase
      acting: ReadonlyMap<CaseServiceId, Acting>
      stored: StoredPrecheck
    },
  ): Promise<void> {
    const { collector, snapshots, progress, records, queued } = this.parts
    const { file, bundle, taken } = of
    const { data, files, total } = bundle
    const now = await collector.collect(act.tx, file, taken, bundle.chosen, data)
    const digest = digestOfData(now)
    if (digest !== digestOfData(data)) throw new Refused('E_STALE_DOCUMENT', 'content-changed')
    for (const { service } of bundle.chosen) {
      const current = taken.services.get(service.id)
      if (!current || !(await this.#fits(act.tx, of.stored, service, current)))
        throw new Refused('E_STALE_DOCUMENT', 'content-changed')
      await snapshots.bind(act, taken, service.id, current.hash)
    }
    const stored = storedFrom(act, file, { digest, files, total, data })
    await records.insert(act.tx, stored)
    for (const { service, kind } of bundle.chosen) {
      const acting = of.acting.get(service.id) ?? {}
      await progress.advance(act, file, service, 'handed_over', acting)
      act.record({
        action: kind === 'precheck' ? 'handover.prechecked' : 'handover.given',
        case: file.id,
        subject: service.id,
        history: true,
        detail: {
          service: service.service,
          ...acting,
          receiver: service.authority,
          number: data.number,
          hash: taken.services.get(service.id)?.hash ?? '',
          total,
        },
      })
    }
    act.afterCommit(() => queued(data.handover))
  }

  /** Whatever was decided over a service was decided over this content. */
  async #fits(tx: Tx, stored: StoredPrecheck, { id }: StoredCaseService, current: BoundContent) {
    const run = stored.runs.find((one) => one.caseService === id)
    const signOff = stored.signOffs.findLast((one) => one.caseService === id && one.voidAt === null)
    const stands = (hash: string, over: Rests) => this.parts.snapshots.stand(tx, id, { hash, over }, current)
    return (
      run !== undefined &&
      (await stands(run.hash, 'signed')) &&
      (signOff === undefined || (await stands(signOff.hash, 'all')))
    )
  }
}

const keyOf = ({ service, kind }: ChosenService): string => `${service.id} ${kind}`

/** Services of one authority and unit together, in the order of the case. */
function byReceiver(chosen: readonly ChosenService[]): ChosenService[][] {
  const groups = new Map<string, ChosenService[]>()
  for (const one of chosen) {
    const key = `${one.service.authority}/${one.service.unit ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

function colourOf(stored: StoredPrecheck, id: CaseServiceId): string | null {
  return stored.runs.find((one) => one.caseService === id)?.colour ?? null
}

/** Without the protocol, which goes on growing while the bundle is made. */
function digestOfData({ protocol: _grows, ...data }: BundleData): string {
  return digestOf(canonicalJson(data))
}

function storedFrom(
  act: Act,
  file: StoredCase,
  made: Pick<MadeBundle, 'files' | 'total' | 'data'> & { digest: string },
): StoredHandover {
  const { data, files, total, digest } = made
  return {
    id: data.handover,
    case: file.id,
    number: data.number,
    position: Number(data.number.split('/').at(-1)),
    authority: data.authority.id,
    unit: data.unit?.id ?? null,
    office: file.office,
    citizenName: file.citizenName,
    person: actorOf(act).person,
    at: act.at,
    follows: data.follows,
    state: 'queued',
    attempts: 0,
    nextTry: null,
    deliveredAt: null,
    digest,
    total,
    files,
    services: data.services.map((one) => ({
      caseService: one.caseService,
      service: one.service,
      kind: one.kind,
      hash: one.hash,
      requirements: one.findings.map(({ requirement: id, title }) => ({ id, title })),
      result: 'open',
      reason: null,
      remedy: null,
      respondedAt: null,
      respondedBy: null,
    })),
  }
}
