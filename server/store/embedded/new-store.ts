import { existsSync } from 'node:fs'
import { open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StartRefused } from '#server/platform/start-refused.ts'
import { syncDirectory } from '#server/store/embedded/durable-fs.ts'
import { StoreThread } from '#server/store/embedded/store-thread.ts'
import { storeSentences } from '#server/store/sentences.ts'

/** The PostgreSQL major of PGlite 0.5.16; the files of a store belong to one major. */
const format = '18'

/**
 * Makes sure that `directory` holds a store of this engine. A new one is laid down beside it by a thread of its own (initdb
 * takes 400 MB that only the end of the thread gives back), made durable, and moved in place in one step.
 * @throws StartRefused when there is something else.
 */
export async function ensureStore(directory: string): Promise<void> {
  if (existsSync(directory)) {
    await checkFormat(directory)
    return
  }
  const beside = `${directory}.new`
  await rm(beside, { recursive: true, force: true })
  const { thread } = await StoreThread.start({ task: 'create', directory: beside }, () => undefined)
  await thread.abandon()
  await syncTree(beside)
  await rename(beside, directory)
  syncDirectory(dirname(directory))
}

async function checkFormat(directory: string): Promise<void> {
  const found = await readFile(join(directory, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    throw new StartRefused(
      storeSentences.unreadable(directory, error instanceof Error ? error.message : String(error)),
    )
  })
  if (found.trim() !== format)
    throw new StartRefused(storeSentences.otherFormat(directory, found.trim(), format))
}

/** initdb itself runs without fsync. */
async function syncTree(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) await syncTree(path)
    else await syncFile(path)
  }
  syncDirectory(directory)
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.datasync()
  } finally {
    await handle.close()
  }
}
