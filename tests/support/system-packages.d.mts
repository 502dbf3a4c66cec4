/** The folder with PostgreSQL's server programs, undefined when they are on PATH or missing. */
export function postgresPrograms(): string | undefined
/** Installs what the tests need from Debian, only what is missing; returns the names of what was installed. */
export function ensureSystemPackages(): string[]
