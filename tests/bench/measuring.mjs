/** What every bench shares: arguments, quantiles, medians with spread, retired instructions of a process. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export const say = (line) => process.stdout.write(`${line}\n`)
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export function argument(name, fallback) {
  const at = process.argv.indexOf(name)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}

export function quantile(values, part) {
  const sorted = Float64Array.from(values).toSorted()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

export const median = (values) => quantile(values, 0.5)

/** Median, lowest and highest of what was measured in several rounds. */
export const spread = (values) => ({
  middle: median(values),
  low: Math.min(...values),
  high: Math.max(...values),
})

/** Whether the processor tells retired instructions here; in many virtual machines it does not. */
export const countsInstructions = () =>
  /^[0-9]+,/.test(
    spawnSync('perf', ['stat', '-x,', '-e', 'instructions', 'true'], { encoding: 'utf8' }).stderr?.trim() ??
      '',
  )

/**
 * Counts instructions (user and kernel) of all threads of a process, those that start later included, between `start` and
 * `stop`. perf is attached beforehand and switched on and off, so that the window is exactly that of what is delivered.
 */
export async function instructionCounter(pid) {
  const child = spawn(
    'perf',
    [
      'stat',
      '-x,',
      '-e',
      'instructions:u,instructions:k',
      '-D',
      '-1',
      '--control',
      'fd:3,4',
      '-p',
      String(pid),
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  )
  let report = ''
  child.stderr.on('data', (part) => (report += part))
  const [, , , control, answers] = child.stdio
  const acks = createInterface({ input: answers })[Symbol.asyncIterator]()
  const tell = async (command) => {
    control.write(`${command}\n`)
    await acks.next()
  }
  // perf answers nothing before it is attached.
  await tell('disable')
  return {
    start: () => tell('enable'),
    async stop() {
      await tell('disable')
      const gone = once(child, 'exit')
      child.kill('SIGINT')
      await gone
      const [user, kernel] = ['u', 'k'].map((ring) => {
        const line = report.split('\n').find((one) => one.includes(`instructions:${ring}`))
        return Number(line?.split(',')[0])
      })
      return { user, kernel, all: user + kernel }
    },
  }
}
