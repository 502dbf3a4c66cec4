import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, ref } from 'vue'

/** Nobody touched anything for so long: the terminal asks, in milliseconds. */
const quietMs = 60_000
/** So long it waits for the answer; as often as it is given, in milliseconds. */
const answerMs = 60_000

/** Whether somebody still stands there: asks first, and only then `over`. While `watched` says no, nothing is asked. */
export function useIdle(watched: () => boolean, over: () => void) {
  const touched = ref(Date.now())
  const now = ref(Date.now())
  const asking = computed(() => watched() && now.value - touched.value >= quietMs)
  const left = computed(() => Math.max(0, Math.ceil((touched.value + quietMs + answerMs - now.value) / 1000)))

  function stay(): void {
    touched.value = Date.now()
    now.value = touched.value
  }
  /** While it asks only an answer counts: a sleeve on the glass is none. */
  useEventListener(
    document,
    ['keydown', 'pointerdown', 'input', 'scroll'],
    () => {
      if (!asking.value) stay()
    },
    { passive: true, capture: true },
  )

  let told = false
  const timer = setInterval(() => {
    now.value = Date.now()
    if (!watched()) stay()
    const due = asking.value && left.value === 0
    if (due && !told) over()
    told = due
  }, 1_000)
  onScopeDispose(() => clearInterval(timer))

  return { asking, left, stay }
}
