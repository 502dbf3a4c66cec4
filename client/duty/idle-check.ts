import { onScopeDispose, ref, type Ref } from 'vue'

const idleMs = 30 * 60_000
const answerMs = 60_000
/** Other tabs are told at most this often. */
const tellMs = 20_000
const inputs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

export interface IdleCheck {
  readonly asking: Readonly<Ref<boolean>>
  readonly secondsLeft: Readonly<Ref<number>>
  /** The person says that they are there. */
  here(): void
}

/**
 * „Noch da?“: after half an hour without input in any tab while `watching` holds it asks; without an answer within a minute
 * `onGone` is called once. Times are read from the clock, so that a sleeping or throttled tab does not miscount.
 */
export function useIdleCheck(watching: () => boolean, onGone: () => void): IdleCheck {
  const asking = ref(false)
  const secondsLeft = ref(answerMs / 1000)
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('lotse.activity')
  let lastInput = Date.now()
  let lastTold = 0
  let askedAt = 0

  function here(): void {
    asking.value = false
    lastInput = Date.now()
    lastTold = lastInput
    channel?.postMessage('here')
  }

  function onInput(): void {
    if (asking.value) return
    lastInput = Date.now()
    if (lastInput - lastTold < tellMs) return
    lastTold = lastInput
    channel?.postMessage('here')
  }

  function tick(): void {
    const now = Date.now()
    if (!watching()) {
      asking.value = false
      lastInput = now
      return
    }
    if (!asking.value && now - lastInput >= idleMs) {
      asking.value = true
      askedAt = now
    }
    if (!asking.value) return
    secondsLeft.value = Math.max(0, Math.ceil((askedAt + answerMs - now) / 1000))
    if (secondsLeft.value > 0) return
    asking.value = false
    lastInput = now
    onGone()
  }

  const timer = setInterval(tick, 1_000)
  if (channel !== null) {
    channel.onmessage = () => {
      asking.value = false
      lastInput = Date.now()
    }
  }
  for (const name of inputs) window.addEventListener(name, onInput, { passive: true, capture: true })
  onScopeDispose(() => {
    clearInterval(timer)
    channel?.close()
    for (const name of inputs) window.removeEventListener(name, onInput, { capture: true })
  })
  return { asking, secondsLeft, here }
}
