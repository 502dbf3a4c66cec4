/** First and longest wait before coming back, in milliseconds (contract: full jitter, 0.2 to 10 s). */
const shortestMs = 200
const longestMs = 10_000

/**
 * Wait before try number `attempt` (from 0): full jitter over an exponentially growing span, so that a restart of the server
 * does not bring everybody back in the same instant. `chance` is in [0, 1).
 */
export function backoff(attempt: number, chance: number): number {
  const span = Math.min(longestMs, shortestMs * 2 ** Math.min(attempt + 1, 10))
  return shortestMs + chance * (span - shortestMs)
}
