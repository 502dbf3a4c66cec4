import type { PaymentId } from '#shared/model/ids.ts'
import type { Act, Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Deadlines } from '#server/platform/deadlines.ts'
import type { Log } from '#server/platform/log.ts'
import type { Bookings } from './bookings.ts'
import type { FeeSheets } from './fee-sheets.ts'
import type { SettlementRecords } from './settlement-port.ts'
import type { PaymentTerminal, Simulated, TerminalOrder } from './terminal-port.ts'

/** How long a terminal is waited for, in milliseconds. */
export const terminalPatience = 20_000

type Answer = 'approved' | 'declined' | 'unknown'

/** Asks the terminal once, after COMMIT, and writes down what it said, or that it said nothing. */
export class TerminalDesk {
  readonly #deadlines: Deadlines
  #stopped = false

  constructor(
    private readonly parts: {
      readonly acts: Acts
      readonly clock: Clock
      readonly log: Log
      readonly records: SettlementRecords
      readonly sheets: FeeSheets
      readonly bookings: Bookings
      readonly terminal: PaymentTerminal
    },
  ) {
    this.#deadlines = new Deadlines(
      parts.clock,
      (key) => this.#answered(key as PaymentId, 'unknown'),
      parts.log,
    )
  }

  get steerable(): boolean {
    return this.parts.terminal.steerable
  }

  /** After a start: whoever was asked before can no longer answer; the time left runs out. */
  async rearm(): Promise<void> {
    const running = await this.parts.acts.read((tx) => this.parts.records.running(tx))
    for (const { id, until } of running) this.#deadlines.arm(id, until)
  }

  ask(order: TerminalOrder, until: Date, simulate: Simulated | undefined): void {
    this.#deadlines.arm(order.payment, until)
    void this.#ask(order, simulate)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#deadlines.stop()
  }

  async #ask(order: TerminalOrder, simulate: Simulated | undefined): Promise<void> {
    try {
      const answer = await this.parts.terminal.pay(order, simulate).catch((): Answer => 'unknown')
      if (!this.#stopped) await this.#answered(order.payment, answer)
    } catch (error) {
      // The alarm still stands: without a stored answer the payment becomes unclear.
      this.parts.log.fault('terminal', error)
    }
  }

  async #answered(id: PaymentId, answer: Answer): Promise<void> {
    const settled = await this.parts.acts.run(null, (act) => this.#write(act, id, answer))
    if (settled) this.#deadlines.arm(id, null)
  }

  async #write(act: Act, id: PaymentId, answer: Answer): Promise<boolean> {
    const { records, sheets, bookings } = this.parts
    const known = await records.payment(act.tx, id)
    if (!known) return true
    const file = await sheets.lock(act, known.case)
    const payment = await records.payment(act.tx, id)
    if (payment?.state !== 'running') {
      // Too late: a person decides over it; what the terminal said is kept for whoever looks.
      if (answer !== 'unknown')
        act.record({ action: `payment.late_${answer}`, case: file.id, subject: id, history: true })
      return true
    }
    if (answer === 'approved') await bookings.paid(act, payment)
    else if (answer === 'declined') await bookings.letGo(act, payment, 'declined')
    else await bookings.unclear(act, payment)
    await sheets.tell(act, file)
    return true
  }
}
