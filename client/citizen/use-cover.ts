import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** The citizen is asked so long before the screen covers itself, in milliseconds. */
const asksBeforeMs = 28_000

/** Asked, the page looks so often whether somebody else was at work, in milliseconds. */
const againMs = 5_000

/** After a touch the screen stays so long, in milliseconds. */
export const idleMs = 90_000

/** Longer than this no screen is left lit that the server cannot reach, in milliseconds. */
const awayMs = 60_000

/**
 * When the screen covers itself: what the server says, counted on the own clock. While the server cannot be reached nobody else
 * could cover it, so the page does; only what the server says brings it back.
 */
export function useCover(status: Readonly<Ref<string>>, look: () => void) {
  const leaving = ref(false)
  const covered = ref(false)
  let due: number | null = null
  let awaySince: number | null = null
  let watched = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function plan(): void {
    clearTimeout(timer)
    const left = (due ?? Infinity) - Date.now()
    leaving.value = left <= asksBeforeMs
    if (awaySince === null) {
      const wait = leaving.value ? againMs : left - asksBeforeMs
      if (due !== null) timer = setTimeout(look, wait)
      return
    }
    if (!watched) return
    const coversIn = Math.min(left, awaySince + awayMs - Date.now())
    covered.value ||= coversIn <= 0
    if (!covered.value)
      timer = setTimeout(plan, leaving.value ? coversIn : Math.min(coversIn, left - asksBeforeMs))
  }

  watch(
    status,
    (now) => {
      if (now === 'online') {
        if (watched) look()
        awaySince = null
      } else awaySince ??= Date.now()
      plan()
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))

  return {
    /** Soon, unless somebody is here. */
    leaving,
    covered,
    /** `coversIn` as the server says; `counter`: others pass by here. */
    told: (now: { coversIn: number | null; counter: boolean }): void => {
      watched = now.counter
      due = now.coversIn === null ? null : Date.now() + now.coversIn
      covered.value = false
      plan()
    },
    touched: (): void => {
      if (due !== null) due = Date.now() + idleMs
      plan()
    },
  }
}
