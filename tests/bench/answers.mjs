/** What every measured server tells of itself when the bench asks. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** @param {number} port */
export function answerQuestions(port) {
  const loop = monitorEventLoopDelay({ resolution: 1 })
  loop.enable()
  process.on('message', (question) => {
    if (question === 'heap') {
      globalThis.gc?.()
      globalThis.gc?.()
      const { heapUsed, external } = process.memoryUsage()
      process.send?.({ heap: heapUsed + external, rss: process.memoryUsage.rss() })
    } else if (question === 'processor') {
      const { user, system } = process.cpuUsage()
      process.send?.({ user, system })
    } else {
      const longest = loop.max / 1e6
      loop.reset()
      process.send?.({ stall: longest })
    }
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.({ port })
}
