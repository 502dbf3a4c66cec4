import type { Selectable } from 'kysely'
import type { GuestLine } from '#shared/model/guest.ts'
import type { InvitationId, SessionId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'
import type { InvitationChange, InvitationRecords, StoredInvitation } from '#server/visits/invitation-port.ts'
import type { VisitTables } from './tables/visits.ts'
import { trxOf } from './tx.ts'
import { visitStore } from './visit-store.ts'

export const invitationStore: InvitationRecords = {
  async add(tx, { hash, ...invitation }) {
    const { id, office, keeper, farewell, uses, used } = invitation
    const { case: of, createdAt, expiresAt } = invitation
    await trxOf(tx)
      .insertInto('invitation')
      .values({
        id,
        office,
        keeper,
        farewell,
        uses,
        used,
        case_id: of,
        code_hash: hash,
        created_at: createdAt,
        expires_at: expiresAt,
        planned_at: invitation.plannedAt,
        waits_since: invitation.waitsSince,
        admitted_at: invitation.admittedAt,
        closed_at: invitation.closedAt,
        wish: null,
      })
      .execute()
  },

  async spend(tx, hash, at) {
    const row = await trxOf(tx)
      .updateTable('invitation')
      .set((now) => ({ used: now('used', '+', 1), waits_since: at, admitted_at: null }))
      .where('code_hash', '=', hash)
      .whereRef('used', '<', 'uses')
      .where('closed_at', 'is', null)
      .where('expires_at', '>', at)
      .returningAll()
      .executeTakeFirst()
    return row && invitationOf(row)
  },

  async behind(tx, hash, at) {
    const row = await trxOf(tx)
      .selectFrom('invitation')
      .selectAll()
      .where('code_hash', '=', hash)
      .whereRef('used', '<', 'uses')
      .where('closed_at', 'is', null)
      .where('expires_at', '>', at)
      .executeTakeFirst()
    return row && invitationOf(row)
  },

  async find(tx, id) {
    const row = await trxOf(tx).selectFrom('invitation').selectAll().where('id', '=', id).executeTakeFirst()
    return row && invitationOf(row)
  },

  async ofCase(tx, id, at) {
    const rows = await trxOf(tx)
      .selectFrom('invitation')
      .selectAll()
      .where('case_id', '=', id)
      .where('closed_at', 'is', null)
      .where((where) => where.or([where('used', '>', 0), where('expires_at', '>', at)]))
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return rows.map(invitationOf)
  },

  async change(tx, id, change) {
    await trxOf(tx).updateTable('invitation').set(valuesOf(change)).where('id', '=', id).execute()
  },

  async seatOf(tx, id, at) {
    const row = await trxOf(tx)
      .selectFrom('seat_session')
      .select('id')
      .where('invitation', '=', id)
      .where('ended_at', 'is', null)
      .orderBy('created_at', 'desc')
      .executeTakeFirst()
    return row && visitStore.find(tx, row.id as SessionId, at)
  },

  async waiting(tx, office, at) {
    const rows = await trxOf(tx)
      .selectFrom('invitation')
      .innerJoin('seat_session as seat', 'seat.invitation', 'invitation.id')
      .selectAll('invitation')
      .select('seat.id as seat')
      .where('invitation.office', '=', office)
      .where('invitation.closed_at', 'is', null)
      .where('seat.case_id', 'is', null)
      .where('seat.ended_at', 'is', null)
      .where('seat.expires_at', '>', at)
      .orderBy('invitation.waits_since')
      .orderBy('invitation.id')
      .execute()
    const seats = await Promise.all(rows.map(({ seat }) => visitStore.find(tx, seat as SessionId, at)))
    return rows.flatMap((row, index) => {
      const seat = seats[index]
      return seat ? [{ invitation: invitationOf(row), seat }] : []
    })
  },

  async waits(tx, office, count) {
    const rows = await trxOf(tx)
      .selectFrom('invitation')
      .select(['waits_since', 'admitted_at'])
      .where('office', '=', office)
      .where('admitted_at', 'is not', null)
      .where('waits_since', 'is not', null)
      .orderBy('admitted_at', 'desc')
      .limit(count)
      .execute()
    return rows.map(({ waits_since, admitted_at }) => Number(admitted_at) - Number(waits_since))
  },

  async write(tx, invitation, { from: side, name, text }, at) {
    await trxOf(tx)
      .insertInto('guest_line')
      .values({ case_id: invitation.case, invitation: invitation.id, side, name, text, at })
      .execute()
  },

  lines: (tx, id, count) => linesOf(tx, id, count),
}

async function linesOf(tx: Tx, id: InvitationId, count: number): Promise<GuestLine[]> {
  const rows = await trxOf(tx)
    .selectFrom('guest_line')
    .select(['side', 'name', 'text', 'at'])
    .where('invitation', '=', id)
    .orderBy('seq', 'desc')
    .limit(count)
    .execute()
  return rows.toReversed().map(({ side, name, text, at }) => ({
    from: side as GuestLine['from'],
    name,
    text,
    at: at.toISOString(),
  }))
}

function valuesOf({ wish, ...change }: InvitationChange) {
  const columns = {
    expires_at: change.expiresAt,
    planned_at: change.plannedAt,
    uses: change.uses,
    waits_since: change.waitsSince,
    admitted_at: change.admittedAt,
    closed_at: change.closedAt,
    farewell: change.farewell,
    wish: wish && JSON.stringify(wish),
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
}

function invitationOf(row: Selectable<VisitTables['invitation']>): StoredInvitation {
  const { id, office, keeper, uses, used, farewell, wish } = row
  return {
    id,
    office,
    keeper,
    uses,
    used,
    farewell,
    wish,
    case: row.case_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    plannedAt: row.planned_at,
    waitsSince: row.waits_since,
    admittedAt: row.admitted_at,
    closedAt: row.closed_at,
  } as unknown as StoredInvitation
}
