import type { Acts } from '#server/platform/act.ts'
import type { KeptFile, KeptFolders, RetentionRecords } from './retention-port.ts'

/** So long a content may wait for the row that names it, milliseconds. */
const patience = 24 * 60 * 60 * 1000
const folders = ['evidence', 'handover'] as const

/** Contents are on disk before their row: a crash or a refusal in between leaves what nobody would ever find and delete. */
export class Orphans {
  constructor(
    private readonly acts: Acts,
    private readonly records: Pick<RetentionRecords, 'unnamed'>,
    private readonly files: KeptFolders,
  ) {}

  async remove(now: Date): Promise<void> {
    const before = new Date(now.getTime() - patience)
    const old: KeptFile[] = []
    for (const folder of folders)
      for (const sha256 of await this.files[folder].olderThan(before)) old.push({ folder, sha256 })
    if (old.length === 0) return
    await this.acts.run(null, async (act) => {
      const unnamed = await this.records.unnamed(act.tx, old)
      for (const { folder, sha256 } of unnamed) await this.files[folder].remove(sha256)
      if (unnamed.length > 0)
        act.record({ action: 'files.orphans-removed', detail: { files: unnamed.length } })
    })
  }
}
