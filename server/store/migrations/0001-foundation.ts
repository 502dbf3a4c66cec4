import type { Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

export async function up(_db: Kysely<Tables>): Promise<void> {}
