/** Programs that run in a thread of their own, each an entry of `server/build.mjs`. */
export type WorkerName = 'store-worker' | 'fold-worker' | 'paper-worker'

/**
 * Where the built program of a worker lies: beside the running file, or in `dist/server` of the project when the sources run
 * as they are (tests), because Node 20 cannot start a thread from TypeScript.
 */
export function workerUrl(name: WorkerName): URL {
  const fromSources = import.meta.url.endsWith('.ts')
  return new URL(fromSources ? `../../dist/server/${name}.js` : `./${name}.js`, import.meta.url)
}
