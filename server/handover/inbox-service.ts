import type {
  InboxLine,
  InboxList,
  InboxScope,
  OpenedBundle,
  RuleFigure,
} from '#shared/contract/handover-contract.ts'
import type { BundleFile } from '#shared/model/handover.ts'
import type { HandoverId } from '#shared/model/ids.ts'
import { may, type Action } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import { titleOf } from '#server/cases/case-view.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { ContentFiles } from '#server/evidence/evidence-port.ts'
import type { Act, Acts, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import type { HandoverRecords, StoredHandover } from './handover-port.ts'
import { addressedTo, handoverView } from './handover-view.ts'

/** Lists end here; older bundles have long been answered. */
const longestList = 500

export interface InboxParts {
  readonly acts: Acts
  readonly records: HandoverRecords
  readonly cases: Pick<CaseService, 'factsFor'>
  readonly district: DistrictSource
  /** Contents of bundles, and of the Unterlagen they name. */
  readonly bundles: Pick<ContentFiles, 'read'>
  readonly evidence: Pick<ContentFiles, 'read'>
}

/** Eingang: what lies with an authority. A bundle of another authority or unit answers like an unknown one. */
export class InboxService {
  constructor(private readonly parts: InboxParts) {}

  async list(tx: Tx, principal: Principal, scope: InboxScope): Promise<InboxList> {
    const all = await this.parts.records.inbox(tx, principal.authority, longestList)
    const mine = all.filter((one) => may(principal, 'inbox.read', { addressed: addressedTo(principal, one) }))
    const counts = { open: 0, query: 0, answered: 0 }
    for (const one of mine) counts[scopeOf(one)]++
    return { counts, lines: mine.filter((one) => scopeOf(one) === scope).map((one) => this.#line(one)) }
  }

  /** @throws Refused `E_NOT_FOUND` */
  async admitted(tx: Tx, principal: Principal, id: HandoverId, action: Action): Promise<StoredHandover> {
    const found = await this.parts.records.find(tx, id)
    const addressed = found !== undefined && found.state !== 'queued' && addressedTo(principal, found)
    if (!found || !may(principal, action, { addressed })) throw new Refused('E_NOT_FOUND', 'handover-unknown')
    return found
  }

  async open(act: Act, id: HandoverId): Promise<OpenedBundle> {
    const principal = actorOf(act)
    const district = this.parts.district.current()
    const found = await this.admitted(act.tx, principal, id, 'inbox.read')
    record(act, 'handover.opened', found)
    const questions = await this.parts.records.questions(act.tx, found.case)
    return {
      handover: handoverView(found, questions, district),
      citizenName: found.citizenName,
      officeName: district.offices.find((one) => one.id === found.office)?.name ?? '',
      files: found.files,
      mayRespond: may(principal, 'inbox.respond', { addressed: addressedTo(principal, found) }),
    }
  }

  /** Names of files whose content is not what the manifest says; the manifest itself by the total of the bundle. */
  async verify(principal: Principal, id: HandoverId): Promise<{ whole: boolean; broken: string[] }> {
    const found = await this.parts.acts.read((tx) => this.admitted(tx, principal, id, 'inbox.read'))
    const broken: string[] = []
    for (const file of found.files) {
      const content = await this.read(file)
      if (content === undefined || sha256Hex(content) !== file.sha256) broken.push(file.name)
    }
    const manifest = found.files.find(({ role }) => role === 'manifest')
    if (manifest?.sha256 !== found.total) broken.push('manifest.json')
    return { whole: broken.length === 0, broken }
  }

  /** A bundle for a download by the authority; leaves an audit row. */
  async taken(principal: Principal, id: HandoverId, what: string): Promise<StoredHandover> {
    return this.parts.acts.run(principal, async (act) => {
      const found = await this.admitted(act.tx, principal, id, 'inbox.read')
      record(act, 'handover.downloaded', found, what)
      return found
    })
  }

  /** One file: for the authority any, for those who read the case the certificate alone. */
  async takenFile(
    principal: Principal,
    id: HandoverId,
    sha256: string,
  ): Promise<{ file: BundleFile; name: string }> {
    return this.parts.acts.run(principal, async (act) => {
      const found = await this.parts.records.find(act.tx, id)
      const file = found?.files.find((one) => one.sha256 === sha256)
      if (!found || !file || !(await this.#mayTake(act, found, file)))
        throw new Refused('E_NOT_FOUND', 'handover-unknown')
      record(act, 'handover.downloaded', found, file.role)
      return { file, name: nameOutside(found, file) }
    })
  }

  read(file: BundleFile): Promise<Buffer | undefined> {
    const store = file.role === 'evidence' ? this.parts.evidence : this.parts.bundles
    return store.read(file.sha256, 'content')
  }

  async figures(tx: Tx): Promise<{ rules: RuleFigure[] }> {
    const { handedOver, questioned } = await this.parts.records.counts(tx)
    const district = this.parts.district.current()
    const rules = handedOver.map(({ service, requirement, title, count }) => ({
      service,
      serviceTitle: titleOf(service, district),
      requirement,
      title,
      handedOver: count,
      questioned: questioned
        .filter((one) => one.service === service && one.requirement === requirement)
        .reduce((sum, one) => sum + one.count, 0),
    }))
    return { rules: rules.toSorted((a, b) => b.questioned - a.questioned || b.handedOver - a.handedOver) }
  }

  async #mayTake(act: Act, found: StoredHandover, file: BundleFile): Promise<boolean> {
    const principal = actorOf(act)
    const arrived = found.state !== 'queued'
    if (may(principal, 'inbox.read', { addressed: arrived && addressedTo(principal, found) })) return true
    if (file.role !== 'certificate') return false
    const known = await this.parts.cases.factsFor(act.tx, principal, found.case, act.at)
    return known !== undefined && may(principal, 'case.read', known.facts)
  }

  #line(one: StoredHandover): InboxLine {
    const district = this.parts.district.current()
    return {
      handover: one.id,
      number: one.number,
      citizenName: one.citizenName,
      officeName: district.offices.find(({ id }) => id === one.office)?.name ?? '',
      services: one.services.map(({ service }) => titleOf(service, district)),
      at: one.at.toISOString(),
      state: one.state,
      result: lastResult(one),
      follows: one.follows,
    }
  }
}

function lastResult({ services }: StoredHandover): InboxLine['result'] {
  const answered = services.filter(({ result }) => result !== 'open')
  const last = answered.toSorted((a, b) => Number(b.respondedAt ?? 0) - Number(a.respondedAt ?? 0))[0]
  return last === undefined || last.result === 'open' ? null : last.result
}

/** The name of a file outside of its bundle: what every bundle has says which one it comes from. */
function nameOutside({ number }: StoredHandover, { name, role }: BundleFile): string {
  const own = name.split('/').at(-1) ?? name
  if (role === 'evidence' || role === 'message') return own
  return own.replace(/(\.[a-z]+)$/, `-${number.replace('/', '-')}$1`)
}

/** Where a bundle stands in the list: waiting for the authority, for the desk's answer, or over. */
function scopeOf(one: StoredHandover): InboxScope {
  if (one.services.some(({ result }) => result === 'open')) return 'open'
  return one.services.some(({ result }) => result === 'query') ? 'query' : 'answered'
}

function record(act: Act, action: string, found: StoredHandover, what?: string): void {
  const { case: file, id: subject, number, authority: receiver } = found
  const detail = { number, receiver, ...(what !== undefined && { what }) }
  act.record({ action, case: file, subject, history: action === 'handover.opened', detail })
}
