import { fileURLToPath } from 'node:url'
import { createDesk } from './app.ts'
import { readConfig, type Config } from './config.ts'
import { systemClock } from './platform/clock.ts'
import { jsonLog } from './platform/log.ts'
import { StartRefused } from './platform/start-refused.ts'

/** A SIGTERM may take this long at most, in milliseconds (contract: 10 s). */
const drainWithinMs = 9_000

async function main(): Promise<void> {
  const config: Config = readConfig(process.env)
  const log = jsonLog(config.logLevel)
  const desk = await createDesk({
    config,
    log,
    clock: systemClock,
    clientDir: fileURLToPath(new URL('../client', import.meta.url)),
    onFatal: (sentence) => stop(sentence),
  })
  process.stdout.write(`Lotse läuft: ${desk.url}\n`)
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), drainWithinMs).unref()
    void desk.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fault('close', error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

main().catch((error: unknown) => {
  if (error instanceof StartRefused) stop(error.message)
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE')
    stop(
      `Der Port ${process.env['PORT'] ?? '8080'} ist schon belegt. Bitte PORT ändern oder das andere Programm beenden.`,
    )
  if (code === 'EACCES')
    stop(`Der Port ${process.env['PORT'] ?? '8080'} darf nicht benutzt werden. Bitte PORT ändern.`)
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  stop('Lotse konnte nicht starten. Bitte die Meldung darüber an die Entwicklung geben.')
})
