import { Worker } from 'node:worker_threads'
import { workerUrl } from '#server/platform/worker-url.ts'
import type { FromStore, StoreTask, ToStore } from '#server/store/embedded/worker-messages.ts'

export type Answer = (reply: Uint8Array | Error) => void

/** The thread that holds the embedded store, seen from the main thread: requests go in, answers come back in order. */
export class StoreThread {
  private readonly waiting: Answer[] = []
  private answeredSoFar = 0
  private ending = false
  private whenState: (state: 'ready' | 'not-durable' | 'closed' | Error) => void = () => undefined

  private constructor(
    private readonly worker: Worker,
    private readonly onDeath: (why: string) => void,
  ) {
    worker.on('message', (message: FromStore) => this.take(message))
    worker.on('error', (error) => this.die(error instanceof Error ? error.message : String(error)))
    worker.on('exit', (code) => this.die(`exit ${code}`))
  }

  /**
   * @param onDeath called at most once, when the thread ends without having been told to.
   * @throws Error when the store cannot be opened.
   */
  static async start(
    task: StoreTask,
    onDeath: (why: string) => void,
  ): Promise<{ thread: StoreThread; state: 'ready' | 'not-durable' | 'closed' }> {
    const worker = new Worker(workerUrl('store-worker'), { workerData: task, execArgv: [] })
    const thread = new StoreThread(worker, onDeath)
    const state = await thread.nextState()
    if (state instanceof Error) throw state
    return { thread, state }
  }

  /** One message of the protocol; `done` gets its whole answer. */
  ask(message: Uint8Array, done: Answer): void {
    if (this.ending) {
      done(new Error('Connection terminated: the store is closed'))
      return
    }
    this.waiting.push(done)
    const bytes = new Uint8Array(message)
    this.worker.postMessage(bytes satisfies ToStore, [bytes.buffer])
  }

  /** How many answers are outstanding, and how many came: together they tell a busy store from a silent one. */
  progress(): { readonly waiting: number; readonly answered: number } {
    return { waiting: this.waiting.length, answered: this.answeredSoFar }
  }

  /** Lets what was asked finish, writes a checkpoint, ends the thread. */
  async close(): Promise<void> {
    if (this.ending) return
    this.ending = true
    const closed = this.nextState()
    this.worker.postMessage('close' satisfies ToStore)
    await closed
    await this.worker.terminate()
  }

  /** Ends the thread at once, as a crash would. */
  async abandon(): Promise<void> {
    this.ending = true
    await this.worker.terminate()
  }

  private nextState(): Promise<'ready' | 'not-durable' | 'closed' | Error> {
    return new Promise((resolve) => {
      this.whenState = resolve
    })
  }

  private take(message: FromStore): void {
    if ('state' in message) {
      this.whenState(message.state)
      return
    }
    this.answeredSoFar++
    this.waiting.shift()?.(message)
  }

  private die(why: string): void {
    const expected = this.ending
    this.ending = true
    this.whenState(new Error(why))
    const lost = new Error(`Connection terminated: the store thread ended (${why})`)
    for (const done of this.waiting.splice(0)) done(lost)
    if (!expected) this.onDeath(why)
  }
}
