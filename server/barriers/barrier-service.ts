import { v7 as newId } from 'uuid'
import { barrierDays, type BarrierPlace, type BarrierReport } from '#shared/model/barrier.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Act, Acts, Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import { Refused } from '#server/platform/refused.ts'
import type { BarrierRecords } from './barrier-port.ts'

export interface BarrierParts {
  readonly records: BarrierRecords
  readonly acts: Acts
  readonly clock: Clock
  readonly log: Log
  readonly nameOf: (person: PersonId) => string
}

export interface BarrierWish {
  readonly place: BarrierPlace
  readonly text: string
  readonly contact: string | null
  readonly language: string
}

/** So many may wait for an answer; more are somebody's game, not barriers. */
const mostOpen = 500
const day = 24 * 60 * 60 * 1000
const lookEvery = 60 * 60 * 1000

/** Barriers that people report without an account, and who answers them. */
export class BarrierService {
  #stop: (() => void) | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(private readonly parts: BarrierParts) {}

  async report(act: Act, wish: BarrierWish): Promise<void> {
    const { records } = this.parts
    if ((await records.countOpen(act.tx)) >= mostOpen) throw new Refused('E_RATE', 'barrier-full')
    await records.add(act.tx, { ...wish, id: newId(), at: act.at })
    act.record({ action: 'barrier.reported', detail: { place: wish.place, language: wish.language } })
    act.announce('district/current', 'district.changed', {})
  }

  async list(tx: Tx): Promise<{ reports: readonly BarrierReport[] }> {
    const stored = await this.parts.records.list(tx)
    return {
      reports: stored.map(({ at, answered, ...rest }) => ({
        ...rest,
        at: at.toISOString(),
        answered: answered && {
          at: answered.at.toISOString(),
          byName: this.parts.nameOf(answered.by),
          text: answered.text,
        },
      })),
    }
  }

  async answer(
    act: Act,
    principal: Principal,
    wish: { report: string; text: string },
  ): Promise<{ at: string }> {
    const { records } = this.parts
    const found = await records.find(act.tx, wish.report)
    if (!found) throw new Refused('E_NOT_FOUND', 'barrier-unknown')
    if (found.answered) throw new Refused('E_STATE', 'barrier-answered')
    await records.answer(act.tx, found.id, { at: act.at, by: principal.person, text: wish.text })
    act.record({ action: 'barrier.answered', subject: found.id })
    act.announce('district/current', 'district.changed', {})
    return { at: act.at.toISOString() }
  }

  /** Deletes now and every hour what has been kept long enough. */
  start(): void {
    this.#running = this.#forget()
    this.#wait()
  }

  async stop(): Promise<void> {
    this.#stop?.()
    await this.#running
  }

  #wait(): void {
    const { clock } = this.parts
    this.#stop = clock.wakeAt(new Date(clock.now().getTime() + lookEvery), () => {
      this.#running = this.#running.then(() => this.#forget())
      this.#wait()
    })
  }

  async #forget(): Promise<void> {
    const { acts, clock, log, records } = this.parts
    const ago = (days: number) => new Date(clock.now().getTime() - days * day)
    const before = { answered: ago(barrierDays.answered), came: ago(barrierDays.atMost) }
    await acts
      .run(null, async (act) => {
        const reports = await records.forget(act.tx, before)
        if (reports > 0) act.record({ action: 'barrier.deleted', detail: { reports } })
      })
      .catch((error: unknown) => log.fault('barriers.forget', error))
  }
}
