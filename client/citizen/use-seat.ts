import { useEventListener } from '@vueuse/core'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { visitCommands } from '#shared/contract/visit-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { SeatView } from '#shared/model/seat.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { leaveNoTrace } from './leave-no-trace.ts'

/** Several things that happen at once are one look, in milliseconds. */
const gatherMs = 80

/** The citizen is here: told this often at most, in milliseconds. */
const stirMs = 15_000

/** So long after the last word of it the citizen is asked, in milliseconds; 28 seconds are left until the screen covers itself. */
const asksAfterMs = 62_000

/** Nothing of the last citizen is left in the memory of a page that begins anew. */
const freshPage = () => window.location.replace(window.location.pathname)

/** The seat of this page: what it shows, kept up by the server, and how it forgets. */
export function useSeat() {
  const link = useDeskLink()
  const phase = ref<'opening' | 'unpaired' | 'there'>('opening')
  const view = shallowRef<SeatView | null>(null)
  let unfollow: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let forgetting = false
  /** The case this page has shown: it never shows another one, and does not outlive its own. */
  let seen: CaseId | null = null

  async function look(): Promise<void> {
    const reply = await link.request(visitCommands.viewSeat, {})
    if (!reply.ok) return
    const now = reply.value
    if (seen !== null && !now.wipe && now.blank === null && now.case?.id !== seen) {
      freshPage()
      return
    }
    if (now.case && (view.value?.case?.id !== now.case.id || view.value.blank !== null)) awake()
    seen ??= now.case?.id ?? null
    // Paired as a terminal, whatever address was opened.
    if (now.terminal !== null && window.location.pathname === '/platz') window.location.replace('/terminal')
    view.value = now
    phase.value = 'there'
    unfollow ??= link.follow(`person/${now.seat}`, { event: lookSoon, reset: lookSoon })
    if (now.wipe && !forgetting) {
      forgetting = true
      const proof = await leaveNoTrace()
      await link.request(visitCommands.wipedSeat, proof)
      freshPage()
    }
  }

  function lookSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), gatherMs)
  }

  async function open(): Promise<void> {
    await link.connect()
    if (link.status.value === 'online') await look()
  }

  /** The screen covers itself soon unless somebody is here. */
  const leaving = ref(false)
  let asking: ReturnType<typeof setTimeout> | undefined
  function awake(): void {
    leaving.value = false
    clearTimeout(asking)
    asking = setTimeout(() => (leaving.value = true), asksAfterMs)
  }

  let stirred = 0
  function stir(): void {
    const now = Date.now()
    if (!view.value?.case || now - stirred < stirMs) return
    stirred = now
    awake()
    void link.request(visitCommands.stirSeat, {})
  }
  useEventListener(document, ['keydown', 'pointerdown', 'input', 'scroll'], stir, { passive: true })

  const stops = [
    link.onStirred(lookSoon),
    link.onEnded(() => {
      unfollow?.()
      unfollow = null
      view.value = null
      phase.value = 'unpaired'
      if (seen !== null) freshPage()
    }),
  ]
  onScopeDispose(() => {
    clearTimeout(timer)
    clearTimeout(asking)
    for (const stop of stops) stop()
  })
  void open()

  return { phase, view, leaving, stir, status: link.status, open, look: lookSoon }
}
