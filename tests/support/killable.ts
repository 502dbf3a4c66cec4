import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { inject } from 'vitest'
import { join } from 'node:path'

/** A process that commits rows into a data directory until it is killed. */
export interface Killable {
  /** Every row it has told us is stored. */
  readonly acknowledged: ReadonlySet<string>
  /** Answers when it has told of that many commits; rejects when it ends before. */
  commits(count: number): Promise<void>
  /** Answers with the exit code when it ends by itself. */
  ended(): Promise<number | null>
  /** SIGKILL, and answers when it is gone. */
  kill(): Promise<void>
}

/** @param when `late` acknowledges after COMMIT, `early` before it (the wrong way, as a control). */
export async function startKillable(
  dataDir: string,
  prefix: string,
  when: 'late' | 'early' = 'late',
): Promise<Killable> {
  const child = spawn(
    process.execPath,
    [join(inject('testRun').programs, 'commit-loop.js'), dataDir, prefix, when],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const gone = once(child, 'exit')
  const acknowledged = new Set<string>()
  let lines = 0
  let complaint = ''
  let look: () => void = () => undefined
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines++
    if (line !== 'open') for (const name of line.split(' ')) acknowledged.add(name)
    look()
  })
  child.stderr.on('data', (text: Buffer) => {
    complaint += text.toString()
  })
  const until = (count: number) =>
    new Promise<void>((resolve, reject) => {
      look = () => {
        if (lines > count) resolve()
      }
      void gone.then(() => reject(new Error(`The writer ended by itself: ${complaint}`)))
      look()
    })
  await until(0)
  return {
    acknowledged,
    commits: until,
    ended: async () => ((await gone) as [number | null])[0],
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
