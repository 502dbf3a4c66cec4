import { sql, type ExpressionBuilder } from 'kysely'
import { liveConsultationStates, tableStates, type ConsultationState } from '#shared/model/consultation.ts'
import type { CaseId, ConsultationId, PersonId, UnitId } from '#shared/model/ids.ts'
import type { CallbackRecord, ConsultationRecord } from '#shared/model/consultation-record.ts'
import type { ConsultationRecords } from '#server/consultations/consultation-port.ts'
import type { BusyWith, ConsultationActivity } from '#server/duty/duty-port.ts'
import type { Tx } from '#server/platform/act.ts'
import { callbackOf, recordOf, rowOf } from './consultation-rows.ts'
import type { Tables } from './tables.ts'
import { trxOf } from './tx.ts'

const atTable: readonly string[] = tableStates
const livePartial = sql<boolean>`state in ('requested', 'ringing', 'exhausted', 'accepted', 'pretalk', 'connected', 'held', 'interrupted')`

type Where = (
  eb: ExpressionBuilder<Tables, 'consultation'>,
) => ReturnType<ExpressionBuilder<Tables, 'consultation'>['and']>

/** Records with their callbacks, in the order asked for. */
async function records(
  tx: Tx,
  where: Where,
  order: 'requested_at' | 'accepted_at' = 'requested_at',
): Promise<ConsultationRecord[]> {
  const trx = trxOf(tx)
  const rows = await trx
    .selectFrom('consultation')
    .selectAll()
    .where(where)
    .orderBy(order)
    .orderBy('id')
    .limit(500)
    .execute()
  const withCallback = rows.filter((row) => row.state === 'callback_booked').map((row) => row.id)
  const callbacks = new Map<string, CallbackRecord>()
  if (withCallback.length > 0) {
    const found = await trx
      .selectFrom('callback')
      .selectAll()
      .where('consultation', 'in', withCallback)
      .execute()
    for (const row of found) callbacks.set(row.consultation, callbackOf(row))
  }
  return rows.map((row) => recordOf(row, callbacks.get(row.id) ?? null))
}

const involves = (person: PersonId) => sql<boolean>`people @> ${JSON.stringify([person])}::jsonb`

async function findCallback(tx: Tx, id: ConsultationId): Promise<CallbackRecord | null> {
  const row = await trxOf(tx)
    .selectFrom('callback')
    .selectAll()
    .where('consultation', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : callbackOf(row)
}

export const consultationStore: ConsultationRecords = {
  async insert(tx, record, deadline) {
    const row = await trxOf(tx)
      .insertInto('consultation')
      .values(rowOf(record, deadline))
      .onConflict((conflict) => conflict.column('case_service').where(livePartial).doNothing())
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  },

  async find(tx, id) {
    return (await records(tx, (eb) => eb.and([eb('id', '=', id)])))[0]
  },

  async hold(tx, id) {
    const row = await trxOf(tx)
      .selectFrom('consultation')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return undefined
    return recordOf(row, row.state === 'callback_booked' ? await findCallback(tx, id) : null)
  },

  async save(tx, record, rev, deadline) {
    const { id, ...row } = rowOf(record, deadline)
    const saved = await trxOf(tx)
      .updateTable('consultation')
      .set(row)
      .where('id', '=', id)
      .where('rev', '=', rev)
      .returning('id')
      .executeTakeFirst()
    return saved !== undefined
  },

  ofCase: (tx, id) => records(tx, (eb) => eb.and([eb('case_id', '=', id)])),

  ofPerson: (tx, person) =>
    records(tx, (eb) => eb.and([sql<boolean>`people <> '[]'::jsonb`, involves(person)])),

  disclosedTo: (tx, person, id) =>
    records(tx, (eb) => eb.and([eb('case_id', '=', id), eb('disclosure', '>', 0), involves(person)])),

  async confidential(tx, id) {
    const row = await trxOf(tx)
      .selectFrom('consultation')
      .select('id')
      .where('case_id', '=', id)
      .where('confidential_since', 'is not', null)
      .executeTakeFirst()
    return row !== undefined
  },

  queue: (tx) =>
    records(tx, (eb) =>
      eb.and([eb('state', 'in', ['exhausted', 'ringing']), eb('stage_reason', '=', 'queue')]),
    ),

  written: (tx, unit) =>
    records(tx, (eb) =>
      eb.and([
        eb('unit', '=', unit),
        eb('state', '=', 'written_request'),
        sql<boolean>`not exists (select 1 from consultation later where later.case_service = consultation.case_service
          and later.requested_at > consultation.requested_at and later.accepted_at is not null)`,
      ]),
    ),

  async callbacksOf(tx, person) {
    const rows = await trxOf(tx)
      .selectFrom('callback')
      .select('consultation')
      .where('person', '=', person)
      .where('state', '=', 'booked')
      .orderBy('from_at')
      .execute()
    if (rows.length === 0) return []
    const ids = rows.map((row) => row.consultation)
    const found = await records(tx, (eb) => eb.and([eb('id', 'in', ids)]))
    return found.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
  },

  async byCallback(tx, id) {
    const row = await trxOf(tx)
      .selectFrom('callback')
      .select('consultation')
      .where('id', '=', id)
      .executeTakeFirst()
    return row === undefined ? undefined : consultationStore.hold(tx, row.consultation as ConsultationId)
  },

  async bookings(tx, persons, from) {
    if (persons.length === 0) return []
    const rows = await trxOf(tx)
      .selectFrom('callback')
      .selectAll()
      .where('person', 'in', persons)
      .where('state', '=', 'booked')
      .where('until_at', '>', from)
      .execute()
    return rows.map(callbackOf)
  },

  async book(tx, consultation, callback) {
    const row = await trxOf(tx)
      .insertInto('callback')
      .values({
        id: callback.id,
        consultation,
        unit: callback.unit,
        person: callback.person,
        from_at: callback.from,
        until_at: callback.until,
        state: callback.state,
        booked_by: callback.bookedBy,
        booked_at: callback.bookedAt,
        phone: callback.phone,
        caller: callback.caller,
      })
      .onConflict((conflict) =>
        conflict.columns(['person', 'from_at']).where('state', '=', 'booked').doNothing(),
      )
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  },

  async setCallbackState(tx, id, state) {
    // Under which name and number somebody was called nobody needs afterwards.
    const forgotten = state === 'done' ? { phone: null, caller: null } : {}
    await trxOf(tx)
      .updateTable('callback')
      .set({ state, ...forgotten })
      .where('id', '=', id)
      .execute()
  },

  async statesOf(tx, ids) {
    if (ids.length === 0) return []
    const trx = trxOf(tx)
    const rows = await trx
      .selectFrom('consultation')
      .leftJoin('callback', 'callback.consultation', 'consultation.id')
      .select(['consultation.case_id', 'consultation.state'])
      .where('consultation.case_id', 'in', ids)
      .where((eb) =>
        eb.or([
          eb('consultation.state', 'in', liveConsultationStates),
          eb.and([eb('consultation.state', '=', 'callback_booked'), eb('callback.state', '=', 'booked')]),
        ]),
      )
      .execute()
    return rows.map((row) => ({ case: row.case_id as CaseId, state: row.state as ConsultationState }))
  },

  async pending(tx) {
    const rows = await trxOf(tx)
      .selectFrom('consultation')
      .select(['id', 'deadline_at', 'state'])
      .where((eb) => eb.or([eb('deadline_at', 'is not', null), eb('state', 'in', tableStates)]))
      .execute()
    return rows.map((row) => ({
      id: row.id as ConsultationId,
      deadline: row.deadline_at,
      seated: atTable.includes(row.state),
    }))
  },
}

/** Median material: the newest thirty accepted consultations. */
const experienceSize = 30

export const consultationActivity: ConsultationActivity = {
  async busy(tx, persons) {
    const wanted = new Set(persons)
    const busy = new Map<PersonId, BusyWith>()
    if (persons.length === 0) return busy
    const found = await records(tx, (eb) =>
      eb.and([sql<boolean>`people <> '[]'::jsonb`, eb.or(persons.map((person) => involves(person)))]),
    )
    for (const record of found) {
      for (const [person, what] of activitiesOf(record)) {
        if (wanted.has(person) && !(busy.get(person)?.activity === 'in_call')) busy.set(person, what)
      }
    }
    return busy
  },

  async experience(tx, units) {
    const { rows } = await sql<Experience>`
      select wanted.unit, requested_at, accepted_at, ended_at
      from unnest(${[...units]}::text[]) as wanted (unit) cross join lateral (
        select requested_at, accepted_at, ended_at from consultation
        where consultation.unit = wanted.unit and accepted_at is not null
        order by accepted_at desc limit ${experienceSize}
      ) as talk`.execute(trxOf(tx))
    const found = new Map<UnitId, { waits: number[]; talks: number[] }>()
    for (const { unit, requested_at: asked, accepted_at: answered, ended_at: ended } of rows) {
      const known = found.get(unit) ?? { waits: [], talks: [] }
      known.waits.push(secondsBetween(asked, answered))
      if (ended !== null) known.talks.push(secondsBetween(answered, ended))
      found.set(unit, known)
    }
    return found
  },
}

interface Experience {
  readonly unit: UnitId
  readonly requested_at: Date
  readonly accepted_at: Date
  readonly ended_at: Date | null
}

const secondsBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / 1000)

/** A specialist in a call is busy; an adviser at the table is not on duty there, and counts as in call all the same. */
function activitiesOf(record: ConsultationRecord): [PersonId, BusyWith][] {
  if (record.state === 'ringing') {
    return record.rings
      .filter((ring) => ring.state === 'ringing')
      .map((ring) => [ring.person, { activity: 'ringing', since: ring.at }])
  }
  if (record.state === 'wrapup' && record.acceptedBy !== null) {
    return [[record.acceptedBy, { activity: 'wrapup', since: record.endedAt ?? record.requestedAt }]]
  }
  if (!atTable.includes(record.state)) return []
  const since = record.acceptedAt ?? record.requestedAt
  return record.seats
    .filter((seat) => seat.state !== 'left')
    .map((seat) => [seat.person, { activity: 'in_call', since }])
}
