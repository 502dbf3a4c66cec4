import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { DurableNodeFs, durableStartParams, syncCount } from '#server/store/embedded/durable-fs.ts'
import { commitReachesDisk } from '#server/store/embedded/self-check.ts'
import type { FromStore, StoreTask, ToStore } from '#server/store/embedded/worker-messages.ts'

// The thread of the embedded store: owns PGlite and answers the PostgreSQL protocol over its message port.
if (parentPort === null) throw new Error('store-worker runs as a worker thread only')
const port = parentPort
const { task, directory } = workerData as StoreTask

function tell(message: FromStore): void {
  port.postMessage(message, message instanceof Uint8Array ? [message.buffer] : [])
}

function answer(engine: PGlite, request: Uint8Array): void {
  try {
    const reply = engine.execProtocolRawSync(request)
    // Transferring needs a buffer of exactly this reply; a view would take its whole buffer along.
    tell(new Uint8Array(reply))
  } catch (error) {
    tell({ failed: error instanceof Error ? error.message : String(error) })
  }
}

const engine = await PGlite.create({ fs: new DurableNodeFs(directory), startParams: durableStartParams })

async function close(): Promise<void> {
  await engine.close()
  tell({ state: 'closed' })
}

if (task === 'create') {
  await close()
} else if (await commitReachesDisk(engine, () => syncCount.file)) {
  port.on('message', (message: ToStore) => {
    if (message === 'close') void close()
    else answer(engine, message)
  })
  tell({ state: 'ready' })
} else {
  tell({ state: 'not-durable' })
}
