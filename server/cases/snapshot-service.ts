import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import { noValues, type FormValues } from '#shared/model/forms/values.ts'
import { sealed, snapshotOf, type ServiceSnapshot } from '#shared/model/snapshot.ts'
import { stillRests, type Rests } from '#shared/model/snapshot-papers.ts'
import type { Act, Acts, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type {
  BoundContent,
  CaseContents,
  CasePapers,
  CaseRecords,
  SnapshotRecords,
  StoredCase,
} from './case-port.ts'

/** The stored content of a service at one moment, and the hash that decisions name. */
export interface TakenSnapshot {
  readonly snapshot: ServiceSnapshot
  readonly body: string
  /** SHA-256 of `body`, hex. */
  readonly hash: string
}

/** Every service of a case at one moment; empty for an unknown case. */
export interface TakenCase {
  readonly case: CaseId
  readonly head: string
  readonly headSeq: number
  readonly services: ReadonlyMap<CaseServiceId, TakenSnapshot>
  /** Answers as the forms name them; a service without a form has none. */
  readonly values: ReadonlyMap<CaseServiceId, FormValues>
}

/** The server takes the snapshot itself: no decision binds to what a browser claims to have seen. */
export class Snapshots {
  constructor(
    private readonly acts: Acts,
    private readonly cases: Pick<CaseRecords, 'find'>,
    private readonly contents: CaseContents,
    private readonly records: SnapshotRecords,
    private readonly papers: CasePapers,
  ) {}

  /** Before the transaction of a decision (`routeOver`). Asks for no right: tell nobody what it holds before that. */
  async take(id: CaseId): Promise<TakenCase> {
    const file = await this.acts.read((tx) => this.cases.find(tx, id))
    // Nothing is decided over a closed case, and its documents may be gone.
    if (!file || file.closedAt !== null)
      return { case: id, head: '', headSeq: 0, services: new Map(), values: new Map() }
    return this.of(file)
  }

  /** Of a case that was read already, closed or not. */
  async of(file: StoredCase): Promise<TakenCase> {
    const { id } = file
    const { head, headSeq, forms } = await this.contents.read(file)
    const papers = await this.acts.read((tx) => this.papers.read(tx, file))
    const services = file.services.map(({ id: caseService, service }) => {
      const snapshot = snapshotOf(
        { case: id, caseService, service },
        forms.get(caseService) ?? noValues,
        papers.get(caseService) ?? [],
      )
      return [caseService, { snapshot, ...sealed(snapshot) }] as const
    })
    return { case: id, head, headSeq, services: new Map(services), values: forms }
  }

  /**
   * Keeps the snapshot that a decision binds to. `seen`: the hash of what stood on the screen of who decides.
   * @throws Refused `E_STALE_DOCUMENT` when the content is another one by now.
   */
  async bind(act: Act, taken: TakenCase, caseService: CaseServiceId, seen: string): Promise<TakenSnapshot> {
    const found = taken.services.get(caseService)
    if (!found) throw new Refused('E_NOT_FOUND', 'case-unknown')
    if (found.hash !== seen) throw new Refused('E_STALE_DOCUMENT', 'content-changed')
    const { case: id, head, headSeq } = taken
    await this.records.keep(
      act.tx,
      { hash: found.hash, case: id, caseService, body: found.body, head, headSeq },
      act.at,
    )
    return found
  }

  /**
   * Whether what was decided over the content with this hash stands while `current` is there. A decision keeps the format it was
   * made in: what is compared is its stored content, never a hash of another format.
   */
  async stand(
    tx: Tx,
    caseService: CaseServiceId,
    decided: { readonly hash: string; readonly over: Rests },
    current: BoundContent,
  ): Promise<boolean> {
    if (decided.hash === current.hash) return true
    const before = await this.boundTo(tx, caseService, decided.hash)
    return before !== undefined && stillRests(before, current.snapshot, decided.over)
  }

  /** The content a decision was bound to. */
  async boundTo(tx: Tx, caseService: CaseServiceId, hash: string): Promise<ServiceSnapshot | undefined> {
    const found = await this.records.find(tx, caseService, hash)
    return found && (JSON.parse(found.body) as ServiceSnapshot)
  }
}
