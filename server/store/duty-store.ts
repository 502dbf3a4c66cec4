import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { ChosenPresenceState } from '#shared/model/consultation.ts'
import type { RosterRank } from '#shared/model/duty.ts'
import type { PersonId, SessionId, UnitId } from '#shared/model/ids.ts'
import type { DutyRecords, PresenceRecord } from '#server/duty/duty-port.ts'
import { trxOf } from './tx.ts'

/** Key of the one lock under which rings, seats and presence change; any fixed number will do. */
const dutyLock = 7_310_001

interface PresenceRow {
  person: string
  chosen: string
  session: string | null
  since: Date
  lease_until: Date | null
  gone_at: Date | null
}

const presenceOf = (row: PresenceRow): PresenceRecord => ({
  person: row.person as PersonId,
  chosen: row.chosen as ChosenPresenceState,
  session: row.session as SessionId | null,
  since: row.since,
  leaseUntil: row.lease_until,
  goneAt: row.gone_at,
})

export const dutyStore: DutyRecords = {
  async lock(tx) {
    await sql`select pg_advisory_xact_lock(${dutyLock}::bigint)`.execute(trxOf(tx))
  },

  async roster(tx, units) {
    if (units.length === 0) return []
    const rows = await trxOf(tx)
      .selectFrom('roster')
      .selectAll()
      .where('unit', 'in', units)
      .orderBy('id')
      .execute()
    return rows.map((row) => ({
      person: row.person as PersonId,
      unit: row.unit as UnitId,
      rank: row.rank as RosterRank,
      weekdays: row.weekdays,
      from: row.from_time,
      until: row.until_time,
      validFrom: row.valid_from,
      validUntil: row.valid_until,
    }))
  },

  async substitutions(tx, units) {
    if (units.length === 0) return []
    const rows = await trxOf(tx)
      .selectFrom('substitution')
      .selectAll()
      .where('unit', 'in', units)
      .orderBy('position')
      .orderBy('id')
      .execute()
    return rows.map((row) => ({
      person: row.person as PersonId,
      substitute: row.substitute as PersonId,
      unit: row.unit as UnitId,
      position: row.position,
      from: row.from_at,
      until: row.until_at,
    }))
  },

  async plan(tx, entries, substitutions) {
    const rosterRows = entries.map((entry) => ({
      id: uuidv7(),
      person: entry.person,
      unit: entry.unit,
      rank: entry.rank,
      weekdays: JSON.stringify(entry.weekdays),
      from_time: entry.from,
      until_time: entry.until,
      valid_from: entry.validFrom,
      valid_until: entry.validUntil,
    }))
    const substitutionRows = substitutions.map((rule) => ({
      id: uuidv7(),
      person: rule.person,
      substitute: rule.substitute,
      unit: rule.unit,
      position: rule.position,
      from_at: rule.from,
      until_at: rule.until,
    }))
    const trx = trxOf(tx)
    if (rosterRows.length > 0) await trx.insertInto('roster').values(rosterRows).execute()
    if (substitutionRows.length > 0) await trx.insertInto('substitution').values(substitutionRows).execute()
  },

  async presence(tx, persons) {
    if (persons.length === 0) return []
    const rows = await trxOf(tx).selectFrom('presence').selectAll().where('person', 'in', persons).execute()
    return rows.map(presenceOf)
  },

  async present(tx) {
    const rows = await trxOf(tx).selectFrom('presence').selectAll().where('gone_at', 'is', null).execute()
    return rows.map(presenceOf)
  },

  async savePresence(tx, record) {
    const row = {
      chosen: record.chosen,
      session: record.session,
      since: record.since,
      lease_until: record.leaseUntil,
      gone_at: record.goneAt,
    }
    await trxOf(tx)
      .insertInto('presence')
      .values({ person: record.person, ...row })
      .onConflict((conflict) => conflict.column('person').doUpdateSet(row))
      .execute()
  },
}
