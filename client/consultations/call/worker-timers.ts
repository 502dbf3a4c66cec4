import workerUrl from './heartbeat-worker.ts?worker&url'
import type { Timers } from './call-types.ts'

interface ScriptUrls {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string }
}
/** Name of the Trusted Types policy; the server's `trusted-types` directive has to list it. */
const heartbeatPolicy = 'lotse-heartbeat'

let trusted: { createScriptURL(url: string): string } | undefined

/** Own file of ours only, so that `require-trusted-types-for 'script'` lets it pass. */
function trustedUrl(): string {
  const factory = (globalThis as { trustedTypes?: ScriptUrls }).trustedTypes
  if (factory === undefined) return workerUrl
  trusted ??= factory.createPolicy(heartbeatPolicy, { createScriptURL: () => workerUrl })
  return trusted.createScriptURL(workerUrl)
}

function beatInPage(milliseconds: number, beat: () => void): () => void {
  const timer = setInterval(beat, milliseconds)
  return () => clearInterval(timer)
}

/** Watchdog timers that a hidden tab does not slow down; falls back to the page's own where no worker may run. */
export const workerTimers: Timers = {
  now: () => performance.now(),
  every(milliseconds, beat) {
    let stopPageTimer: (() => void) | undefined
    const usePage = () => {
      stopPageTimer ??= beatInPage(milliseconds, beat)
    }
    let worker: Worker | undefined
    try {
      worker = new Worker(trustedUrl(), { type: 'module', name: 'lotse-heartbeat' })
      worker.addEventListener('message', beat)
      worker.addEventListener('error', usePage)
      worker.postMessage(milliseconds)
    } catch {
      usePage()
    }
    return () => {
      worker?.terminate()
      stopPageTimer?.()
    }
  },
}
