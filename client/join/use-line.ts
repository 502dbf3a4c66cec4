import { onScopeDispose, ref } from 'vue'

const everyMs = 4_000
/** Round trips of a small request from which on sound goes first, or writing is better, in milliseconds. */
const slow = { weak: 400, bad: 1_500 }

/** How good the way to the server is, from the median of the last five round trips. */
export function useLine() {
  const state = ref<'unknown' | 'good' | 'weak' | 'bad'>('unknown')
  const took: number[] = []
  async function probe(): Promise<void> {
    const started = performance.now()
    const answered = await fetch('/healthz', { cache: 'no-store' }).then(
      () => true,
      () => false,
    )
    took.push(answered ? performance.now() - started : Number.POSITIVE_INFINITY)
    if (took.length > 5) took.shift()
    const median = took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0
    if (median >= slow.bad) state.value = 'bad'
    else state.value = median >= slow.weak ? 'weak' : 'good'
  }
  void probe()
  const timer = setInterval(() => void probe(), everyMs)
  onScopeDispose(() => clearInterval(timer))
  return state
}
