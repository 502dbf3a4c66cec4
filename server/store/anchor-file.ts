import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Anchor, Anchors } from '#server/audit/audit-port.ts'
import { codeOf } from './store-errors.ts'

/** Anchors of the audit chain as lines of `<dataDir>/audit-anchors.jsonl`, beside the store and not in it. */
export function anchorFile(dataDir: string, name = 'audit-anchors.jsonl'): Anchors {
  const path = join(dataDir, name)
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return ''
        throw error
      })
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map(asAnchor)
    },
    async add(anchor) {
      await mkdir(dataDir, { recursive: true, mode: 0o700 })
      const file = await open(path, 'a', 0o600)
      try {
        await file.appendFile(`${JSON.stringify(anchor)}\n`)
        await file.datasync()
      } finally {
        await file.close()
      }
    },
  }
}

function asAnchor(line: string): Anchor {
  const value: unknown = JSON.parse(line)
  if (typeof value === 'object' && value !== null && 'at' in value && 'seq' in value && 'hash' in value) {
    const { at, seq, hash } = value
    if (typeof at === 'string' && typeof hash === 'string' && Number.isInteger(seq))
      return { at, seq: seq as number, hash }
  }
  throw new SyntaxError('a line is no anchor')
}
