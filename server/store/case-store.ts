import { sql, type ExpressionBuilder, type Transaction } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type {
  CaseRecords,
  NewService,
  StoredCase,
  StoredCaseService,
  StoredConsent,
} from '#server/cases/case-port.ts'
import type { CaseId, PersonId } from '#shared/model/ids.ts'
import type { Tables } from './tables.ts'
import { trxOf } from './tx.ts'

/** The case of one row with its services, what holds them up, and its consents: one query, whatever the number of rows. */
const whole = (trx: Transaction<Tables>) =>
  trx
    .selectFrom('case_file')
    .selectAll('case_file')
    .select((eb) => [
      jsonArrayFrom(servicesOf(eb)).as('services'),
      jsonArrayFrom(
        eb
          .selectFrom('consent')
          .select(['scope', 'state', 'how', 'text_version', 'person', 'at'])
          .whereRef('consent.case_id', '=', 'case_file.id'),
      ).as('consents'),
    ])

/** With pauses and open questions. */
const servicesOf = (eb: ExpressionBuilder<Tables, 'case_file'>) =>
  eb
    .selectFrom('case_service')
    .leftJoin('service_pause', 'service_pause.case_service', 'case_service.id')
    .select(['id', 'service', 'authority', 'unit', 'mode', 'contract', 'state'])
    .select(['reason as pause_reason', 'until_day', 'from_state', 'person as pause_by', 'at as pause_at'])
    .select((inner) =>
      jsonArrayFrom(
        inner
          .selectFrom('handover_question')
          .select(['id', 'requirement', 'field', 'about', 'text', 'person', 'at'])
          .whereRef('handover_question.case_service', '=', 'case_service.id')
          .where('answer', 'is', null)
          .orderBy('at')
          .orderBy('id'),
      ).as('questions'),
    )
    .whereRef('case_service.case_id', '=', 'case_file.id')
    .orderBy('position')

export const caseStore: CaseRecords = {
  async insert(tx, file) {
    const year = file.openedAt.getUTCFullYear()
    const services = file.services.map((service, position) => serviceRow(file.id, service, position))
    const { rows } = await sql<{ number: string }>`
      with counted as (
        insert into case_number (year, last) values (${year}, 1)
        on conflict (year) do update set last = case_number.last + 1 returning last
      ), filed as (
        insert into case_file (id, number, title, citizen_name, life_event, office, opened_by, opened_at, changed_at)
        select ${file.id}, 'V-' || ${String(year)} || '-' || lpad(last::text, greatest(6, length(last::text)), '0'),
          ${file.title}, ${file.citizenName}, ${file.lifeEvent}, ${file.office}, ${file.openedBy}, ${file.openedAt},
          ${file.openedAt}
        from counted returning number
      ), added as (
        insert into case_service (id, case_id, position, service, authority, unit, mode, contract, state)
        select id, case_id, position, service, authority, unit, mode, contract, state
        from jsonb_populate_recordset(null::case_service, ${JSON.stringify(services)}::jsonb)
      )
      select number from filed`.execute(trxOf(tx))
    const number = rows[0]?.number
    if (number === undefined) throw new Error('The store gave a new case no number')
    const { openedAt: changedAt } = file
    const fresh = file.services.map((service) => ({ ...service, pause: null, questions: [] }))
    return {
      ...file,
      services: fresh,
      number,
      representative: null,
      rev: 1,
      generation: 1,
      changedAt,
      closedAt: null,
      consents: [],
    }
  },

  async find(tx, id, lock) {
    const trx = trxOf(tx)
    // The lock is a statement of its own, on its way before: what is read behind it is what its last holder left.
    const held = lock && trx.selectFrom('case_file').select('id').where('id', '=', id).forUpdate().execute()
    const [row] = await Promise.all([whole(trx).where('id', '=', id).executeTakeFirst(), held])
    return row && caseOf(row)
  },

  async list(tx, filter) {
    let query = whole(trxOf(tx)).where('closed_at', 'is', null).where('office', '=', filter.office)
    if (filter.openedBy) query = query.where('opened_by', '=', filter.openedBy)
    for (const word of filter.find ?? []) {
      const part = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
      query = query.where((eb) => eb.or([eb('number', 'ilike', part), eb('citizen_name', 'ilike', part)]))
    }
    return (await query.orderBy('changed_at', 'desc').limit(filter.limit).execute()).map(caseOf)
  },

  async touch(tx, id, at, change = {}) {
    await trxOf(tx)
      .updateTable('case_file')
      .set((eb) => ({
        rev: eb('rev', '+', 1),
        changed_at: at,
        ...(change.citizenName === undefined ? {} : { citizen_name: change.citizenName }),
        ...(change.representative === undefined
          ? {}
          : { representative: change.representative && JSON.stringify(change.representative) }),
        ...(change.openedBy === undefined ? {} : { opened_by: change.openedBy }),
      }))
      .where('id', '=', id)
      .execute()
  },

  async addService(tx, id, service, position) {
    await trxOf(tx)
      .insertInto('case_service')
      .values(serviceRow(id, service, position))
      .execute()
  },

  async setServiceState(tx, service, state) {
    await trxOf(tx).updateTable('case_service').set({ state }).where('id', '=', service).execute()
  },

  async idsInStates(tx, states) {
    const rows = await trxOf(tx)
      .selectFrom('case_service')
      .select('case_id')
      .distinct()
      .where('state', 'in', [...states])
      .execute()
    return rows.map((row) => row.case_id as CaseId)
  },

  async pause(tx, id, service, { reason, until, from, person, at }) {
    await trxOf(tx)
      .insertInto('service_pause')
      .values({ case_service: service, case_id: id, reason, until_day: until, from_state: from, person, at })
      .execute()
  },

  async unpause(tx, service) {
    await trxOf(tx).deleteFrom('service_pause').where('case_service', '=', service).execute()
  },

  async move(tx, id, { office, person }) {
    await trxOf(tx).updateTable('case_file').set({ office, opened_by: person }).where('id', '=', id).execute()
  },

  async byNumber(tx, number) {
    const row = await whole(trxOf(tx)).where('number', '=', number).executeTakeFirst()
    return row && caseOf(row)
  },

  async close(tx, id, at) {
    await trxOf(tx).updateTable('case_file').set({ closed_at: at }).where('id', '=', id).execute()
  },

  async setConsent(tx, id, consent) {
    const { scope, state, how, person, at } = consent
    const values = { state, how, text_version: consent.textVersion, person, at }
    await trxOf(tx)
      .insertInto('consent')
      .values({ case_id: id, scope, ...values })
      .onConflict((conflict) => conflict.columns(['case_id', 'scope']).doUpdateSet(values))
      .execute()
  },
}

function serviceRow(id: CaseId, service: NewService, position: number) {
  const { authority, unit, mode, contract, state } = service
  return {
    id: service.id,
    case_id: id,
    position,
    service: service.service,
    authority,
    unit,
    mode,
    contract,
    state,
  }
}

type CaseRow = Awaited<ReturnType<ReturnType<typeof whole>['executeTakeFirstOrThrow']>>

function caseOf(row: CaseRow): StoredCase {
  return {
    id: row.id as CaseId,
    number: row.number,
    rev: row.rev,
    generation: row.generation,
    title: row.title,
    citizenName: row.citizen_name,
    representative: row.representative,
    lifeEvent: row.life_event,
    office: row.office as StoredCase['office'],
    openedBy: row.opened_by as PersonId,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    closedAt: row.closed_at,
    services: row.services.map(asService),
    // In JSON an instant is a text.
    consents: row.consents.map(
      ({ text_version: textVersion, at, ...consent }) =>
        ({ ...consent, textVersion, at: new Date(at) }) as unknown as StoredConsent,
    ),
  }
}

function asService(row: CaseRow['services'][number]): StoredCaseService {
  const { pause_reason: reason, until_day: until, from_state: from, pause_by: person, pause_at: at } = row
  const { id, service, authority, unit, mode, contract, state, questions } = row
  return {
    id,
    service,
    authority,
    unit,
    mode,
    contract,
    state,
    pause: reason === null ? null : { reason, until, from, person, at: new Date(at ?? 0) },
    questions: questions.map((one) => ({ ...one, at: new Date(one.at ?? 0) })),
  } as unknown as StoredCaseService
}
