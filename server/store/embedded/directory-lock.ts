import { stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { StartRefused } from '#server/platform/start-refused.ts'
import { storeSentences } from '#server/store/sentences.ts'

/**
 * Takes a directory for this process alone: PGlite has no lock, and two processes in one folder lose rows. An abstract Unix
 * socket named after device and inode goes away with the process, however it ends, and does not care how the path is spelt.
 * It is seen within one network namespace: two containers that share a volume are not kept apart.
 * @throws StartRefused when another process has it.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const { dev, ino } = await stat(directory, { bigint: true })
  const server = createServer((connection) => connection.destroy())
  try {
    await listen(server, `\0lotse-store-${dev}-${ino}`)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new StartRefused(storeSentences.locked(directory))
    }
    throw error
  }
  server.unref()
  return () => new Promise((resolve) => server.close(() => resolve()))
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path }, resolve)
  })
}
