import type { PGlite } from '@electric-sql/pglite'

/**
 * Commits once and looks whether the disk was asked to keep it. A transactional WAL message commits like a row, without a table.
 * @returns false when an upgrade of PGlite has silently lost the durability hooks.
 */
export async function commitReachesDisk(engine: PGlite, syncs: () => number): Promise<boolean> {
  const before = syncs()
  await engine.query(`select pg_logical_emit_message(true, 'lotse', 'self-check')`)
  return syncs() > before
}
