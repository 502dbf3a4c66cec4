import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist'
// The address comes from the builder; the file itself exports nothing.
// oxlint-disable-next-line import/default
import workerUrl from './pdf-worker.ts?worker&url'

interface ScriptUrls {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string }
}
/** Name of the Trusted Types policy; the server's `trusted-types` directive has to list it. */
const paperPolicy = 'lotse-papers'
/** Pixels of a page that is drawn; larger ones are drawn coarser. */
const mostPixels = 12_000_000

function startWorker(): void {
  if (GlobalWorkerOptions.workerPort) return
  const factory = (globalThis as { trustedTypes?: ScriptUrls }).trustedTypes
  const policy = factory?.createPolicy(paperPolicy, { createScriptURL: () => workerUrl })
  const address = policy ? policy.createScriptURL(workerUrl) : workerUrl
  GlobalWorkerOptions.workerPort = new Worker(address, { type: 'module', name: 'lotse-papers' })
}

/** A PDF that is shown: its pages, one at a time. */
export interface OpenedPdf {
  readonly pages: number
  /** Draws a page as wide as that in CSS pixels; answers its words, for those who do not see it. */
  draw(page: number, canvas: HTMLCanvasElement, width: number): Promise<string>
  close(): void
}

/**
 * Neither scripts nor forms nor links of the file run here: its pages are pictures.
 * @throws the error of the library, `PasswordException` for a file with a password
 */
export async function openPdf(content: ArrayBuffer): Promise<OpenedPdf> {
  startWorker()
  const task = getDocument({
    data: content,
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
    stopAtErrors: false,
  })
  const file = await task.promise
  if (file.numPages < 1) throw new Error('a PDF without pages')
  let last: { cancel(): void } | null = null
  return {
    pages: file.numPages,
    async draw(page, canvas, width) {
      last?.cancel()
      const { render, words } = await pageOf(file, page, canvas, width)
      last = render
      await render.promise
      return words()
    },
    close: () => void task.destroy(),
  }
}

async function pageOf(file: PDFDocumentProxy, number: number, canvas: HTMLCanvasElement, width: number) {
  const page = await file.getPage(number)
  const plain = page.getViewport({ scale: 1 })
  const wanted = (width / plain.width) * Math.max(1, window.devicePixelRatio)
  const scale = Math.min(wanted, Math.sqrt(mostPixels / (plain.width * plain.height)))
  const viewport = page.getViewport({ scale })
  canvas.width = Math.round(viewport.width)
  canvas.height = Math.round(viewport.height)
  const render = page.render({ canvas, viewport })
  const words = async () => {
    const { items } = await page.getTextContent()
    return items.map((item) => ('str' in item ? item.str : '')).join(' ')
  }
  return { render, words }
}
