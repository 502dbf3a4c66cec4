import type { CaseServiceId, PersonId, SessionId, SignatureId } from '#shared/model/ids.ts'
import type { Representation } from '#shared/model/representative.ts'
import type { PadStrokes } from '#shared/model/signature.ts'
import type { SignatureRecords, StoredSignature } from '#server/signatures/signature-port.ts'
import { trxOf } from './tx.ts'

export const signatureStore: SignatureRecords = {
  async add(tx, id, one) {
    await trxOf(tx)
      .insertInto('signature')
      .values({
        id: one.id,
        case_id: id,
        case_service: one.caseService,
        document: one.document,
        title: one.title,
        state: one.state,
        signer: one.signer,
        representation: one.representative?.kind ?? null,
        proof: one.representative?.proof ?? null,
        unable: one.unable,
        reason: one.reason,
        hash: one.hash,
        snapshot: one.snapshot,
        strokes: one.strokes === null ? null : JSON.stringify(one.strokes),
        person: one.person,
        seat: one.seat,
        at: one.at,
      })
      .execute()
  },

  async ofCase(tx, id) {
    const rows = await trxOf(tx)
      .selectFrom('signature')
      .selectAll()
      .where('case_id', '=', id)
      .orderBy('at')
      .orderBy('id')
      .execute()
    return rows.map((row): StoredSignature => {
      const { representation, proof } = row
      return {
        id: row.id as SignatureId,
        caseService: row.case_service as CaseServiceId,
        document: row.document,
        title: row.title,
        state: row.state as StoredSignature['state'],
        signer: row.signer,
        representative:
          representation === null ? null : { kind: representation as Representation, proof: proof ?? '' },
        unable: row.unable,
        reason: row.reason,
        hash: row.hash,
        snapshot: row.snapshot,
        strokes: row.strokes as PadStrokes | null,
        person: row.person as PersonId,
        seat: row.seat as SessionId | null,
        at: row.at,
        voidAt: row.void_at,
      }
    })
  },

  async makeVoid(tx, ids, at) {
    await trxOf(tx)
      .updateTable('signature')
      .set({ state: 'void', void_at: at })
      .where('id', 'in', ids)
      .execute()
  },
}
