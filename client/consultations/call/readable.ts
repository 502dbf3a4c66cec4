/** A value that tells when it changes. */
export interface Readable<T> {
  get(): T
  /** Called on every change, not for the present value; returns how to stop. */
  subscribe(listener: (value: T) => void): () => void
}

/** A `Readable` its owner may set. An equal value is no change. */
export class Cell<T> implements Readable<T> {
  readonly #listeners = new Set<(value: T) => void>()
  #value: T

  constructor(value: T) {
    this.#value = value
  }

  get(): T {
    return this.#value
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const listener of this.#listeners) listener(value)
  }

  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
