import type { EvidenceRecords, StoredEvidence } from '#server/evidence/evidence-port.ts'
import { trxOf } from './tx.ts'

export const evidenceStore: EvidenceRecords = {
  async list(tx, id) {
    const rows = await trxOf(tx)
      .selectFrom('evidence')
      .selectAll()
      .where('case_id', '=', id)
      .orderBy('at')
      .orderBy('id')
      .execute()
    return rows.map((row) => {
      const { case_id, case_service, zone_checked, withdrawn_at, withdrawn_by, withdrawn_reason, ...rest } =
        row
      const withdrawn = withdrawn_at && { at: withdrawn_at, person: withdrawn_by, reason: withdrawn_reason }
      const found = { ...rest, case: case_id, caseService: case_service, withdrawn }
      return { ...found, zoneChecked: zone_checked } as unknown as StoredEvidence
    })
  },

  async add(tx, evidence) {
    const file = evidence.kind === 'file' ? evidence : null
    const attestation = evidence.kind === 'attestation' ? evidence : null
    await trxOf(tx)
      .insertInto('evidence')
      .values({
        id: evidence.id,
        case_id: evidence.case,
        case_service: evidence.caseService,
        kind: evidence.kind,
        title: evidence.title,
        person: evidence.person,
        at: evidence.at,
        sha256: file?.sha256 ?? null,
        size: file?.size ?? null,
        type: file?.type ?? null,
        name: file?.name ?? null,
        reason: file?.reason ?? null,
        until: evidence.kind === 'follow' ? evidence.until : null,
        document: attestation?.document ?? null,
        zone_checked: attestation?.zoneChecked ?? false,
        withdrawn_by: null,
        withdrawn_reason: null,
      })
      .execute()
  },

  async setUntil(tx, id, until) {
    await trxOf(tx).updateTable('evidence').set({ until }).where('id', '=', id).execute()
  },

  async withdraw(tx, id, { at, person, reason }) {
    await trxOf(tx)
      .updateTable('evidence')
      .set({ withdrawn_at: at, withdrawn_by: person, withdrawn_reason: reason })
      .where('id', '=', id)
      .execute()
  },
}
