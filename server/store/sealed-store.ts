import type { SealedRecords, StoredSealed } from '#server/cases/sealed-port.ts'
import { trxOf } from './tx.ts'

export const sealedStore: SealedRecords = {
  async put(tx, { case: id, caseService, field, sealed, shown, person, at }) {
    const value = { sealed, shown, plausible: true, person, at }
    await trxOf(tx)
      .insertInto('sealed_value')
      .values({ case_id: id, case_service: caseService, field, ...value })
      .onConflict((conflict) => conflict.columns(['case_service', 'field']).doUpdateSet(value))
      .execute()
  },

  async ofCase(tx, id) {
    const rows = await trxOf(tx).selectFrom('sealed_value').selectAll().where('case_id', '=', id).execute()
    return rows.map(
      ({ case_id, case_service, plausible: _always, ...rest }) =>
        ({ case: case_id, caseService: case_service, ...rest }) as unknown as StoredSealed,
    )
  },
}
