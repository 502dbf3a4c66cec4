import { parentPort } from 'node:worker_threads'
import type { BundleData } from '#shared/model/handover.ts'
import { bundlePaper } from './bundle-paper.ts'
import { certificatePaper } from './certificate-paper.ts'

/** Makes the papers of bundles beside the thread that serves people: fonts and layout take some tenths of a second. */
export interface PaperRequest {
  readonly id: number
  readonly data: BundleData
  /** The data as the paper carries them. */
  readonly json: Uint8Array
}
export interface PaperAnswer {
  readonly id: number
  readonly papers?: { readonly paper: Uint8Array; readonly certificates: readonly Uint8Array[] }
  readonly failed?: string
}

parentPort?.on('message', (request: PaperRequest) => void answer(request))

async function answer({ id, data, json }: PaperRequest): Promise<void> {
  try {
    const paper = await bundlePaper(data, Buffer.from(json))
    const checked = data.services.filter(({ kind }) => kind === 'precheck')
    const certificates: Uint8Array[] = []
    for (const one of checked) certificates.push(new Uint8Array(await certificatePaper(data, one)))
    parentPort?.postMessage({
      id,
      papers: { paper: new Uint8Array(paper), certificates },
    } satisfies PaperAnswer)
  } catch (error) {
    parentPort?.postMessage({ id, failed: String(error) } satisfies PaperAnswer)
  }
}
