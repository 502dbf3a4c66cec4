import type { Clock } from '#server/platform/clock.ts'
import type { PaymentTerminal } from './terminal-port.ts'

/** So long takes somebody to hold a card to it. */
const cardMs = 2_000

/** Stands in for a card terminal: says yes after a moment, no when told to, and nothing at all when told to. */
export class TerminalSimulator implements PaymentTerminal {
  readonly name = 'Simulator'
  readonly simulator = true

  /** @param steerable only in a demo: elsewhere nobody says how a payment ends. */
  constructor(
    private readonly clock: Clock,
    readonly steerable: boolean,
  ) {}

  pay(...[, simulate]: Parameters<PaymentTerminal['pay']>): Promise<'approved' | 'declined'> {
    return new Promise((resolve) => {
      if (simulate === 'timeout') return
      const at = new Date(this.clock.now().getTime() + cardMs)
      this.clock.wakeAt(at, () => resolve(simulate === 'declined' ? 'declined' : 'approved'))
    })
  }
}
