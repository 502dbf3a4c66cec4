import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { EventType, StreamEvent } from '#shared/contract/stream-contract.ts'
import type { ConsentScope } from '#shared/model/case.ts'
import type { ConsultationView, DisclosureLevel, PresenceState } from '#shared/model/consultation.ts'
import type { CaseId, ConsultationId, LegId, PersonId, ServiceId, SessionId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { linkContent } from '#server/audit/audit-chain.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import { CaseService } from '#server/cases/case-service.ts'
import { nameOf } from '#server/cases/case-view.ts'
import { ConsentService } from '#server/cases/consent-service.ts'
import { CatalogueService } from '#server/catalogue/catalogue-service.ts'
import { ConsultationService } from '#server/consultations/consultation-service.ts'
import { ConsultationDisclosures } from '#server/consultations/disclosures.ts'
import { demoDistrict } from '#server/district/demo-district.ts'
import { seedDemoDuty } from '#server/duty/demo-duty.ts'
import { DistrictNames } from '#server/duty/district-names.ts'
import { DutyBoard } from '#server/duty/duty-board.ts'
import { DutyDesks } from '#server/duty/duty-desk.ts'
import { PresenceService } from '#server/duty/presence-service.ts'
import { UnitOfWork } from '#server/gateway/unit-of-work.ts'
import type { Act } from '#server/platform/act.ts'
import { auditStore } from '#server/store/audit-store.ts'
import { caseStore } from '#server/store/case-store.ts'
import { consultationActivity, consultationStore } from '#server/store/consultation-store.ts'
import { openDatabase, type Database } from '#server/store/database.ts'
import { dutyStore } from '#server/store/duty-store.ts'
import { ledgerStore } from '#server/store/ledger-store.ts'
import { asTx } from '#server/store/tx.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { embeddedStore, postgresStore } from '#tests/support/stores.ts'

const district = demoDistrict()

/** One signed-in person with as many tabs as the story needs. */
export interface Visitor {
  readonly principal: Principal
  readonly person: PersonId
  open(leg?: string): Promise<void>
  close(leg?: string): Promise<void>
}

/** Duty and consultations on a real store, with a clock moved by hand. `restart` gives the same desk anew. */
export class DutyRoom {
  readonly events: StreamEvent[] = []
  readonly disclosed: {
    readonly case: CaseId
    readonly person: PersonId
    readonly level: DisclosureLevel
  }[] = []
  readonly faults: unknown[] = []

  private constructor(
    readonly database: Database,
    readonly clock: HandClock,
    readonly acts: UnitOfWork,
    readonly presence: PresenceService,
    readonly board: DutyBoard,
    readonly desks: DutyDesks,
    readonly cases: CaseService,
    readonly consents: ConsentService,
    readonly consultations: ConsultationService,
  ) {}

  static async open(
    options: { clock?: HandClock; database?: Database; store?: 'embedded' } = {},
  ): Promise<DutyRoom> {
    const clock = options.clock ?? new HandClock()
    const database = options.database ?? (await fresh(clock, options.store))
    const events: StreamEvent[] = []
    const disclosed: DutyRoom['disclosed'][number][] = []
    const faults: unknown[] = []
    const log = { ...quietLog, fault: (_event: string, error: unknown) => void faults.push(error) }
    const store = {
      transaction: <T, L>(work: (tx: Act['tx']) => Promise<T>, last: (tx: Act['tx']) => Promise<L>) =>
        database.transactionWith(
          (trx) => work(asTx(trx)),
          (trx) => last(asTx(trx)),
        ),
      read: <T>(work: (tx: Act['tx']) => Promise<T>) => database.read((trx) => work(asTx(trx))),
    }
    const ledger = ledgerStore({ content: linkContent, payload: sha256Hex })
    const namesOf = (person: string | null) => (person === null ? '' : nameOf(person, district.current()))
    const acts = new UnitOfWork(store, ledger, clock, log, (event) => void events.push(event), namesOf)
    const names = new DistrictNames(district)
    const board = new DutyBoard(dutyStore, consultationActivity, names, clock)
    const presence = new PresenceService(acts, dutyStore, board, clock, log)
    const catalogue = new CatalogueService(district)
    const disclosures = new ConsultationDisclosures(consultationStore)
    const seats = { shows: async () => false, hasSeat: async () => false }
    const cases = new CaseService({
      records: caseStore,
      district,
      audit: auditStore,
      competence: (place, service, at) => catalogue.competence(place, service, at),
      disclosures,
      seats,
      servicesChanged: () => undefined,
      serviceCancelled: () => Promise.resolve(),
    })
    const consultations = new ConsultationService({
      acts,
      records: consultationStore,
      duty: dutyStore,
      board,
      names,
      cases,
      clock,
      log,
      connected: (person) => presence.isConnected(person),
      onDisclosureChanged: (id, person, level) => void disclosed.push({ case: id, person, level }),
    })
    presence.watch(consultations)
    const consents = new ConsentService(cases, caseStore, consultations.answering, seats)
    const desks = new DutyDesks(dutyStore, board, names, clock, (tx, principal) =>
      consultations.matters(tx, principal),
    )
    const room = new DutyRoom(database, clock, acts, presence, board, desks, cases, consents, consultations)
    Object.assign(room, { events, disclosed, faults })
    if (options.database === undefined)
      await acts.run(null, (act) => seedDemoDuty(dutyStore, act.tx, district.current()))
    await presence.rearm()
    await consultations.rearm()
    return room
  }

  /** The process ends without a word and starts again on the same store. */
  async restart(): Promise<DutyRoom> {
    await this.stop()
    return DutyRoom.open({ clock: this.clock, database: this.database })
  }

  async stop(): Promise<void> {
    await this.presence.stop()
    await this.consultations.stop()
  }

  /** Time passes, second by second, with everything it sets off. */
  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      await this.clock.advance(1_000)
      await this.settle()
    }
  }

  async settle(): Promise<void> {
    for (let round = 0; round < 2; round++) {
      await this.consultations.idle()
      await this.presence.idle()
    }
  }

  visitor(login: string): Visitor {
    const staff = district.current().staff.find((each) => each.login === login)!
    const office = district.current().offices.find((each) => each.id === staff.office)!
    const authority = district.current().authorities.find((each) => each.id === staff.authority)!
    const principal: Principal = {
      kind: 'staff',
      session: randomUUID() as string as SessionId,
      person: staff.id,
      login,
      name: staff.name,
      roles: staff.roles,
      authority: authority.id,
      authorityKind: authority.kind,
      office: office.id,
      officeKind: office.kind,
      ...(staff.unit === undefined ? {} : { unit: staff.unit }),
    }
    return {
      principal,
      person: staff.id,
      open: (leg = 'tab') => this.presence.legOpened(principal, `${login}-${leg}` as LegId),
      close: (leg = 'tab') => this.presence.legClosed(principal, `${login}-${leg}` as LegId),
    }
  }

  /** A person with one open tab. */
  async comes(login: string): Promise<Visitor> {
    const visitor = this.visitor(login)
    await visitor.open()
    return visitor
  }

  /** A specialist with one open tab who is on duty. */
  async onDuty(login: string): Promise<Visitor> {
    const visitor = await this.comes(login)
    await this.set(visitor, 'available')
    return visitor
  }

  set(
    visitor: Visitor,
    state: 'signed_out' | 'available' | 'away' | 'do_not_disturb',
  ): Promise<{ state: PresenceState }> {
    return this.acts.run(visitor.principal, (act) => this.presence.set(act, state))
  }

  async stateOf(visitor: Visitor): Promise<PresenceState | undefined> {
    return (await this.acts.read((tx) => this.board.statesOf(tx, [visitor.person]))).get(visitor.person)
  }

  async openCase(adviser: Visitor, ...services: string[]): Promise<CaseId> {
    const wish = { services: services as ServiceId[], citizen: { name: 'Petra Wendt' } }
    return (await this.acts.run(adviser.principal, (act) => this.cases.open(act, adviser.principal, wish))).id
  }

  async request(
    adviser: Visitor,
    id: CaseId,
    more: {
      service?: string
      language?: string
      urgency?: 'normal' | 'urgent'
      pretalk?: boolean
      joins?: ConsultationId
    } = {},
  ) {
    const { service = 'kfz-ummeldung', ...wish } = more
    const body = {
      case: id,
      service: service as ServiceId,
      question: 'ZB II liegt bei der Bank, was nun?',
      ...wish,
    }
    return this.acts.run(adviser.principal, (act) => this.consultations.ringing.request(act, body, {}))
  }

  /** A case with the vehicle service and a request for it. */
  async asked(
    adviser: Visitor,
    more: { language?: string; urgency?: 'normal' | 'urgent'; pretalk?: boolean } = {},
  ) {
    const id = await this.openCase(adviser, 'kfz-ummeldung')
    return { case: id, ...(await this.request(adviser, id, more)) }
  }

  accept(visitor: Visitor, id: ConsultationId, rev?: number): Promise<ConsultationView> {
    const meta = rev === undefined ? {} : { rev }
    return this.acts.run(visitor.principal, (act) => this.consultations.answering.accept(act, id, meta))
  }

  decline(visitor: Visitor, id: ConsultationId) {
    return this.acts.run(visitor.principal, (act) => this.consultations.ringing.decline(act, id, 'busy', {}))
  }

  cancel(visitor: Visitor, id: ConsultationId) {
    return this.acts.run(visitor.principal, (act) => this.consultations.ringing.cancel(act, id, {}))
  }

  wait(visitor: Visitor, id: ConsultationId) {
    return this.acts.run(visitor.principal, (act) => this.consultations.ringing.wait(act, id, {}))
  }

  end(visitor: Visitor, id: ConsultationId) {
    return this.acts.run(visitor.principal, (act) => this.consultations.seating.end(act, id, {}))
  }

  close(visitor: Visitor, id: ConsultationId) {
    return this.acts.run(visitor.principal, (act) =>
      this.consultations.seating.close(act, id, 'solved', null, {}),
    )
  }

  consent(adviser: Visitor, id: CaseId, ...scopes: ConsentScope[]) {
    const wish = { case: id, scopes, how: 'spoken' as const }
    return this.acts.run(adviser.principal, (act) => this.consents.give(act, adviser.principal, wish))
  }

  withdraw(adviser: Visitor, id: CaseId, ...scopes: ConsentScope[]) {
    return this.acts.run(adviser.principal, (act) =>
      this.consents.withdraw(act, adviser.principal, { case: id, scopes }),
    )
  }

  view(visitor: Visitor, id: ConsultationId): Promise<ConsultationView> {
    return this.acts.read((tx) => this.consultations.read(tx, visitor.principal, id))
  }

  desk(visitor: Visitor) {
    return this.acts.read((tx) => this.desks.read(tx, visitor.principal))
  }

  /** What arrived on the person's own stream. */
  heard<T extends EventType>(visitor: Visitor, type: T): StreamEvent<T>['body'][] {
    return this.events
      .filter((event) => event.stream === `person/${visitor.person}` && event.type === type)
      .map((event) => event.body as StreamEvent<T>['body'])
  }
}

async function fresh(clock: HandClock, store: 'embedded' | undefined): Promise<Database> {
  const place = store === 'embedded' ? await embeddedStore() : await postgresStore()
  const database = await openDatabase({ ...place, log: quietLog, clock, onFatal: () => undefined })
  onTestFinished(() => database.close())
  return database
}
