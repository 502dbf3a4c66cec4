import type { CaseView } from '#shared/model/case.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CaseRecords, Disclosures, StoredCase } from '#server/cases/case-port.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { titleOf } from '#server/cases/case-view.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Acts, Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import { Refused } from '#server/platform/refused.ts'
import type { Orphans } from './orphans.ts'
import type { RetentionRecords } from './retention-port.ts'
import type { Sealing } from './sealing.ts'

/** A case all of whose services ended is closed by itself after a day (design 6-trust: within 24 h). Milliseconds. */
const closesItselfAfter = 24 * 60 * 60 * 1000
const lookEvery = 60 * 60 * 1000

export interface ClosingParts {
  readonly acts: Acts
  readonly clock: Clock
  readonly log: Log
  readonly cases: Pick<CaseService, 'readFor' | 'tell'>
  readonly files: Pick<CaseRecords, 'find' | 'close' | 'touch'>
  readonly records: RetentionRecords
  readonly sealing: Sealing
  readonly orphans: Orphans
  readonly district: DistrictSource
  readonly disclosures: Pick<Disclosures, 'statusOf'>
  /** A payment of the case waits for an answer or for somebody who looks. */
  readonly unsettled: (tx: Tx, id: CaseId) => Promise<boolean>
}

/** The end of the work on a case: by a person, or by the clock when everything in it ended. */
export class Closing {
  #stop: (() => void) | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(private readonly parts: ClosingParts) {}

  /** @throws Refused `E_NOT_FOUND`, `E_FORBIDDEN`, `E_STALE_REV`, `E_STATE` while something is still to be done. */
  async close(act: Act, principal: Principal, id: CaseId, rev: number | undefined): Promise<CaseView> {
    const { cases, files } = this.parts
    await cases.readFor(act.tx, principal, id, 'case.close', act.at)
    const file = await files.find(act.tx, id, 'lock')
    if (!file) throw new Refused('E_NOT_FOUND', 'case-unknown')
    if (rev !== undefined && rev !== file.rev) throw new Refused('E_STALE_REV', 'changed-meanwhile')
    if (file.closedAt !== null) throw new Refused('E_STATE', 'case-closed')
    const hindrance = await this.#hindrance(act.tx, file)
    if (hindrance) throw hindrance
    return this.#close(act, file)
  }

  async #hindrance(tx: Tx, file: StoredCase): Promise<Refused | undefined> {
    const open = file.services.find(({ state }) => state !== 'done' && state !== 'cancelled')
    if (open) {
      const service = titleOf(open.service, this.parts.district.current())
      return new Refused('E_STATE', 'close-service-open', { service })
    }
    const statuses = await this.parts.disclosures.statusOf(tx, [file.id])
    if (statuses.has(file.id)) return new Refused('E_STATE', 'close-consultation')
    if (await this.parts.unsettled(tx, file.id)) return new Refused('E_STATE', 'close-payment')
    return undefined
  }

  async #close(act: Act, file: StoredCase): Promise<CaseView> {
    await this.parts.files.touch(act.tx, file.id, act.at)
    await this.parts.files.close(act.tx, file.id, act.at)
    act.record({ action: 'case.closed', case: file.id, history: true })
    act.afterCommit(() => this.closed(file.id))
    return this.parts.cases.tell(act, file.id)
  }

  /** A case was closed, here or by the last answer of an authority; it is sealed in the background. */
  closed(id: CaseId): void {
    this.#inTurn(() => this.parts.sealing.seal(id))
  }

  /** Seals what a former process closed, and looks every hour for what ended a day ago. */
  async start(): Promise<void> {
    const left = await this.parts.acts.read((tx) => this.parts.records.unsealed(tx))
    for (const id of left) this.closed(id)
    this.#wait()
  }

  #wait(): void {
    const { clock } = this.parts
    this.#stop = clock.wakeAt(new Date(clock.now().getTime() + lookEvery), () => {
      this.#inTurn(() => this.#closeEnded())
      this.#inTurn(() => this.parts.orphans.remove(clock.now()))
      this.#wait()
    })
  }

  /** Answers when what runs is through. */
  async stop(): Promise<void> {
    this.#stop?.()
    await this.idle()
  }

  async idle(): Promise<void> {
    let seen: Promise<void>
    do {
      seen = this.#running
      await seen
    } while (seen !== this.#running)
  }

  async #closeEnded(): Promise<void> {
    const { acts, clock, files, records } = this.parts
    const before = new Date(clock.now().getTime() - closesItselfAfter)
    for (const id of await acts.read((tx) => records.endedBefore(tx, before))) {
      await acts.run(null, async (act) => {
        const file = await files.find(act.tx, id, 'lock')
        if (!file || file.closedAt !== null || (await this.#hindrance(act.tx, file))) return
        await this.#close(act, file)
      })
    }
  }

  #inTurn(work: () => Promise<void>): void {
    this.#running = this.#running
      .then(work)
      .catch((error: unknown) => this.parts.log.fault('retention.closing', error))
  }
}
