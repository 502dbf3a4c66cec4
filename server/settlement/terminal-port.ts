import type { PaymentId } from '#shared/model/ids.ts'

export interface TerminalOrder {
  readonly payment: PaymentId
  readonly cents: number
}

/** How a simulator is told to behave. */
export type Simulated = 'timeout' | 'declined'

/**
 * A card terminal at the counter. Asked exactly once for each payment; who gets no answer in time does not know whether
 * money was taken, and a person has to look.
 */
export interface PaymentTerminal {
  readonly name: string
  /** Nobody's money moves; shown on the screen. */
  readonly simulator: boolean
  /** The screen may say how it behaves: a simulator in a demo. */
  readonly steerable: boolean
  /** Rejects when the connection breaks: the outcome is then unknown. */
  pay(order: TerminalOrder, simulate?: Simulated): Promise<'approved' | 'declined'>
}
