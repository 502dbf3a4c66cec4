import type { Settings } from '#server/platform/setting-port.ts'
import { trxOf } from './tx.ts'

export const settingStore: Settings = {
  async get(tx, key) {
    const row = await trxOf(tx)
      .selectFrom('setting')
      .select('value')
      .where('key', '=', key)
      .executeTakeFirst()
    return row?.value
  },

  async set(tx, key, value) {
    const json = JSON.stringify(value)
    await trxOf(tx)
      .insertInto('setting')
      .values({ key, value: json })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json }))
      .execute()
  },
}
