import { execFile } from 'node:child_process'
import { mkdir, open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'

const run = promisify(execFile)

/** EXT4_IOC_SHUTDOWN with NOLOGFLUSH: from here on nothing reaches the disk, not even the file system's own journal. */
const cutPower = `
import fcntl, os, struct, sys
handle = os.open(sys.argv[1], os.O_RDONLY)
fcntl.ioctl(handle, 0x8004587D, struct.pack('I', 2))
os.close(handle)
`

/** A disk of its own in a file, whose power can be cut. */
export interface Disk {
  readonly folder: string
  plugIn(): Promise<void>
  /** Power goes: what was not flushed is gone, everything after fails. */
  cut(): Promise<void>
  pullOut(): Promise<void>
}

/** @param megabytes its size; the file behind it takes only what is written. */
export async function makeDisk(name: string, megabytes: number): Promise<Disk> {
  const base = join(inject('testRun').folder, name)
  const image = `${base}.img`
  const folder = `${base}.mount`
  await mkdir(folder)
  const file = await openFile(image, 'w')
  await file.truncate(megabytes * 1024 ** 2)
  await file.close()
  await run('mkfs.ext4', ['-q', '-F', image])
  return {
    folder,
    plugIn: async () => void (await run('mount', ['-o', 'loop', image, folder])),
    cut: async () => void (await run('python3', ['-c', cutPower, folder])),
    pullOut: async () => void (await run('umount', [folder])),
  }
}

/** Why this machine cannot have such a disk, or undefined. */
export async function diskObstacle(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'only root may mount a disk'
  try {
    await run('losetup', ['--find'])
    await run('python3', ['--version'])
    await run('mkfs.ext4', ['-V'])
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
