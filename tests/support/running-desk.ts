import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { embeddedStore } from './stores.ts'

const program = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url))

/** The built product as its own process, on the embedded store, exactly as `npm start` runs it; can be killed and started again. */
export class RunningDesk {
  private child: ChildProcess | undefined
  /** What the process wrote to stderr: sentences for the operator. */
  complaints = ''

  private constructor(
    readonly dataDir: string,
    private readonly env: Readonly<Record<string, string>>,
    public url: string,
  ) {}

  /** `folder`: a store that is there already. */
  static async start(env: Readonly<Record<string, string>> = {}, folder?: string): Promise<RunningDesk> {
    const dataDir = folder ?? (await embeddedStore()).dataDir
    const desk = new RunningDesk(dataDir, env, '')
    await desk.up()
    return desk
  }

  /** Starts the process, on the port it had before when there was one. @throws Error when it does not come up. */
  async up(): Promise<void> {
    const port = this.url === '' ? '0' : new URL(this.url).port
    const settings = { PORT: port, DATA_DIR: this.dataDir, LOG_LEVEL: 'error', ...this.env }
    const child = spawn(process.execPath, [program], {
      env: { PATH: process.env['PATH'] ?? '', ...settings },
    })
    this.child = child
    child.stderr.on('data', (part: Buffer) => {
      this.complaints += part.toString()
    })
    for await (const line of createInterface(child.stdout)) {
      const found = /^Lotse läuft: (\S+)$/.exec(line)
      if (!found?.[1]) continue
      this.url = found[1]
      child.stdout.resume()
      return
    }
    throw new Error(`The desk did not start: ${this.complaints}`)
  }

  /** `kill -9`: nothing is flushed, nobody is told. */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  /** Drains and ends; returns the exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM')
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const { child } = this
    this.child = undefined
    if (!child || child.exitCode !== null) return child?.exitCode ?? null
    const gone = once(child, 'exit') as Promise<[number | null]>
    child.kill(signal)
    const [code] = await gone
    return code
  }
}
