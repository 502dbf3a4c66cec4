import { Worker } from 'node:worker_threads'
import type { BundleData } from '#shared/model/handover.ts'
import { workerUrl } from '#server/platform/worker-url.ts'
import type { PaperAnswer, PaperRequest } from './paper-worker.ts'

/** The papers of a bundle: one for all of it, and a certificate for each service that was only pre-checked, in their order. */
export interface BundlePapers {
  readonly paper: Buffer
  readonly certificates: readonly Buffer[]
}

interface Waiting {
  readonly resolve: (papers: BundlePapers) => void
  readonly reject: (error: Error) => void
}

/** Makes papers in a thread of its own; a thread that died is replaced with the next bundle. */
export class PaperThread {
  #worker: Worker | undefined
  readonly #waiting = new Map<number, Waiting>()
  #next = 1

  make(data: BundleData, json: Buffer): Promise<BundlePapers> {
    const worker = (this.#worker ??= this.#start())
    const id = this.#next++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.postMessage({ id, data, json: new Uint8Array(json) } satisfies PaperRequest)
    })
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(workerUrl('paper-worker'))
    worker.unref()
    worker.on('message', ({ id, papers, failed }: PaperAnswer) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (papers === undefined) waiting?.reject(new Error(failed ?? 'The paper thread answered nothing'))
      else
        waiting?.resolve({
          paper: Buffer.from(papers.paper),
          certificates: papers.certificates.map((one) => Buffer.from(one)),
        })
    })
    const lost = (error: Error) => {
      if (this.#worker === worker) this.#worker = undefined
      for (const waiting of this.#waiting.values()) waiting.reject(error)
      this.#waiting.clear()
    }
    worker.on('error', lost)
    worker.on('exit', () => lost(new Error('The paper thread ended')))
    return worker
  }
}
