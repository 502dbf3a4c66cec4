import type { Selectable } from 'kysely'
import type {
  HandoverRecords,
  RuleCount,
  StoredHandedService,
  StoredHandover,
  StoredQuestion,
} from '#server/handover/handover-port.ts'
import type { CaseId, CaseServiceId, HandoverId, PersonId } from '#shared/model/ids.ts'
import type { Tx } from '#server/platform/act.ts'
import type { HandoverTables } from './tables/handover.ts'
import { trxOf } from './tx.ts'

export const handoverStore: HandoverRecords = {
  async insert(tx, one) {
    const trx = trxOf(tx)
    await trx.insertInto('handover').values(rowOf(one)).execute()
    await trx
      .insertInto('handover_service')
      .values(
        one.services.map((service) => ({
          handover: one.id,
          case_service: service.caseService,
          case_id: one.case,
          service: service.service,
          kind: service.kind,
          hash: service.hash,
          requirements: JSON.stringify(service.requirements),
          result: service.result,
          reason: service.reason,
          remedy: service.remedy,
          responded_at: service.respondedAt,
          responded_by: service.respondedBy,
        })),
      )
      .execute()
  },

  async ofCase(tx, id) {
    const query = trxOf(tx).selectFrom('handover').selectAll().where('case_id', '=', id)
    return complete(tx, await query.orderBy('position').execute())
  },

  async find(tx, id) {
    const rows = await trxOf(tx).selectFrom('handover').selectAll().where('id', '=', id).execute()
    // Asked for an unknown one too, so that both answers take the same time.
    const [found] = await complete(tx, rows, [id])
    return found
  },

  async inbox(tx, authority, limit) {
    const query = trxOf(tx)
      .selectFrom('handover')
      .selectAll()
      .where('authority', '=', authority)
      .where('state', '<>', 'queued')
    return complete(tx, await query.orderBy('at', 'desc').limit(limit).execute())
  },

  async queued(tx) {
    const rows = await trxOf(tx)
      .selectFrom('handover')
      .select(['id', 'next_try'])
      .where('state', '=', 'queued')
      .execute()
    return rows.map((row) => ({ id: row.id as HandoverId, nextTry: row.next_try }))
  },

  async setDelivery(tx, id, to) {
    await trxOf(tx)
      .updateTable('handover')
      .set({ state: to.state, attempts: to.attempts, next_try: to.nextTry, delivered_at: to.deliveredAt })
      .where('id', '=', id)
      .execute()
  },

  async setState(tx, id, state) {
    await trxOf(tx).updateTable('handover').set({ state }).where('id', '=', id).execute()
  },

  async respond(tx, id, service, response) {
    await trxOf(tx)
      .updateTable('handover_service')
      .set({
        result: response.result,
        reason: response.reason,
        remedy: response.remedy,
        responded_at: response.respondedAt,
        responded_by: response.respondedBy,
      })
      .where('handover', '=', id)
      .where('case_service', '=', service)
      .execute()
  },

  async questions(tx, id) {
    const rows = await trxOf(tx)
      .selectFrom('handover_question')
      .selectAll()
      .where('case_id', '=', id)
      .orderBy('at')
      .orderBy('id')
      .execute()
    return rows.map(
      ({ case_id, case_service, answered_by, answered_at, ...row }) =>
        ({
          ...row,
          case: case_id,
          caseService: case_service,
          answeredBy: answered_by,
          answeredAt: answered_at,
        }) as unknown as StoredQuestion,
    )
  },

  async ask(tx, one) {
    const { id, handover, service, requirement, field, about, text, person, at } = one
    await trxOf(tx)
      .insertInto('handover_question')
      .values({
        id,
        handover,
        service,
        requirement,
        field,
        about,
        text,
        person,
        at,
        case_id: one.case,
        case_service: one.caseService,
        answer: one.answer,
        answered_by: one.answeredBy,
        answered_at: one.answeredAt,
      })
      .execute()
  },

  async answer(tx, id, { text, person, at }) {
    await trxOf(tx)
      .updateTable('handover_question')
      .set({ answer: text, answered_by: person, answered_at: at })
      .where('id', '=', id)
      .execute()
  },

  async counts(tx) {
    const handed = await trxOf(tx)
      .selectFrom('handover_service')
      .select(['service', 'requirements'])
      .execute()
    const questioned = await trxOf(tx)
      .selectFrom('handover_question')
      .select(['service', 'requirement', 'about', (eb) => eb.fn.countAll().as('count')])
      .where('requirement', 'is not', null)
      .groupBy(['service', 'requirement', 'about'])
      .execute()
    return {
      handedOver: summed(handed),
      questioned: questioned.map((row) => ({
        service: row.service as RuleCount['service'],
        requirement: row.requirement ?? '',
        title: row.about,
        count: Number(row.count),
      })),
    }
  },
}

function summed(
  rows: readonly { service: string; requirements: readonly { id: string; title: string }[] }[],
): RuleCount[] {
  const sums = new Map<string, RuleCount>()
  for (const { service, requirements } of rows) {
    for (const { id, title } of requirements) {
      const key = `${service} ${id}`
      const count = (sums.get(key)?.count ?? 0) + 1
      sums.set(key, { service: service as RuleCount['service'], requirement: id, title, count })
    }
  }
  return [...sums.values()]
}

function rowOf(one: StoredHandover) {
  return {
    id: one.id,
    case_id: one.case,
    number: one.number,
    position: one.position,
    authority: one.authority,
    unit: one.unit,
    office: one.office,
    citizen_name: one.citizenName,
    person: one.person,
    at: one.at,
    follows: one.follows,
    state: one.state,
    attempts: one.attempts,
    next_try: one.nextTry,
    delivered_at: one.deliveredAt,
    digest: one.digest,
    total: one.total,
    files: JSON.stringify(one.files),
  }
}

/** The services of all rows in one query. */
async function complete(
  tx: Tx,
  rows: readonly Selectable<HandoverTables['handover']>[],
  ids: readonly string[] = rows.map((row) => row.id),
): Promise<StoredHandover[]> {
  if (ids.length === 0) return []
  const services = await trxOf(tx)
    .selectFrom('handover_service')
    .selectAll()
    .where('handover', 'in', ids)
    .orderBy('case_service')
    .execute()
  return rows.map((row) => ({
    id: row.id as HandoverId,
    case: row.case_id as CaseId,
    number: row.number,
    position: row.position,
    authority: row.authority as StoredHandover['authority'],
    unit: row.unit as StoredHandover['unit'],
    office: row.office as StoredHandover['office'],
    citizenName: row.citizen_name,
    person: row.person as PersonId,
    at: row.at,
    follows: row.follows,
    state: row.state as StoredHandover['state'],
    attempts: row.attempts,
    nextTry: row.next_try,
    deliveredAt: row.delivered_at,
    digest: row.digest,
    total: row.total,
    files: row.files as StoredHandover['files'],
    services: services.filter((one) => one.handover === row.id).map(asService),
  }))
}

function asService(one: Selectable<HandoverTables['handover_service']>): StoredHandedService {
  return {
    caseService: one.case_service as CaseServiceId,
    service: one.service as StoredHandedService['service'],
    kind: one.kind as StoredHandedService['kind'],
    hash: one.hash,
    requirements: one.requirements,
    result: one.result as StoredHandedService['result'],
    reason: one.reason,
    remedy: one.remedy,
    respondedAt: one.responded_at,
    respondedBy: one.responded_by as PersonId | null,
  }
}
