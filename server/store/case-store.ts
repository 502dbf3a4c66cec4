import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type {
  CaseRecords,
  NewService,
  StoredCase,
  StoredCaseService,
  StoredConsent,
} from '#server/cases/case-port.ts'
import type { CaseId, PersonId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'
import { trxOf } from './tx.ts'

export const caseStore: CaseRecords = {
  async insert(tx, file) {
    const trx = trxOf(tx)
    const year = file.openedAt.getUTCFullYear()
    const { last } = await trx
      .insertInto('case_number')
      .values({ year, last: 1 })
      .onConflict((conflict) => conflict.column('year').doUpdateSet({ last: sql`case_number.last + 1` }))
      .returning('last')
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('case_file')
      .values({
        id: file.id,
        number: `V-${year}-${String(last).padStart(6, '0')}`,
        title: file.title,
        citizen_name: file.citizenName,
        life_event: file.lifeEvent,
        office: file.office,
        opened_by: file.openedBy,
        opened_at: file.openedAt,
        changed_at: file.openedAt,
      })
      .execute()
    await trx
      .insertInto('case_service')
      .values(file.services.map((service, position) => serviceRow(file.id, service, position)))
      .execute()
  },

  async find(tx, id, lock) {
    const query = trxOf(tx).selectFrom('case_file').selectAll().where('id', '=', id)
    const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
    // The parts of an unknown case are looked for as well: both answers take the same time.
    const [file] = await complete(tx, row ? [row] : [], [id])
    return file
  },

  async list(tx, filter) {
    let query = trxOf(tx)
      .selectFrom('case_file')
      .selectAll()
      .where('closed_at', 'is', null)
      .where('office', '=', filter.office)
    if (filter.openedBy) query = query.where('opened_by', '=', filter.openedBy)
    return complete(tx, await query.orderBy('changed_at', 'desc').limit(filter.limit).execute())
  },

  async touch(tx, id, at) {
    await trxOf(tx)
      .updateTable('case_file')
      .set((eb) => ({ rev: eb('rev', '+', 1), changed_at: at }))
      .where('id', '=', id)
      .execute()
  },

  async rename(tx, id, citizenName) {
    await trxOf(tx).updateTable('case_file').set({ citizen_name: citizenName }).where('id', '=', id).execute()
  },

  async setOwner(tx, id, person) {
    await trxOf(tx).updateTable('case_file').set({ opened_by: person }).where('id', '=', id).execute()
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
    const rows = await trxOf(tx).selectFrom('case_file').selectAll().where('number', '=', number).execute()
    const [file] = await complete(tx, rows)
    return file
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

interface CaseRow {
  readonly id: string
  readonly number: string
  readonly rev: number
  readonly generation: number
  readonly title: string
  readonly citizen_name: string | null
  readonly life_event: string | null
  readonly office: string
  readonly opened_by: string
  readonly opened_at: Date
  readonly changed_at: Date
  readonly closed_at: Date | null
}

/** Services and consents of all rows in two queries, whatever the number of rows. */
async function complete(
  tx: Tx,
  rows: readonly CaseRow[],
  ids: readonly string[] = rows.map((row) => row.id),
): Promise<StoredCase[]> {
  if (ids.length === 0) return []
  const trx = trxOf(tx)
  const services = await servicesOf(tx, ids)
  const consents = await trx.selectFrom('consent').selectAll().where('case_id', 'in', ids).execute()
  return rows.map((row) => ({
    id: row.id as CaseId,
    number: row.number,
    rev: row.rev,
    generation: row.generation,
    title: row.title,
    citizenName: row.citizen_name,
    lifeEvent: row.life_event,
    office: row.office as StoredCase['office'],
    openedBy: row.opened_by as PersonId,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    closedAt: row.closed_at,
    services: services.filter((one) => one.case_id === row.id).map(asService),
    consents: consents
      .filter((one) => one.case_id === row.id)
      .map((one) => ({ ...one, textVersion: one.text_version }) as unknown as StoredConsent),
  }))
}

/** With what holds them up: pauses and open questions, in the same query. */
function servicesOf(tx: Tx, ids: readonly string[]) {
  return trxOf(tx)
    .selectFrom('case_service')
    .leftJoin('service_pause', 'service_pause.case_service', 'case_service.id')
    .selectAll('case_service')
    .select(['reason as pause_reason', 'until_day', 'from_state', 'person as pause_by', 'at as pause_at'])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('handover_question')
          .select(['id', 'requirement', 'field', 'about', 'text', 'person', 'at'])
          .whereRef('handover_question.case_service', '=', 'case_service.id')
          .where('answer', 'is', null)
          .orderBy('at')
          .orderBy('id'),
      ).as('questions'),
    )
    .where('case_service.case_id', 'in', ids)
    .orderBy('position')
    .execute()
}

function asService(row: Awaited<ReturnType<typeof servicesOf>>[number]): StoredCaseService {
  const { id, service, authority, unit, mode, contract, state, questions } = row
  const pause = row.pause_reason !== null && {
    reason: row.pause_reason,
    until: row.until_day,
    from: row.from_state,
    person: row.pause_by,
    at: row.pause_at,
  }
  return {
    id,
    service,
    authority,
    unit,
    mode,
    contract,
    state,
    pause: pause || null,
    questions: questions.map((one) => ({ ...one, at: new Date(one.at ?? 0) })),
  } as unknown as StoredCaseService
}
