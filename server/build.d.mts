/** Builds the server into `dist/server`; packages stay outside. Safe while others build or run from there. */
export function buildServer(): Promise<void>
/** Bundles programs (name → file of the project) as ES modules into one folder given by its absolute path. */
export function bundle(programs: Readonly<Record<string, string>>, folder: string): Promise<void>
