import type { CaseId } from '#shared/model/ids.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Deadlines } from '#server/platform/deadlines.ts'
import type { Log } from '#server/platform/log.ts'
import type { BoundDecisions, CaseRecords } from './case-port.ts'
import { boundStates, type CaseProgress } from './case-progress.ts'
import type { CaseService } from './case-service.ts'
import type { Snapshots } from './snapshot-service.ts'

/** Milliseconds that edits are gathered before bound decisions are compared with what stands there. */
const gather = 250

export interface FormWatchParts {
  readonly acts: Acts
  readonly clock: Clock
  readonly log: Log
  readonly records: CaseRecords
  readonly cases: CaseService
  readonly snapshots: Snapshots
  readonly progress: CaseProgress
  readonly decisions: readonly BoundDecisions[]
}

/**
 * Voids decisions as soon as the content they were bound to has changed (design 2-domain). What reads on decides over the hash
 * again, so that nothing rests on the speed of this watch.
 */
export class FormWatch {
  /** Cases with a bound decision; edits in all others cost nothing. */
  readonly #bound = new Set<CaseId>()
  readonly #due = new Set<CaseId>()
  readonly #alarms: Deadlines

  constructor(private readonly parts: FormWatchParts) {
    this.#alarms = new Deadlines(parts.clock, (id) => this.#look(id as CaseId), parts.log)
    parts.progress.onBound((file) => {
      this.#bound.add(file.id)
      // An edit may have come between the snapshot and the decision.
      this.changed(file.id)
    })
  }

  /** Finds the cases with bound decisions after a start. */
  async start(): Promise<void> {
    const ids = await this.parts.acts.read((tx) => this.parts.records.idsInStates(tx, boundStates))
    for (const id of ids) {
      this.#bound.add(id)
      this.changed(id)
    }
  }

  /** Somebody changed the shared document or the papers of a case. */
  changed(id: CaseId): void {
    if (!this.#bound.has(id) || this.#due.has(id)) return
    this.#due.add(id)
    this.#alarms.arm(id, new Date(this.parts.clock.now().getTime() + gather))
  }

  stop(): Promise<void> {
    return this.#alarms.stop()
  }

  async #look(id: CaseId): Promise<void> {
    this.#due.delete(id)
    const { acts, records, snapshots } = this.parts
    const taken = await snapshots.take(id)
    await acts.run(null, async (act) => {
      const file = await records.find(act.tx, id, 'lock')
      const bound = file?.services.filter(({ state }) => (boundStates as readonly string[]).includes(state))
      if (!file || !bound?.length) {
        this.#bound.delete(id)
        return
      }
      let voided = false
      for (const service of bound) {
        const current = taken.services.get(service.id)
        if (current === undefined) continue
        let stale = false
        for (const each of this.parts.decisions)
          stale = (await each.voidStale(act, file, service, current)) || stale
        if (!stale) continue
        voided = true
        await this.parts.progress.advance(act, file, service, 'collecting', { why: 'changed' })
      }
      if (!voided) return
      await records.touch(act.tx, id, act.at)
      await this.parts.cases.tell(act, id)
    })
  }
}
