import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { DurableNodeFs, durableStartParams, syncCount } from '#server/store/embedded/durable-fs.ts'
import { watchForBreakage } from '#server/store/embedded/engine-breakage.ts'
import { commitReachesDisk } from '#server/store/embedded/self-check.ts'
import type { FromStore, StoreTask, ToStore } from '#server/store/embedded/worker-messages.ts'

// The thread of the embedded store: owns PGlite and answers the PostgreSQL protocol over its message port.
if (parentPort === null) throw new Error('store-worker runs as a worker thread only')
const port = parentPort
const { task, directory } = workerData as StoreTask

function tell(message: FromStore): void {
  port.postMessage(message, message instanceof Uint8Array ? [message.buffer] : [])
}

const engine = await PGlite.create({
  fs: new DurableNodeFs(directory),
  startParams: durableStartParams,
})
const breakage = watchForBreakage(engine)

/** A broken engine answers nobody: what is thrown here ends the thread, and the main thread ends the process. */
function answer(request: Uint8Array): void {
  const reply = engine.execProtocolRawSync(request)
  const broken = breakage()
  if (broken !== undefined) throw broken
  // Transferring needs a buffer of exactly this reply; a view would take its whole buffer along.
  tell(new Uint8Array(reply))
}

async function close(): Promise<void> {
  await engine.close()
  tell({ state: 'closed' })
}

if (task === 'create') {
  await close()
} else if (await commitReachesDisk(engine, () => syncCount.file)) {
  port.on('message', (message: ToStore) => {
    if (message === 'close') void close()
    else answer(message)
  })
  tell({ state: 'ready' })
} else {
  tell({ state: 'not-durable' })
}
