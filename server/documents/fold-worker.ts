import { parentPort } from 'node:worker_threads'
import { foldUpdates } from './fold.ts'

/** Folds documents beside the thread that serves them. One message per document, answered in order. */
export interface FoldRequest {
  readonly id: number
  readonly updates: readonly Uint8Array[]
}

parentPort?.on('message', ({ id, updates }: FoldRequest) => {
  try {
    parentPort?.postMessage({ id, part: foldUpdates(updates) })
  } catch (error) {
    parentPort?.postMessage({ id, failed: String(error) })
  }
})
