import type { Clock } from '#server/platform/clock.ts'

const everyMs = 5_000
/** Six looks in a row: 30 s of running time. Counting looks instead of comparing clocks lets a laptop sleep. */
const patience = 6

interface Progress {
  readonly waiting: number
  readonly answered: number
}

/** Notices a store that was asked and no longer answers (a hung engine, a statement without end). */
export class Watchdog {
  private silentLooks = 0
  private answeredThen = 0
  private callOff: () => void = () => undefined

  constructor(
    private readonly progress: () => Progress,
    private readonly clock: Clock,
    private readonly onSilence: (seconds: number) => void,
  ) {}

  start(): void {
    const next = new Date(this.clock.now().getTime() + everyMs)
    this.callOff = this.clock.wakeAt(next, () => this.look())
  }

  stop(): void {
    this.callOff()
  }

  private look(): void {
    const { waiting, answered } = this.progress()
    const silent = waiting > 0 && answered === this.answeredThen
    this.silentLooks = silent ? this.silentLooks + 1 : 0
    this.answeredThen = answered
    if (this.silentLooks < patience) this.start()
    else this.onSilence((patience * everyMs) / 1_000)
  }
}
