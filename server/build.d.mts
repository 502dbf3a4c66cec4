/** Builds the server into `dist/server`; packages stay outside. Safe while others build or run from there. */
export function buildServer(): Promise<void>
/** Builds the thread of the embedded store alone, for tests of parts while the whole does not build yet. */
export function buildStoreWorker(): Promise<void>
/** Bundles programs (name → file of the project) as ES modules into one folder given by its absolute path. */
export function bundle(programs: Readonly<Record<string, string>>, folder: string): Promise<void>
