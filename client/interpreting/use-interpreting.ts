import { onScopeDispose, ref, shallowRef } from 'vue'
import { interpreterCommands } from '#shared/contract/interpreter-contract.ts'
import type { InterpreterPlace } from '#shared/model/interpreter.ts'
import { useDeskLink } from '#client/link/desk-link.ts'

/** Several things that happen at once are one look, in milliseconds. */
const gatherMs = 80

/** The seat of whoever interprets: what it shows, kept up by the server. */
export function useInterpreting() {
  const link = useDeskLink()
  const phase = ref<'opening' | 'none' | 'there'>('opening')
  const place = shallowRef<InterpreterPlace | null>(null)
  let unfollow: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look(): Promise<void> {
    const reply = await link.request(interpreterCommands.viewInterpreting, {})
    if (!reply.ok) {
      // A seat of another kind, in this very browser.
      if (reply.code === 'E_FORBIDDEN') phase.value = 'none'
      return
    }
    place.value = reply.value
    phase.value = 'there'
    unfollow ??= link.follow(`person/${reply.value.seat}`, { event: lookSoon, reset: lookSoon })
  }
  function lookSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), gatherMs)
  }
  async function open(): Promise<void> {
    await link.connect()
    if (link.status.value === 'online') await look()
  }

  /** The seat is over, or another one begins: nothing of it stays on the page. */
  function forget(): void {
    clearTimeout(timer)
    unfollow?.()
    unfollow = null
    place.value = null
    phase.value = 'none'
  }

  const stops = [link.onStirred(lookSoon), link.onEnded(forget)]
  onScopeDispose(() => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  })
  void open()

  return { phase, place, status: link.status, open, forget }
}
