import { useEventListener } from '@vueuse/core'
import { nextTick, onScopeDispose, ref, shallowRef } from 'vue'
import { visitCommands } from '#shared/contract/visit-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { SeatView } from '#shared/model/seat.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { leaveNoTrace } from './leave-no-trace.ts'
import { idleMs, useCover } from './use-cover.ts'

/** Several things that happen at once are one look, in milliseconds. */
const gatherMs = 80

/** The citizen is here: told this often at most, in milliseconds. */
const stirMs = 15_000

/** What could not be forgotten is tried again after this, in milliseconds. */
const forgetAgainMs = 3_000

/** Nothing of the last citizen is left in the memory of a page that begins anew. */
const freshPage = () => window.location.replace(window.location.pathname)

/** The seat of this page: what it shows, kept up by the server, and how it forgets. */
export function useSeat() {
  const link = useDeskLink()
  const phase = ref<'opening' | 'unpaired' | 'there'>('opening')
  const view = shallowRef<SeatView | null>(null)
  let unfollow: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let forgetting = false
  /** The page begins anew: nothing is shown any more. */
  let over = false
  /** The case this page has shown: it never shows another one, and does not outlive its own. */
  let seen: CaseId | null = null
  const { leaving, covered, told, touched } = useCover(link.status, lookSoon)

  /** What is shown leaves first: what is not stored yet of another citizen's case must not hold the page with a question. */
  async function beginAnew(): Promise<void> {
    over = true
    view.value = null
    await nextTick()
    freshPage()
  }

  async function look(): Promise<void> {
    const reply = await link.request(visitCommands.viewSeat, {})
    if (!reply.ok || over) return
    const now = reply.value
    if (seen !== null && !now.wipe && now.blank === null && now.case?.id !== seen) {
      await beginAnew()
      return
    }
    // The talk is over: the time begins anew.
    const ended = view.value?.case?.id === now.case?.id && view.value?.coversIn === null
    if (ended && now.coversIn !== null) void link.request(visitCommands.stirSeat, {})
    seen ??= now.case?.id ?? null
    // Paired as a terminal, whatever address was opened.
    if (now.terminal !== null && window.location.pathname === '/platz') window.location.replace('/terminal')
    view.value = now
    told({
      coversIn: ended && now.coversIn !== null ? idleMs : now.coversIn,
      counter: now.case !== null && now.counter !== null && now.terminal === null,
    })
    phase.value = 'there'
    unfollow ??= link.follow(`person/${now.seat}`, { event: lookSoon, reset: lookSoon })
    if (now.wipe && !forgetting) void forget()
  }

  /** Until it is done and reported; a page that cannot reach the server stays, with nothing on it. */
  async function forget(): Promise<void> {
    forgetting = true
    try {
      const proof = await leaveNoTrace()
      const reported = await link.request(visitCommands.wipedSeat, proof)
      if (reported.ok) {
        await beginAnew()
        return
      }
    } catch {
      // Tried again below.
    }
    again = setTimeout(() => {
      forgetting = false
      void look()
    }, forgetAgainMs)
  }

  function lookSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), gatherMs)
  }

  async function open(): Promise<void> {
    await link.connect()
    if (link.status.value === 'online') await look()
  }

  let stirred = 0
  function stir(): void {
    const now = Date.now()
    if (!view.value?.case || now - stirred < stirMs) return
    stirred = now
    touched()
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
      if (seen !== null) void beginAnew()
    }),
  ]
  onScopeDispose(() => {
    clearTimeout(timer)
    clearTimeout(again)
    for (const stop of stops) stop()
  })
  void open()

  return { phase, view, leaving, covered, stir, status: link.status, open, look: lookSoon }
}
