import type { CaseFormPlan, StoredDocument } from './document-port.ts'

const headBytes = 16

/**
 * A document nobody has open and everything of which is in its snapshot, as small as it can be kept: whoever comes back finds
 * it without asking the store. What the validator knows of it is read from the snapshot again.
 */
export class Asleep {
  private readonly epoch: number
  private readonly headSeq: number
  private readonly folded: number
  /** Head of the chain, then the snapshot. */
  private readonly bytes: Uint8Array
  private readonly owners: readonly (number | string)[]

  constructor(
    stored: StoredDocument,
    readonly plans: readonly CaseFormPlan[],
    /** Instant in milliseconds. */
    readonly since: number,
  ) {
    this.epoch = stored.epoch
    this.headSeq = stored.headSeq
    this.folded = stored.folded
    const state = stored.state ?? new Uint8Array(0)
    this.bytes = new Uint8Array(headBytes + state.length)
    this.bytes.set(stored.head)
    this.bytes.set(state, headBytes)
    this.owners = packOwners(stored.owners)
  }

  get size(): number {
    return this.bytes.length
  }

  wake(name: string): StoredDocument {
    const { epoch, headSeq, folded, bytes } = this
    return {
      name,
      epoch,
      headSeq,
      folded,
      head: bytes.subarray(0, headBytes),
      state: bytes.length === headBytes ? null : bytes.subarray(headBytes),
      owners: unpackOwners(this.owners),
    }
  }
}

/** Client id, owner, client id, owner …: a tenth of a map. */
export const packOwners = (owners: ReadonlyMap<number, string>): readonly (number | string)[] =>
  [...owners].flat()

export function unpackOwners(packed: readonly (number | string)[]): Map<number, string> {
  const owners = new Map<number, string>()
  for (let at = 0; at < packed.length; at += 2) owners.set(packed[at] as number, packed[at + 1] as string)
  return owners
}
