import type { HandoverId } from '#shared/model/ids.ts'
import type { CaseRecords } from '#server/cases/case-port.ts'
import type { Act, Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Deadlines } from '#server/platform/deadlines.ts'
import type { Log } from '#server/platform/log.ts'
import type { HandoverChannel, HandoverRecords, StoredHandover } from './handover-port.ts'
import type { HandoverNews } from './handover-news.ts'

/** Milliseconds to the next try: doubled with each failure, at most ten minutes. */
const firstWait = 5_000
const longestWait = 10 * 60_000
export const waitAfter = (attempts: number): number =>
  Math.min(firstWait * 2 ** Math.max(0, attempts - 1), longestWait)

export interface DeliveryParts {
  readonly acts: Acts
  readonly clock: Clock
  readonly log: Log
  readonly files: Pick<CaseRecords, 'find' | 'touch'>
  readonly records: HandoverRecords
  readonly channel: HandoverChannel
  readonly news: HandoverNews
}

/** Brings bundles to their authorities after COMMIT and keeps trying, also over a restart, until each has arrived. */
export class Delivery {
  readonly #alarms: Deadlines
  readonly #running = new Set<Promise<void>>()

  constructor(private readonly parts: DeliveryParts) {
    this.#alarms = new Deadlines(parts.clock, (id) => this.#try(id as HandoverId), parts.log)
  }

  /** Takes up what was on its way before a start. */
  async rearm(): Promise<void> {
    const waiting = await this.parts.acts.read((tx) => this.parts.records.queued(tx))
    for (const { id, nextTry } of waiting) {
      if (nextTry === null) this.queue(id)
      else this.#alarms.arm(id, nextTry)
    }
  }

  /** At once; a fault of our own is tried again like an authority that is not there. */
  queue(id: HandoverId): void {
    const work = this.#try(id).catch((error: unknown) => {
      this.parts.log.fault('handover', error)
      this.#alarms.arm(id, new Date(this.parts.clock.now().getTime() + firstWait))
    })
    this.#running.add(work)
    void work.finally(() => this.#running.delete(work))
  }

  async stop(): Promise<void> {
    await this.#alarms.stop()
    await Promise.all(this.#running)
  }

  async #try(id: HandoverId): Promise<void> {
    const { acts, records, channel, log } = this.parts
    const found = await acts.read((tx) => records.find(tx, id))
    if (found?.state !== 'queued') return
    try {
      await channel.deliver(found)
    } catch (error) {
      log.warn('handover.unreachable', { handover: id, why: String(error) })
      await acts.run(null, (act) => this.#failed(act, found))
      return
    }
    await acts.run(null, (act) => this.#arrived(act, found))
  }

  async #arrived(act: Act, { id, case: file }: StoredHandover): Promise<void> {
    const { files, records, news } = this.parts
    await files.find(act.tx, file, 'lock')
    const now = await records.find(act.tx, id)
    if (now?.state !== 'queued') return
    await records.setDelivery(act.tx, id, {
      state: 'delivered',
      attempts: now.attempts + 1,
      nextTry: null,
      deliveredAt: act.at,
    })
    act.record({
      action: 'handover.delivered',
      case: file,
      subject: id,
      history: true,
      detail: { number: now.number, receiver: now.authority },
    })
    await files.touch(act.tx, file, act.at)
    await news.tell(act, file)
    news.tellInbox(act, now)
  }

  async #failed(act: Act, { id, case: file }: StoredHandover): Promise<void> {
    const { files, records, news } = this.parts
    await files.find(act.tx, file, 'lock')
    const now = await records.find(act.tx, id)
    if (now?.state !== 'queued') return
    const attempts = now.attempts + 1
    const nextTry = new Date(act.at.getTime() + waitAfter(attempts))
    await records.setDelivery(act.tx, id, { state: 'queued', attempts, nextTry, deliveredAt: null })
    if (attempts === 1)
      act.record({
        action: 'handover.unreachable',
        case: file,
        subject: id,
        history: true,
        detail: { number: now.number, receiver: now.authority },
      })
    await files.touch(act.tx, file, act.at)
    await news.tell(act, file)
    act.afterCommit(() => this.#alarms.arm(id, nextTry))
  }
}
