import { v7 as uuidv7 } from 'uuid'
import type { BodyOf } from '#shared/contract/command.ts'
import type { CaseSignatures, signatureCommands } from '#shared/contract/signature-contract.ts'
import type { CaseId, CaseServiceId, PersonId, SignatureId } from '#shared/model/ids.ts'
import type { BundleSignature } from '#shared/model/handover.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { PaperToSign } from '#shared/model/seat.ts'
import {
  isWritten,
  readyToSign,
  signingHash,
  type SignatureView,
  type SigningDocument,
  type SigningDocuments,
} from '#shared/model/signature.ts'
import type { Acting } from '#server/cases/acting.ts'
import type { BoundContent, BoundDecisions, StoredCase, StoredCaseService } from '#server/cases/case-port.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { ServiceChain } from '#server/cases/service-chain.ts'
import type { Snapshots, TakenCase, TakenSnapshot } from '#server/cases/snapshot-service.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { SeatPapers, SignatureRecords, StoredSignature } from './signature-port.ts'

export interface SignatureParts {
  readonly cases: CaseService
  readonly snapshots: Snapshots
  readonly records: SignatureRecords
  readonly district: DistrictSource
  readonly documents: () => SigningDocuments
  /** Why nothing is signed, by service. */
  readonly unsigned: () => Readonly<Record<string, string>>
  readonly chain: ServiceChain
  readonly seats: SeatPapers
}

type Wish = BodyOf<typeof signatureCommands.addSignature>
type Refusal = BodyOf<typeof signatureCommands.refuseSignature>

/** A case held for a word on one document. */
interface Held {
  readonly file: StoredCase
  readonly service: StoredCaseService
  readonly acting: Acting
  readonly document: SigningDocument
  readonly bound: TakenSnapshot
  readonly witness: PersonId
}

/** Unterschriften: each binds to what was shown (declaration and answers), and is void when the answers change. */
export class SignatureService implements BoundDecisions {
  constructor(private readonly parts: SignatureParts) {}

  async list(tx: Tx, principal: Principal, id: CaseId, at: Date): Promise<CaseSignatures> {
    const { file } = await this.parts.cases.readFor(tx, principal, id, 'signature.read', at)
    return this.#view(tx, file)
  }

  /** @throws Refused `E_STALE_DOCUMENT` when other answers stand there by now. */
  async add(act: Act, taken: TakenCase, wish: Wish): Promise<CaseSignatures> {
    const held = await this.#hold(act, taken, wish)
    const { strokes, unable, representative } = wish
    if ((strokes === undefined) === (unable === undefined)) throw new Refused('E_SCHEMA', 'malformed')
    if (act.actor?.kind === 'guest' && (unable !== undefined || representative))
      throw new Refused('E_STATE', 'signature-at-desk')
    if (strokes && !isWritten(strokes)) throw new Refused('E_STATE', 'signature-too-small')
    // At the own screen nobody types who acts for whom: it is what staff noted for the case.
    const acting = act.actor?.kind === 'guest' ? held.file.representative : representative
    await this.#keep(act, held, {
      state: 'valid',
      signer: wish.signer.trim(),
      representative: acting ? { kind: acting.kind, proof: acting.proof.trim() } : null,
      unable: unable?.trim() ?? null,
      reason: null,
      strokes: strokes ?? null,
    })
    this.#record(act, held, 'signature.given')
    await this.parts.chain.goOn(act, held.file.id)
    return this.#tell(act, held.file.id)
  }

  /** Nothing is sent; the document may be shown again later. */
  async refuse(act: Act, taken: TakenCase, wish: Refusal): Promise<CaseSignatures> {
    const held = await this.#hold(act, taken, wish)
    const reason = wish.reason.trim()
    const nothing = { representative: null, unable: null, strokes: null }
    await this.#keep(act, held, { state: 'refused', signer: '', reason, ...nothing })
    this.#record(act, held, 'signature.refused')
    return this.#tell(act, held.file.id)
  }

  /** These papers may be put before the citizen now. @throws Refused */
  async mayAsk(act: Act, id: CaseId, papers: readonly PaperToSign[]): Promise<void> {
    const { file } = await this.parts.cases.readFor(act.tx, actorOf(act), id, 'signature.take', act.at)
    if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
    const all = await this.parts.records.ofCase(act.tx, id)
    for (const { caseService, document } of papers) {
      const service = file.services.find((one) => one.id === caseService)
      const found = service && this.#documentsOf(service.service).find((one) => one.id === document)
      if (!service || !found) throw new Refused('E_SCHEMA', 'signature-unknown')
      stillToSign(service, found, all)
    }
  }

  async voidStale(
    act: Act,
    file: StoredCase,
    service: StoredCaseService,
    current: BoundContent,
  ): Promise<boolean> {
    const all = await this.parts.records.ofCase(act.tx, file.id)
    const stale: StoredSignature[] = []
    for (const one of all) {
      if (one.caseService !== service.id || one.state !== 'valid') continue
      const bound = { hash: one.snapshot, over: 'signed' } as const
      if (!(await this.parts.snapshots.stand(act.tx, service.id, bound, current))) stale.push(one)
    }
    if (stale.length === 0) return false
    await this.parts.records.makeVoid(
      act.tx,
      stale.map(({ id }) => id),
      act.at,
    )
    const detail = { service: service.service }
    act.record({ action: 'signature.void', case: file.id, subject: service.id, history: true, detail })
    act.announce(`case/${file.id}`, 'signature.changed', { signatures: await this.#view(act.tx, file) })
    return true
  }

  /** Services of a case in which nothing is left to sign; for the chain of states. */
  async signed(tx: Tx, file: StoredCase): Promise<ReadonlySet<CaseServiceId>> {
    const all = await this.parts.records.ofCase(tx, file.id)
    const valid = (id: CaseServiceId, document: string) =>
      all.some((one) => one.caseService === id && one.document === document && one.state === 'valid')
    const done = file.services.filter(({ id, service }) =>
      this.#documentsOf(service).every((document) => valid(id, document.id)),
    )
    return new Set(done.map(({ id }) => id))
  }

  /** Valid signatures as a bundle tells them. */
  async ofBundle(tx: Tx, id: CaseId): Promise<ReadonlyMap<CaseServiceId, readonly BundleSignature[]>> {
    const found = new Map<CaseServiceId, BundleSignature[]>()
    for (const one of await this.parts.records.ofCase(tx, id)) {
      if (one.state !== 'valid') continue
      const { width = 0, height = 0, lines = [] } = one.strokes ?? {}
      const told: BundleSignature = {
        document: one.title,
        signer: one.signer,
        representative: representationOf(one),
        at: one.at.toISOString(),
        hash: one.hash,
        width,
        height,
        lines: lines.map((line) => line.map(([x, y]) => ({ x, y }))),
      }
      found.set(one.caseService, [...(found.get(one.caseService) ?? []), told])
    }
    return found
  }

  #documentsOf(service: string): readonly SigningDocument[] {
    return ownOf(this.parts.documents(), service) ?? []
  }

  async #hold(act: Act, taken: TakenCase, wish: Refusal | Wish): Promise<Held> {
    const { file, service, acting } = await this.parts.cases.hold(act, actorOf(act), {
      case: wish.case,
      caseService: wish.caseService,
      action: 'signature.take',
    })
    const document = this.#documentsOf(service.service).find(({ id }) => id === wish.document)
    if (!document) throw new Refused('E_SCHEMA', 'signature-unknown')
    const witness = await this.#witness(act, wish)
    stillToSign(service, document, await this.parts.records.ofCase(act.tx, file.id))
    const hash = taken.services.get(service.id)?.hash ?? ''
    if (signingHash(service.id, document, hash) !== wish.hash)
      throw new Refused('E_STALE_DOCUMENT', 'content-changed')
    const bound = await this.parts.snapshots.bind(act, taken, service.id, hash)
    return { file, service, acting, document, bound, witness }
  }

  /** Staff witness what they take; a citizen on the own screen signs before whoever put the paper there. */
  async #witness(act: Act, { caseService, document }: PaperToSign): Promise<PersonId> {
    const { kind, person, session } = actorOf(act)
    if (kind !== 'guest') return person
    const found = await this.parts.seats.witness(act.tx, session, { caseService, document }, act.at)
    if (found === undefined) throw new Refused('E_STATE', 'signature-not-asked')
    return found
  }

  async #keep(
    act: Act,
    { file, service, document, bound, witness }: Held,
    said: Pick<StoredSignature, 'state' | 'signer' | 'representative' | 'unable' | 'reason' | 'strokes'>,
  ): Promise<void> {
    const { kind, session } = actorOf(act)
    await this.parts.records.add(act.tx, file.id, {
      id: uuidv7({ msecs: act.at.getTime() }) as SignatureId,
      caseService: service.id,
      document: document.id,
      title: document.title,
      hash: signingHash(service.id, document, bound.hash),
      snapshot: bound.hash,
      person: witness,
      seat: kind === 'guest' ? session : null,
      at: act.at,
      voidAt: null,
      ...said,
    })
    await this.parts.seats.answered(act, file.id, { caseService: service.id, document: document.id })
  }

  #record(act: Act, { file, service, acting, document, bound }: Held, action: string): void {
    const how = act.actor?.kind === 'guest' ? { how: 'screen' } : {}
    act.record({
      action,
      case: file.id,
      subject: service.id,
      history: true,
      detail: { service: service.service, ...acting, document: document.title, hash: bound.hash, ...how },
    })
  }

  async #tell(act: Act, id: CaseId): Promise<CaseSignatures> {
    const signatures = await this.#view(act.tx, await this.parts.cases.tell(act, id))
    act.announce(`case/${id}`, 'signature.changed', { signatures })
    return signatures
  }

  async #view(
    tx: Tx,
    file: Pick<StoredCase, 'id' | 'rev'> & {
      readonly services: readonly Pick<StoredCaseService, 'id' | 'service'>[]
    },
  ): Promise<CaseSignatures> {
    const stored = await this.parts.records.ofCase(tx, file.id)
    return {
      case: file.id,
      caseRev: file.rev,
      documents: file.services.map(({ id, service }) => ({
        caseService: id,
        documents: this.#documentsOf(service),
        unsigned: ownOf(this.parts.unsigned(), service) ?? null,
      })),
      signatures: stored.map((one) => this.#viewOf(one)),
    }
  }

  #viewOf({ person, at, voidAt, seat, snapshot: _bound, ...one }: StoredSignature): SignatureView {
    return {
      ...one,
      at: at.toISOString(),
      byName: nameOf(person, this.parts.district.current()),
      how: seat === null ? 'desk' : 'screen',
      voidAt: voidAt?.toISOString() ?? null,
    }
  }
}

/** @throws Refused when the service is not that far, or nothing is left to sign. */
function stillToSign(
  service: StoredCaseService,
  { id, title }: SigningDocument,
  all: readonly StoredSignature[],
): void {
  if (!readyToSign(service)) throw new Refused('E_STATE', 'signature-not-now')
  const valid = all.filter(({ state }) => state === 'valid')
  if (valid.some((one) => one.caseService === service.id && one.document === id))
    throw new Refused('E_STATE', 'signature-given', { title })
}

const words = {
  vollmacht: 'Vollmacht',
  gesetzlich: 'gesetzliche Vertretung',
  betreuung: 'Betreuung',
  organ: 'Organ der Firma',
  nachlass: 'Erbin, Erbe oder Nachlasspflege',
} as const

/** „i. V.“ with kind and proof, or why somebody did not sign by hand. */
function representationOf({ representative, unable }: StoredSignature): string | null {
  const parts = [
    ...(representative ? [`${words[representative.kind]}, ${representative.proof}`] : []),
    ...(unable === null ? [] : [`konnte nicht unterschreiben: ${unable}`]),
  ]
  return parts.length === 0 ? null : parts.join('; ')
}

/** What a file says about a service; nothing of what every object inherits. */
function ownOf<Value>(byService: Readonly<Record<string, Value>>, service: string): Value | undefined {
  return Object.hasOwn(byService, service) ? byService[service] : undefined
}
