import { walkTrail, type AnchorSource } from './audit/walk-trail.ts'
import { verdictSentences } from './audit/trail-sentences.ts'
import { systemClock } from './platform/clock.ts'
import { jsonLog } from './platform/log.ts'
import { StartRefused } from './platform/start-refused.ts'
import { anchorFile } from './store/anchor-file.ts'
import { openReading } from './store/open-reading.ts'
import { trailStore } from './store/trail-store.ts'

const usage =
  'Aufruf: npm run audit:verify -- [--anchor <Datei>|<Zeile>:<Prüfsumme>|none] (mit DATA_DIR oder DATABASE_URL).'

// `npm run audit:verify`: looks at the audit chain of a store with the server's settings; the embedded store must not be in use.
async function main(args: readonly string[]): Promise<void> {
  const dataDir = process.env['DATA_DIR'] ?? './data'
  const source = sourceOf(args, dataDir)
  const store = await openReading({
    databaseUrl: process.env['DATABASE_URL'] === '' ? undefined : process.env['DATABASE_URL'],
    dataDir,
    log: jsonLog('warn', process.stderr),
    clock: systemClock,
    onFatal: stop,
  })
  try {
    const verdict = await walkTrail(trailStore, source, (work) => store.read(work))
    const { de, en } = verdictSentences(verdict)
    process.stdout.write(`${de} / ${en}\n`)
    process.exitCode = verdict.ok ? 0 : 1
  } finally {
    await store.close()
  }
}

function sourceOf([option, value, more]: readonly string[], dataDir: string): AnchorSource {
  if (option === undefined) return anchorFile(dataDir)
  if (option !== '--anchor' || value === undefined || more !== undefined) throw new StartRefused(usage)
  if (value === 'none') return 'none'
  const [, seq, hash] = /^([1-9][0-9]*):([0-9a-f]{64})$/.exec(value) ?? []
  if (seq !== undefined && hash !== undefined) return { at: '', seq: Number(seq), hash }
  return anchorFile('.', value)
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof StartRefused) stop(error.message)
  stop(error instanceof Error ? (error.stack ?? error.message) : String(error))
})
