import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SecretFiles } from '#server/slips/slip-port.ts'
import { codeOf } from './store-errors.ts'

const length = 32

/** Keys as files `<dataDir>/<name>.key`, readable by the owner alone; made at first use, on disk before they are used. */
export function secretFiles(dataDir: string): SecretFiles {
  return {
    async key(name) {
      const path = join(dataDir, `${name}.key`)
      const known = await keyIn(path)
      if (known) return known
      await mkdir(dataDir, { recursive: true, mode: 0o700 })
      await make(path)
      const made = await keyIn(path)
      if (!made) throw new Error(`${name}.key was not kept`)
      return made
    },
  }
}

async function keyIn(path: string): Promise<Buffer | undefined> {
  const key = await readFile(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (key !== undefined && key.length !== length) throw new Error(`${path} does not hold ${length} bytes`)
  return key
}

/** Whole or not at all; when two make one, the first wins. */
async function make(path: string): Promise<void> {
  const part = `${path}.${process.pid}`
  const file = await open(part, 'w', 0o600)
  try {
    await file.writeFile(randomBytes(length))
    await file.sync()
  } finally {
    await file.close()
  }
  await link(part, path).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
  await rm(part, { force: true })
}
