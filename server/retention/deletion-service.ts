import { v7 as uuidv7 } from 'uuid'
import type { DeletionManifest, DeletionPreview, DeletionRun } from '#shared/contract/retention-contract.ts'
import { canonicalJson, digestOf } from '#shared/model/canonical.ts'
import { germanToday } from '#shared/model/checks/days.ts'
import type { Principal } from '#shared/model/principal.ts'
import { dueOf, type Retention } from '#shared/model/retention.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { KeptFile, KeptFolders, RetentionRecords, StoredRetained, StoredRun } from './retention-port.ts'

export interface DeletionParts {
  readonly records: RetentionRecords
  readonly district: DistrictSource
  readonly retention: () => Retention
  readonly files: KeptFolders
  /** Brings what rows left behind off the disk: old versions in tables, the log of the store. In the background. */
  readonly purge: () => void
}

/** A case that is due: what the manifest says of it. */
interface DueCase {
  readonly retained: StoredRetained
  readonly dueOn: string
  readonly classes: readonly string[]
}

/**
 * Deletion when the period is over (DIN 66398): one proposes, another releases, a manifest says what went. Cases with a hold
 * or not yet offered to the archive stay.
 */
export class DeletionService {
  constructor(private readonly parts: DeletionParts) {}

  /** The dry run. */
  async preview(tx: Tx, at: Date): Promise<DeletionPreview> {
    const { due, kept } = await this.#due(tx, at)
    const rows: Record<string, number> = {}
    const files = new Map<string, KeptFile>()
    for (const { retained } of due) {
      const traces = await this.parts.records.traces(tx, retained.case)
      for (const [table, count] of Object.entries(traces.rows)) rows[table] = (rows[table] ?? 0) + count
      for (const file of traces.files) files.set(`${file.folder} ${file.sha256}`, file)
    }
    const sizes = await Promise.all(
      [...files.values()].map(({ folder, sha256 }) => this.parts.files[folder].size(sha256)),
    )
    return {
      numbers: due.map(({ retained }) => retained.number),
      rows,
      files: files.size,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      kept,
    }
  }

  /** @param numbers the cases somebody saw as due. */
  async propose(act: Act, principal: Principal, numbers: readonly string[]): Promise<DeletionRun> {
    const { records } = this.parts
    const open = (await records.runs(act.tx)).some(({ state }) => state === 'proposed')
    if (open) throw new Refused('E_STATE', 'deletion-proposed-already')
    const due = new Set((await this.#due(act.tx, act.at)).due.map(({ retained }) => retained.number))
    const early = numbers.find((number) => !due.has(number))
    if (early !== undefined) throw new Refused('E_STATE', 'deletion-not-due', { number: early })
    const run: StoredRun = {
      id: uuidv7({ msecs: act.at.getTime() }),
      state: 'proposed',
      proposedBy: principal.person,
      proposedAt: act.at,
      decidedBy: null,
      decidedAt: null,
      reason: null,
      numbers: numbers.toSorted(),
      manifest: null,
      manifestHash: null,
    }
    await records.saveRun(act.tx, run)
    act.record({ action: 'deletion.proposed', subject: run.id, detail: { cases: run.numbers.length } })
    return this.viewOf(run, principal)
  }

  async reject(act: Act, principal: Principal, id: string, reason: string): Promise<DeletionRun> {
    const run = await this.#proposed(act.tx, id)
    const decided: StoredRun = {
      ...run,
      state: 'rejected',
      decidedBy: principal.person,
      decidedAt: act.at,
      reason: reason.trim(),
    }
    await this.parts.records.saveRun(act.tx, decided)
    act.record({ action: 'deletion.rejected', subject: id })
    return this.viewOf(decided, principal)
  }

  /**
   * Takes away what was proposed and is still due; what got a hold in between stays. @throws Refused for who proposed it.
   */
  async release(act: Act, principal: Principal, id: string): Promise<DeletionRun> {
    const run = await this.#proposed(act.tx, id)
    if (run.proposedBy === principal.person) throw new Refused('E_FORBIDDEN', 'deletion-four-eyes')
    const due = (await this.#due(act.tx, act.at)).due.filter(({ retained }) =>
      run.numbers.includes(retained.number),
    )
    if (due.length === 0) throw new Refused('E_STATE', 'deletion-nothing-due')
    const cases: DeletionManifest['cases'][number][] = []
    for (const one of due) cases.push(await this.#remove(act, one))
    const manifest: DeletionManifest = {
      format: 'lotse.deletion.v1',
      run: id,
      at: act.at.toISOString(),
      cases,
    }
    const manifestHash = digestOf(canonicalJson(manifest))
    const decided: StoredRun = {
      ...run,
      state: 'done',
      decidedBy: principal.person,
      decidedAt: act.at,
      manifest,
      manifestHash,
    }
    await this.parts.records.saveRun(act.tx, decided)
    act.record({
      action: 'deletion.done',
      subject: id,
      detail: { cases: cases.length, manifest: manifestHash },
    })
    act.afterCommit(() => this.parts.purge())
    return this.viewOf(decided, principal)
  }

  async #remove(act: Act, { retained, dueOn, classes }: DueCase) {
    const { records, files } = this.parts
    const traces = await records.remove(act.tx, retained.case)
    // Before COMMIT: rows without a file can be deleted once more, a file without rows would be found by nobody.
    for (const { folder, sha256 } of traces.files) await files[folder].remove(sha256)
    act.record({ action: 'case.deleted', case: retained.case, detail: { number: retained.number } })
    const { number, closedOn } = retained
    return { number, closedOn, dueOn, classes, rows: traces.rows, files: traces.files.length }
  }

  async #proposed(tx: Tx, id: string): Promise<StoredRun> {
    const run = await this.parts.records.findRun(tx, id, 'lock')
    if (!run) throw new Refused('E_NOT_FOUND', 'deletion-unknown')
    if (run.state !== 'proposed') throw new Refused('E_STATE', 'deletion-decided')
    return run
  }

  async #due(tx: Tx, at: Date): Promise<{ due: DueCase[]; kept: DeletionPreview['kept'] }> {
    const today = germanToday(at)
    const due: DueCase[] = []
    const kept: DeletionPreview['kept'][number][] = []
    for (const retained of await this.parts.records.retained(tx)) {
      const { dueOn, classes, offer } = dueOf(this.parts.retention(), retained.services)
      if (dueOn === null || dueOn > today) continue
      if (retained.hold) kept.push({ number: retained.number, why: 'hold' })
      else if (offer && retained.offered === null) kept.push({ number: retained.number, why: 'offer' })
      else due.push({ retained, dueOn, classes: classes.map((one) => one.id) })
    }
    return { due, kept }
  }

  viewOf(run: StoredRun, principal: Principal): DeletionRun {
    const district = this.parts.district.current()
    return {
      id: run.id,
      state: run.state,
      proposedByName: nameOf(run.proposedBy, district),
      proposedAt: run.proposedAt.toISOString(),
      own: run.proposedBy === principal.person,
      decidedByName: run.decidedBy === null ? null : nameOf(run.decidedBy, district),
      decidedAt: run.decidedAt?.toISOString() ?? null,
      reason: run.reason,
      numbers: run.numbers,
      manifest: run.manifest,
      manifestHash: run.manifestHash,
    }
  }
}
