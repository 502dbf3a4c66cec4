import { expect } from 'vitest'
import type { Page } from 'playwright-core'

/** Whatever of the page, its storages, its cookies and its memory holds the word. */
export async function tracesOf(page: Page, word: string): Promise<string[]> {
  const stored = await page.evaluate(async () => {
    const names = 'caches' in window ? await caches.keys() : []
    const bases = await indexedDB.databases()
    return {
      page: document.documentElement.outerHTML,
      address: window.location.href,
      local: JSON.stringify(Object.entries(localStorage)),
      session: JSON.stringify(Object.entries(sessionStorage)),
      caches: names.join(),
      bases: bases.map(({ name }) => name).join(),
      state: JSON.stringify(window.history.state),
    }
  })
  expect([stored.caches, stored.bases]).toEqual(['', ''])
  const cdp = await page.context().newCDPSession(page)
  let memory = ''
  cdp.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => (memory += chunk))
  await cdp.send('HeapProfiler.collectGarbage')
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await cdp.detach()
  const cookies = JSON.stringify(await page.context().cookies())
  const all: Record<string, string> = { ...stored, memory, cookies }
  return Object.keys(all).filter((place) => all[place]!.includes(word))
}
