import { systemClock } from '#server/platform/clock.ts'
import { jsonLog } from '#server/platform/log.ts'
import { StartRefused } from '#server/platform/start-refused.ts'
import { exportStore } from '#server/store/copy/export-store.ts'
import { importStore } from '#server/store/copy/import-store.ts'
import { openEngine } from '#server/store/open-engine.ts'
import { storeSentences } from '#server/store/sentences.ts'

// `node dist/server/store-copy.js export|import <file>` with the server's settings; the embedded store must not be in use.
async function main([what, file]: readonly string[]): Promise<string> {
  if ((what !== 'export' && what !== 'import') || file === undefined)
    throw new StartRefused(storeSentences.copyUsage())
  const engine = await openEngine({
    databaseUrl: process.env['DATABASE_URL'] === '' ? undefined : process.env['DATABASE_URL'],
    dataDir: process.env['DATA_DIR'] ?? './data',
    log: jsonLog('warn'),
    clock: systemClock,
    onFatal: stop,
    statementTimeout: 0,
  })
  try {
    if (what === 'export') return storeSentences.copied(await exportStore(engine, file), file)
    return storeSentences.restored(await importStore(engine, file, systemClock.now()), engine.place)
  } finally {
    await engine.close()
  }
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

main(process.argv.slice(2)).then(
  (sentence) => process.stdout.write(`${sentence}\n`),
  (error: unknown) => {
    if (error instanceof StartRefused) stop(error.message)
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(1)
  },
)
