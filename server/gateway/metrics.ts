import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client'

/** Counters by name, made on first use; names and label keys are fixed at the call sites. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #counters = new Map<string, Counter>()

  constructor() {
    collectDefaultMetrics({ register: this.#registry })
  }

  readonly count = (name: string, labels: Readonly<Record<string, string>> = {}, by = 1): void => {
    let counter = this.#counters.get(name)
    if (!counter) {
      counter = new Counter({
        name,
        help: name,
        labelNames: Object.keys(labels),
        registers: [this.#registry],
      })
      this.#counters.set(name, counter)
    }
    counter.inc(labels, by)
  }

  gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect: () => gauge.set(read()),
    })
  }

  /** The Prometheus text. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }
}
