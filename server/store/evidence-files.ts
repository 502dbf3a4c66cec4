import { randomUUID } from 'node:crypto'
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ContentFiles } from '#server/evidence/evidence-port.ts'
import type { KeptFiles } from '#server/retention/retention-port.ts'
import { Refused } from '#server/platform/refused.ts'
import { codeOf } from './store-errors.ts'

/**
 * Contents as files in `<dataDir>/<folder>/ab/cdef…`: Unterlagen (`evidence`), with the picture to look at beside them as
 * `….preview`, and what was made for hand-overs (`handover`).
 */
export function contentFiles(dataDir: string, folder: 'evidence' | 'handover'): ContentFiles & KeptFiles {
  const root = join(dataDir, folder)
  const place = (sha256: string) => join(root, sha256.slice(0, 2), sha256.slice(2))
  return {
    async keep(sha256, content, preview) {
      try {
        // The content last: where it stands, its preview stands too.
        if (preview) await keepOnce(`${place(sha256)}.preview`, preview)
        await keepOnce(place(sha256), content)
      } catch (error) {
        if (['ENOSPC', 'EDQUOT'].includes(codeOf(error))) throw new Refused('E_STORE', 'store-full')
        throw error
      }
    },
    async read(sha256, what) {
      try {
        return await readFile(what === 'preview' ? `${place(sha256)}.preview` : place(sha256))
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined
        throw error
      }
    },
    async size(sha256) {
      const sizes = await Promise.all([sizeOf(place(sha256)), sizeOf(`${place(sha256)}.preview`)])
      return sizes[0] + sizes[1]
    },
    async olderThan(before) {
      const found = await readdir(root, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return []
        throw error
      })
      const names: string[] = []
      for (const one of found) {
        const sha256 = basename(one.parentPath) + one.name
        if (!one.isFile() || !/^[0-9a-f]{64}$/.test(sha256)) continue
        const { mtime } = await stat(join(one.parentPath, one.name))
        if (mtime < before) names.push(sha256)
      }
      return names
    },
    async remove(sha256) {
      const path = place(sha256)
      await rm(path, { force: true })
      await rm(`${path}.preview`, { force: true })
      if (await exists(dirname(path))) await syncFolder(dirname(path))
    },
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0
    throw error
  }
}

/** A reader sees the whole file or none; it is on disk when this answers. */
async function keepOnce(path: string, content: Buffer): Promise<void> {
  if (await exists(path)) return
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const part = `${path}.${randomUUID()}.part`
  try {
    const file = await open(part, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  for (const each of [folder, dirname(folder), dirname(dirname(folder))]) await syncFolder(each)
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
