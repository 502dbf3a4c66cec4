import { Worker } from 'node:worker_threads'
import { workerUrl } from '#server/platform/worker-url.ts'
import type { FoldRequest } from './fold-worker.ts'
import type { Part } from './merge.ts'

export interface Folding {
  fold(updates: readonly Uint8Array[]): Promise<Part>
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (part: Part) => void
  readonly reject: (error: Error) => void
}

/** Folds in a thread of its own; a thread that died is replaced with the next document. */
export class FoldThread implements Folding {
  private worker: Worker | undefined
  private readonly waiting = new Map<number, Waiting>()
  private next = 1

  fold(updates: readonly Uint8Array[]): Promise<Part> {
    const worker = (this.worker ??= this.start())
    const id = this.next++
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      // In one piece: to clone hundreds of small arrays holds up the thread that serves for milliseconds.
      const { bytes, lengths } = joined(updates)
      worker.postMessage({ id, bytes, lengths } satisfies FoldRequest, [bytes.buffer, lengths.buffer])
    })
  }

  async close(): Promise<void> {
    await this.worker?.terminate()
  }

  private start(): Worker {
    const worker = new Worker(workerUrl('fold-worker'))
    worker.unref()
    worker.on('message', (answer: { id: number; part?: Part; failed?: string }) => {
      const waiting = this.waiting.get(answer.id)
      this.waiting.delete(answer.id)
      if (answer.part !== undefined) waiting?.resolve(answer.part)
      else waiting?.reject(new Error(answer.failed ?? 'The fold thread answered nothing'))
    })
    const lost = (error: Error) => {
      if (this.worker === worker) this.worker = undefined
      for (const waiting of this.waiting.values()) waiting.reject(error)
      this.waiting.clear()
    }
    worker.on('error', lost)
    worker.on('exit', () => lost(new Error('The fold thread ended')))
    return worker
  }
}

function joined(updates: readonly Uint8Array[]): {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly lengths: Uint32Array<ArrayBuffer>
} {
  const lengths = Uint32Array.from(updates, ({ length }) => length)
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
  let at = 0
  for (const update of updates) {
    bytes.set(update, at)
    at += update.length
  }
  return { bytes, lengths }
}
