import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { protocolVersion } from '#shared/contract/wire.ts'
import type { SessionId } from '#shared/model/ids.ts'
import { linkHash, sha256 } from './audit/audit-chain.ts'
import { caseRoutes } from './cases/case-handlers.ts'
import { CaseService, mayFollowCase } from './cases/case-service.ts'
import { nameOf } from './cases/case-view.ts'
import { ConsentService } from './cases/consent-service.ts'
import { catalogueRoutes } from './catalogue/catalogue-handlers.ts'
import { CatalogueService } from './catalogue/catalogue-service.ts'
import type { Config } from './config.ts'
import { demoLogins, openDemo } from './demo.ts'
import { demoDistrict } from './district/demo-district.ts'
import { CommandRouter } from './gateway/command-router.ts'
import { createHttp } from './gateway/http-server.ts'
import { Metrics } from './gateway/metrics.ts'
import { originCheck } from './gateway/origin.ts'
import { SocketGateway } from './gateway/socket-gateway.ts'
import { streamRoutes } from './gateway/stream-handlers.ts'
import { StreamService } from './gateway/stream-service.ts'
import { UnitOfWork } from './gateway/unit-of-work.ts'
import { addSessionRoutes } from './identity/session-routes.ts'
import { SessionService } from './identity/session-service.ts'
import { Tickets } from './identity/tickets.ts'
import type { Clock } from './platform/clock.ts'
import type { Log } from './platform/log.ts'
import { accountStore } from './store/account-store.ts'
import { auditStore } from './store/audit-store.ts'
import { caseStore } from './store/case-store.ts'
import { openDatabase, type Database } from './store/database.ts'
import { commandStore, eventStore } from './store/event-store.ts'
import { settingStore } from './store/setting-store.ts'
import { asTx } from './store/tx.ts'
import type { Tx } from './platform/act.ts'

export interface DeskParts {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  /** Folder of the built pages; without it only the API is served. */
  readonly clientDir: string
  /** The store cannot go on; the process is to end with this sentence. */
  readonly onFatal: (sentence: string) => void
}

export interface Desk {
  /** Where it can be reached, e.g. `http://localhost:8080`. */
  readonly url: string
  readonly port: number
  /** Drains and ends: fence, flush, close 4503, then the store. */
  close(): Promise<void>
}

/** Wires the desk together and listens. No other file constructs a service. @throws StartRefused */
export async function createDesk(parts: DeskParts): Promise<Desk> {
  const { config, log, clock } = parts
  const database = await openDatabase({
    ...(config.databaseUrl === null ? {} : { databaseUrl: config.databaseUrl }),
    dataDir: config.dataDir,
    log,
    clock,
    onFatal: parts.onFatal,
  })
  const store = transactionsOf(database)
  const metrics = new Metrics()
  const district = demoDistrict()
  const audit = auditStore({ link: linkHash, payload: sha256 })
  const namesOf = (person: string | null) => (person === null ? '' : nameOf(person, district.current()))
  const acts = new UnitOfWork(store, eventStore, audit, clock, log, (event) => sockets.send(event), namesOf)
  const demo = await openDemo({ config, store, settings: settingStore, accounts: accountStore, district: district.current(), seedDuty: async () => undefined })

  const catalogue = new CatalogueService(district, district.forms)
  const cases = new CaseService({
    records: caseStore,
    district,
    audit,
    competence: (place, service, at) => catalogue.competence(place, service, at),
    disclosures: { levelOf: async () => 0, statusOf: async () => new Map() },
    servicesChanged: () => undefined,
  })
  const consents = new ConsentService(cases, caseStore, { consentChanged: async () => undefined })
  const sessions = new SessionService(accountStore, district)
  const tickets = new Tickets(clock)
  const streams = new StreamService({
    events: eventStore,
    follow: (leg, stream) => sockets.follow(leg, stream),
    unfollow: (leg, stream) => sockets.unfollow(leg, stream),
    mayFollowCase: async (tx, principal, id) => {
      const known = await cases.factsFor(tx, principal, id, clock.now())
      return known !== undefined && mayFollowCase(principal, known.facts)
    },
  })
  const routes = [
    ...caseRoutes(cases, consents, clock),
    ...catalogueRoutes(catalogue, clock),
    ...streamRoutes(streams),
  ]

  const secure = config.publicUrl?.startsWith('https:') ?? false
  let originAllowed: ReturnType<typeof originCheck> = () => false
  const http = await createHttp({
    log,
    secure,
    clientDir: parts.clientDir,
    originAllowed: (request) => originAllowed(request),
    ready: () => database.ready(),
    metrics: () => metrics.text(),
    metricsToken: config.metricsToken,
  })
  const sockets: SocketGateway = new SocketGateway({
    http: http.server,
    router: new CommandRouter(routes, acts, commandStore, log, metrics.count),
    log,
    count: metrics.count,
    redeem: (ticket) => tickets.redeem(ticket, null),
    originAllowed: (request) => originAllowed(request),
    mayRelay: async () => new Set(),
    legOpened: () => undefined,
    legClosed: () => undefined,
  })
  const endSessions = (ids: ReadonlySet<SessionId>) => {
    for (const id of ids) tickets.revoke(id)
    sockets.endSessions(ids)
  }
  addSessionRoutes(http, {
    sessions,
    tickets,
    acts,
    clock,
    secure,
    info: () => ({
      demo,
      district: district.current().name,
      protocol: protocolVersion,
      logins: demo ? demoLogins(district.current()) : [],
    }),
    sessionsEnded: endSessions,
  })
  const { port, url } = await listen(http, config)
  originAllowed = originCheck(url)
  return {
    url,
    port,
    async close() {
      await sockets.close()
      await http.close()
      await database.close()
    },
  }
}

function transactionsOf(database: Database) {
  return {
    transaction: <T>(work: (tx: Tx) => Promise<T>) => database.transaction((trx) => work(asTx(trx))),
    read: <T>(work: (tx: Tx) => Promise<T>) => database.read((trx) => work(asTx(trx))),
  }
}

/** Listens with a backlog that a morning's reconnect does not overrun. */
async function listen(http: FastifyInstance, config: Config): Promise<{ port: number; url: string }> {
  await http.listen({ port: config.port, host: config.host, backlog: 4096 })
  const { port } = http.server.address() as AddressInfo
  return { port, url: config.publicUrl ?? `http://localhost:${port}` }
}
