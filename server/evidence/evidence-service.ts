import { v7 as uuidv7 } from 'uuid'
import type { StoredFile } from '#shared/contract/evidence-contract.ts'
import {
  mayFollowUntil,
  mostFiles,
  namesIdentity,
  type EvidenceFile,
  type EvidenceView,
  type IdentityKind,
} from '#shared/model/evidence.ts'
import { germanToday } from '#shared/model/checks/days.ts'
import { checkZone } from '#shared/model/identity-zone.ts'
import type { CaseId, CaseServiceId, EvidenceId, ServiceId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { admit } from '#server/cases/case-policy.ts'
import type { CaseRecords, StoredCase } from '#server/cases/case-port.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { CatalogueService } from '#server/catalogue/catalogue-service.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, AuditDraft, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import type { EvidenceRecords, StoredEvidence } from './evidence-port.ts'
import type { CheckedFile } from './file-check.ts'
import { cleanName } from './file-name.ts'

export interface FileWish {
  readonly case: CaseId
  readonly caseService: CaseServiceId | null
  /** Absent: the name of the file says what it is. */
  readonly title: string | null
  readonly reason: string | null
  readonly name: string
  /** The code of a phone it came by. */
  readonly phone?: string
}

/** Unterlagen of cases: files, what is brought later, identity documents seen in original, and their withdrawal. */
export class EvidenceService {
  constructor(
    private readonly records: EvidenceRecords,
    private readonly cases: CaseService,
    private readonly files: Pick<CaseRecords, 'find'>,
    private readonly district: DistrictSource,
    private readonly catalogue: Pick<CatalogueService, 'evidenceOf' | 'requirementsOf'>,
    /** Decisions rest on the papers: told after every change of them. */
    private readonly changed: (id: CaseId) => void,
  ) {}

  async list(tx: Tx, principal: Principal, id: CaseId, at: Date): Promise<EvidenceView[]> {
    await this.cases.readFor(tx, principal, id, 'evidence.read', at)
    return (await this.records.list(tx, id)).map((one) => this.#view(one))
  }

  /** Asked before a file is received. @throws Refused `E_NOT_FOUND`, `E_FORBIDDEN`, `E_STATE`. */
  async mayAdd(tx: Tx, principal: Principal, id: CaseId, at: Date): Promise<void> {
    const { file } = await this.cases.readFor(tx, principal, id, 'evidence.upload', at)
    if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
  }

  /** The content lies on disk already (`ContentFiles`). The same content for the same paper is one entry. */
  async addFile(
    act: Act,
    principal: Principal,
    wish: FileWish,
    content: { readonly bytes: Buffer; readonly checked: CheckedFile; readonly unscanned: boolean },
  ): Promise<StoredFile> {
    const { file, all } = await this.#hold(act, principal, wish.case, 'evidence.upload')
    const service = this.#serviceOf(file, wish.caseService)
    const { type } = content.checked
    const name = cleanName(wish.name, type)
    const title = wish.title ?? name.replace(/\.[a-z]+$/, '')
    if (namesIdentity(title) && wish.reason === null)
      throw new Refused('E_STATE', principal.kind === 'guest' ? 'phone-identity' : 'identity-reason')
    const sha256 = sha256Hex(content.bytes)
    const stored: StoredFile = { sha256, size: content.bytes.length, type }
    const twin = all.some(
      (one) =>
        one.kind === 'file' &&
        one.withdrawn === null &&
        one.sha256 === sha256 &&
        one.caseService === wish.caseService &&
        one.title === title,
    )
    if (twin) return stored
    if (all.filter((one) => one.kind === 'file').length >= mostFiles)
      throw new Refused('E_STATE', 'evidence-full')
    const { reason } = wish
    const base = this.#base(act, principal, wish)
    await this.#add(
      act,
      { ...base, kind: 'file', title, ...stored, name, reason },
      {
        action: service ? 'evidence.added' : 'evidence.brought',
        detail: {
          format: type.split('/')[1]?.toUpperCase() ?? '',
          kilobytes: Math.max(1, Math.round(stored.size / 1000)),
          sha256,
          ...(service && { service }),
          ...(content.unscanned && { unscanned: true }),
          ...(wish.phone !== undefined && { phone: wish.phone }),
          ...(principal.kind === 'guest' && { how: 'screen' }),
        },
      },
    )
    return stored
  }

  async follow(
    act: Act,
    principal: Principal,
    wish: { case: CaseId; caseService: CaseServiceId; title: string; until: string },
  ): Promise<EvidenceView> {
    const { file, all } = await this.#hold(act, principal, wish.case)
    const service = this.#serviceOf(file, wish.caseService)
    const title = wish.title.trim()
    const today = germanToday(act.at)
    if (!mayFollowUntil(wish.until, today)) throw new Refused('E_STATE', 'until-day')
    const days = this.#followDays(service as ServiceId, title)
    if (days !== undefined && !mayFollowUntil(wish.until, today, days))
      throw new Refused('E_STATE', days === 0 ? 'until-never' : 'until-need')
    const draft = {
      action: 'evidence.follows',
      detail: { until: wish.until, ...(service && { service }) },
    }
    const known = all.find(
      (one) =>
        one.kind === 'follow' &&
        one.withdrawn === null &&
        one.caseService === wish.caseService &&
        one.title === title,
    )
    if (known?.kind !== 'follow') {
      const { until } = wish
      return this.#add(act, { ...this.#base(act, principal, wish), kind: 'follow', title, until }, draft)
    }
    await this.records.setUntil(act.tx, known.id, wish.until)
    return this.#tell(act, { ...known, until: wish.until }, draft)
  }

  /** How long a paper may follow: 0 where it has to be there; undefined where the service says nothing about it. */
  #followDays(service: ServiceId, title: string): number | undefined {
    const need = this.catalogue.evidenceOf(service).find((one) => one.title === title)
    if (need) return need.mayFollowDays ?? 0
    const rule = this.catalogue
      .requirementsOf(service)
      .find((one) => one.follows === undefined && one.title === title)
    return rule && (rule.mayFollowDays ?? 0)
  }

  async attest(
    act: Act,
    principal: Principal,
    wish: { case: CaseId; kind: IdentityKind; mrz?: string },
  ): Promise<EvidenceView> {
    await this.#hold(act, principal, wish.case)
    const zone = checkZone(wish.mrz ?? '')
    if (zone === 'wrong') throw new Refused('E_STATE', 'zone-wrong')
    if (zone === 'unreadable') throw new Refused('E_STATE', 'zone-unreadable')
    const zoneChecked = zone === 'valid'
    const base = this.#base(act, principal, { case: wish.case, caseService: null })
    return this.#add(
      act,
      { ...base, kind: 'attestation', title: '', document: wish.kind, zoneChecked },
      {
        action: zoneChecked ? 'evidence.attestedZone' : 'evidence.attested',
        detail: { identity: wish.kind },
      },
    )
  }

  async withdraw(
    act: Act,
    principal: Principal,
    wish: { case: CaseId; evidence: EvidenceId; reason: string },
  ): Promise<EvidenceView> {
    const { all } = await this.#hold(act, principal, wish.case)
    const found = all.find((one) => one.id === wish.evidence)
    if (!found) throw new Refused('E_NOT_FOUND', 'evidence-unknown')
    if (found.withdrawn) throw new Refused('E_STATE', 'evidence-withdrawn')
    const withdrawn = { at: act.at, person: principal.person, reason: wish.reason.trim() }
    await this.records.withdraw(act.tx, found.id, withdrawn)
    return this.#tell(
      act,
      { ...found, withdrawn },
      { action: 'evidence.withdrawn', detail: { kind: found.kind } },
    )
  }

  /** Whoever looks at a file leaves a row. @throws Refused for a case or content that is not there for this person. */
  async open(act: Act, principal: Principal, wish: { case: CaseId; sha256: string }): Promise<EvidenceFile> {
    await this.cases.readFor(act.tx, principal, wish.case, 'evidence.read', act.at)
    const all = await this.records.list(act.tx, wish.case)
    const found = all.find(
      (one) => one.kind === 'file' && one.sha256 === wish.sha256 && one.withdrawn === null,
    )
    if (found?.kind !== 'file') throw new Refused('E_NOT_FOUND', 'evidence-unknown')
    act.record({ action: 'evidence.opened', case: wish.case, subject: found.id })
    return this.#view(found) as EvidenceFile
  }

  async #hold(
    act: Act,
    principal: Principal,
    id: CaseId,
    right: 'evidence.add' | 'evidence.upload' = 'evidence.add',
  ): Promise<{ file: StoredCase; all: StoredEvidence[] }> {
    const known = await this.cases.factsFor(act.tx, principal, id, act.at)
    if (!known) throw new Refused('E_NOT_FOUND', 'case-unknown')
    admit(principal, right, known.facts)
    const file = await this.files.find(act.tx, id, 'lock')
    if (!file || file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
    return { file, all: await this.records.list(act.tx, id) }
  }

  /** The catalogue's id of a service of the case. @throws Refused for one that is not, or not any more, part of it. */
  #serviceOf(file: StoredCase, id: CaseServiceId | null): string | null {
    if (id === null) return null
    const found = file.services.find((one) => one.id === id && one.state !== 'cancelled')
    if (!found) throw new Refused('E_STATE', 'evidence-service')
    return found.service
  }

  #base(act: Act, principal: Principal, place: { case: CaseId; caseService: CaseServiceId | null }) {
    const id = uuidv7({ msecs: act.at.getTime() }) as EvidenceId
    const { case: of, caseService } = place
    return { id, case: of, caseService, person: principal.person, at: act.at, withdrawn: null }
  }

  async #add(act: Act, evidence: StoredEvidence, draft: AuditDraft): Promise<EvidenceView> {
    await this.records.add(act.tx, evidence)
    return this.#tell(act, evidence, draft)
  }

  #tell(act: Act, evidence: StoredEvidence, draft: AuditDraft): EvidenceView {
    act.record({ ...draft, case: evidence.case, subject: evidence.id, history: true })
    const view = this.#view(evidence)
    act.afterCommit(() => this.changed(evidence.case))
    act.announce(`case/${evidence.case}`, 'evidence.changed', { evidence: view })
    return view
  }

  #view(stored: StoredEvidence): EvidenceView {
    const district = this.district.current()
    const { at, withdrawn, ...rest } = stored
    return {
      ...rest,
      at: at.toISOString(),
      personName: nameOf(stored.person, district),
      withdrawn: withdrawn && {
        at: withdrawn.at.toISOString(),
        personName: nameOf(withdrawn.person, district),
        reason: withdrawn.reason,
      },
    }
  }
}
