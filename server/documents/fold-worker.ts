import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { foldUpdates } from './fold.ts'

/** Folds documents beside the thread that serves them. One message per document, answered in order. */
export interface FoldRequest {
  readonly id: number
  /** The updates behind one another. */
  readonly bytes: Uint8Array
  /** How long each of them is, in bytes. */
  readonly lengths: Uint32Array
}

/** Whoever types goes first: under Linux this holds for the calling thread alone (setpriority(2)). */
const behindWhoeverTypes = 10
if (process.platform === 'linux') {
  try {
    setPriority(0, behindWhoeverTypes)
  } catch {
    // A sandbox may forbid it; folding works all the same.
  }
}

function apart({ bytes, lengths }: FoldRequest): Uint8Array[] {
  let at = 0
  return Array.from(lengths, (length) => bytes.subarray(at, (at += length)))
}

parentPort?.on('message', (request: FoldRequest) => {
  const { id } = request
  try {
    parentPort?.postMessage({ id, part: foldUpdates(apart(request)) })
  } catch (error) {
    parentPort?.postMessage({ id, failed: String(error) })
  }
})
