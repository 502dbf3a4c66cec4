import type { Tx } from './act.ts'

/** What the store itself remembers, e.g. that it was filled with the demo district. */
export interface Settings {
  get(tx: Tx, key: string): Promise<Record<string, unknown> | undefined>
  set(tx: Tx, key: string, value: Record<string, unknown>): Promise<void>
}
