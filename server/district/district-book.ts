import type { District } from '#shared/model/district.ts'
import type { Tx } from '#server/platform/act.ts'
import { DistrictFault } from './district-fault.ts'
import type { DistrictSource, LoadedDistrict } from './district-port.ts'
import { readDistrict } from './load-district.ts'
import type { DistrictVersions } from './version-port.ts'

interface Held {
  readonly seq: number
  readonly from: number
  readonly loaded: LoadedDistrict
}

/** Name an error calls a stored version by. */
export const versionName = (seq: number): string => `Fassung ${seq}`

/**
 * Every version of the district this store has had in force, the last one current. Read from the store at start and when
 * another one was released; a version that this program can no longer read is passed over, unless it is the current one.
 */
export class DistrictBook implements DistrictSource {
  #held: readonly Held[]

  /** `bundled`: what holds before the first version, in a demo. */
  constructor(
    private readonly versions: DistrictVersions,
    bundled: LoadedDistrict | null,
  ) {
    this.#held = bundled ? [{ seq: 0, from: Number.NEGATIVE_INFINITY, loaded: bundled }] : []
  }

  current(): District {
    return this.loaded().district
  }

  loaded(): LoadedDistrict {
    const last = this.#held.at(-1)
    if (!last) throw new Error('no district is in force')
    return last.loaded
  }

  at(instant: Date): LoadedDistrict {
    const found = this.#held.findLast(({ from }) => from <= instant.getTime()) ?? this.#held[0]
    return found?.loaded ?? this.loaded()
  }

  /** Number of the version in force; 0 for the bundled one. */
  get seq(): number {
    return this.#held.at(-1)?.seq ?? 0
  }

  /** Takes a version that was just released. */
  adopt(seq: number, from: Date, loaded: LoadedDistrict): void {
    if (seq > this.seq) this.#held = [...this.#held, { seq, from: from.getTime(), loaded }]
  }

  /** Looks for versions released elsewhere. @returns whether there are any. @throws DistrictFault when the last is unreadable. */
  async refresh(tx: Tx): Promise<boolean> {
    const inForce = await this.versions.inForce(tx)
    if (inForce === null || inForce <= this.seq) return false
    const released = (await this.versions.list(tx)).filter(({ state }) => state === 'released').toReversed()
    for (const { seq, decidedAt, proposedAt } of released) {
      if (seq <= this.seq) continue
      const body = await this.versions.body(tx, seq)
      const loaded = body === undefined ? undefined : this.#read(seq, body, seq === inForce)
      if (loaded) this.adopt(seq, decidedAt ?? proposedAt, loaded)
    }
    return true
  }

  #read(seq: number, body: string, needed: boolean): LoadedDistrict | undefined {
    try {
      return readDistrict(versionName(seq), body)
    } catch (error) {
      if (needed || !(error instanceof DistrictFault)) throw error
      return undefined
    }
  }
}
