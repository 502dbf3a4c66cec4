import type { FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import { SharedReads } from '#server/documents/shared-reads.ts'
import { protocolVersion } from '#shared/contract/wire.ts'
import { germanToday } from '#shared/model/checks/days.ts'
import { namesIdentity } from '#shared/model/evidence.ts'
import { may } from '#shared/model/permissions.ts'
import type { CaseId, ConsultationId, OfficeId, PersonId, ServiceId, SessionId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { accessRoutes } from './access/access-handlers.ts'
import { addAccessRoutes } from './access/access-routes.ts'
import { paperNames } from './access/access-sentences.ts'
import { AccessService } from './access/access-service.ts'
import { AnchorWatch } from './audit/anchor-watch.ts'
import { linkContent } from './audit/audit-chain.ts'
import { auditRoutes } from './audit/audit-handlers.ts'
import { auditSentences } from './audit/audit-sentences.ts'
import { addTrailExport } from './audit/trail-export.ts'
import { TrailService } from './audit/trail-service.ts'
import { walkTrail } from './audit/walk-trail.ts'
import { mayFollowCase } from './cases/case-facts.ts'
import { caseRoutes } from './cases/case-handlers.ts'
import { CaseProgress } from './cases/case-progress.ts'
import { CaseService } from './cases/case-service.ts'
import { nameOf } from './cases/case-view.ts'
import { ConsentService } from './cases/consent-service.ts'
import { FormWatch } from './cases/form-watch.ts'
import { PauseService } from './cases/pause-service.ts'
import { ServiceChain } from './cases/service-chain.ts'
import { sealedRoutes } from './cases/sealed-handlers.ts'
import { sealedSentences } from './cases/sealed-sentences.ts'
import { SealedValues } from './cases/sealed-service.ts'
import { Snapshots } from './cases/snapshot-service.ts'
import { ValueSeal } from './cases/value-seal.ts'
import { InterpretedTalk } from './interpreters/interpreted-talk.ts'
import { interpreterRoutes } from './interpreters/interpreter-handlers.ts'
import { InterpreterNews } from './interpreters/interpreter-news.ts'
import { addInterpreterRoutes } from './interpreters/interpreter-routes.ts'
import { InterpreterSeat } from './interpreters/interpreter-seat.ts'
import { interpreterSentences } from './interpreters/interpreter-sentences.ts'
import { InterpreterService } from './interpreters/interpreter-service.ts'
import { sentInterpreterLinks } from './interpreters/interpreter-words.ts'
import { catalogueRoutes } from './catalogue/catalogue-handlers.ts'
import { CatalogueService } from './catalogue/catalogue-service.ts'
import type { Config } from './config.ts'
import { caseConsultationRoutes } from './consultations/case-consultations-handlers.ts'
import { CaseConsultations } from './consultations/case-consultations.ts'
import { consultationRoutes } from './consultations/consultation-handlers.ts'
import { consultationSentences } from './consultations/consultation-sentences.ts'
import { ConsultationService } from './consultations/consultation-service.ts'
import { ConsultationDisclosures } from './consultations/disclosures.ts'
import { demoLogins, openDemo } from './demo.ts'
import { demoDistrict, demoText } from './district/demo-district.ts'
import { DistrictBook } from './district/district-book.ts'
import { DistrictFault } from './district/district-fault.ts'
import { addDistrictFiles } from './district/district-files.ts'
import { districtRoutes } from './district/district-handlers.ts'
import { districtRefusals } from './district/refusal-sentences.ts'
import { DistrictService } from './district/district-service.ts'
import { partOf } from './district/district-parts.ts'
import { retentionPart } from './district/evidence-file.ts'
import { feesPart } from './district/fees-file.ts'
import { signingPart, unsignedPart } from './district/signing-file.ts'
import { barrierRoutes } from './barriers/barrier-handlers.ts'
import { addBarrierRoutes } from './barriers/barrier-routes.ts'
import { barrierSentences } from './barriers/barrier-sentences.ts'
import { BarrierService } from './barriers/barrier-service.ts'
import { CaseAccess, caseFormPlans } from './documents/case-access.ts'
import { caseContents } from './documents/case-contents.ts'
import { Documents } from './documents/documents.ts'
import { FoldThread } from './documents/fold-thread.ts'
import { casePapers } from './evidence/case-papers.ts'
import { turnCredentials } from './consultations/turn-credentials.ts'
import { seedDemoDuty } from './duty/demo-duty.ts'
import { DistrictNames } from './duty/district-names.ts'
import { DutyBoard } from './duty/duty-board.ts'
import { DutyDesks } from './duty/duty-desk.ts'
import { dutyRoutes } from './duty/duty-handlers.ts'
import { PresenceService } from './duty/presence-service.ts'
import { Clamd, clamdPlace } from './evidence/clamd.ts'
import { evidenceRoutes } from './evidence/evidence-handlers.ts'
import { addEvidenceRoutes } from './evidence/evidence-routes.ts'
import { evidenceSentences } from './evidence/evidence-sentences.ts'
import { EvidenceService } from './evidence/evidence-service.ts'
import { addPhoneRoutes } from './evidence/phone-routes.ts'
import { PhoneService } from './evidence/phone-service.ts'
import { CommandRouter } from './gateway/command-router.ts'
import { createHttp } from './gateway/http-server.ts'
import { Metrics } from './gateway/metrics.ts'
import { originCheck } from './gateway/origin.ts'
import { SocketGateway } from './gateway/socket-gateway.ts'
import { Strangers } from './gateway/strangers.ts'
import { streamRoutes } from './gateway/stream-handlers.ts'
import { StreamService } from './gateway/stream-service.ts'
import { Sweep } from './gateway/sweep.ts'
import { UnitOfWork } from './gateway/unit-of-work.ts'
import { AnswerService } from './handover/answer-service.ts'
import { BundleCollector } from './handover/bundle-collector.ts'
import { BundleMaker } from './handover/bundle-maker.ts'
import { Delivery } from './handover/delivery.ts'
import { handoverRoutes } from './handover/handover-handlers.ts'
import { HandoverNews } from './handover/handover-news.ts'
import { addHandoverRoutes } from './handover/handover-routes.ts'
import { handoverSentences } from './handover/handover-sentences.ts'
import { HandoverService } from './handover/handover-service.ts'
import { inboxChannel } from './handover/inbox-channel.ts'
import { InboxService } from './handover/inbox-service.ts'
import { PaperThread } from './handover/paper-thread.ts'
import { ResponseService } from './handover/response-service.ts'
import { checkedBy, readXdomeaSchema } from './handover/xdomea-check.ts'
import { AccountPeople } from './identity/account-people.ts'
import { EndedSessions } from './identity/ended-sessions.ts'
import { addSessionRoutes } from './identity/session-routes.ts'
import { SessionService } from './identity/session-service.ts'
import { signedInOver } from './identity/signed-in.ts'
import { Tickets } from './identity/tickets.ts'
import type { Act, Tx } from './platform/act.ts'
import type { Clock } from './platform/clock.ts'
import type { Log } from './platform/log.ts'
import { addSentences } from './platform/sentences.ts'
import { sha256Hex } from './platform/sha256.ts'
import { StartRefused } from './platform/start-refused.ts'
import { FindingService } from './precheck/finding-service.ts'
import { HeldPrechecks } from './precheck/held-precheck.ts'
import { precheckRoutes } from './precheck/precheck-handlers.ts'
import { precheckSentences } from './precheck/precheck-sentences.ts'
import { PrecheckService } from './precheck/precheck-service.ts'
import { openFindings } from './precheck/precheck-view.ts'
import { SignOffService } from './precheck/sign-off-service.ts'
import { Closing } from './retention/closing.ts'
import { DeletionService } from './retention/deletion-service.ts'
import { Orphans } from './retention/orphans.ts'
import { retentionRoutes } from './retention/retention-handlers.ts'
import { retentionSentences } from './retention/retention-sentences.ts'
import { RetentionService } from './retention/retention-service.ts'
import { addSealedRoutes } from './retention/sealed-routes.ts'
import { Sealing } from './retention/sealing.ts'
import { Bookings } from './settlement/bookings.ts'
import { DayLists } from './settlement/day-list.ts'
import { FeeService } from './settlement/fee-service.ts'
import { FeeSheets } from './settlement/fee-sheets.ts'
import { PaymentService } from './settlement/payment-service.ts'
import { addReceiptRoutes } from './settlement/receipt-routes.ts'
import { ReceiptService } from './settlement/receipt-service.ts'
import { settlementRoutes } from './settlement/settlement-handlers.ts'
import { settlementSentences } from './settlement/settlement-sentences.ts'
import { TerminalDesk } from './settlement/terminal-desk.ts'
import { TerminalSimulator } from './settlement/terminal-simulator.ts'
import { signatureRoutes } from './signatures/signature-handlers.ts'
import { signatureSentences } from './signatures/signature-sentences.ts'
import { SignatureService } from './signatures/signature-service.ts'
import { slipRoutes } from './slips/slip-handlers.ts'
import { addSlipRoutes } from './slips/slip-routes.ts'
import { SlipSeal } from './slips/slip-seal.ts'
import { slipSentences } from './slips/slip-sentences.ts'
import { SlipService } from './slips/slip-service.ts'
import { accountStore } from './store/account-store.ts'
import { anchorFile } from './store/anchor-file.ts'
import { auditStore } from './store/audit-store.ts'
import { barrierStore } from './store/barrier-store.ts'
import { caseStore } from './store/case-store.ts'
import { consultationActivity, consultationStore } from './store/consultation-store.ts'
import { openDatabase } from './store/database.ts'
import { holdAlone } from './store/postgres/sole-node.ts'
import { documentStore } from './store/document-store.ts'
import { districtStore } from './store/district-store.ts'
import { dutyStore } from './store/duty-store.ts'
import { commandStore, eventStore } from './store/event-store.ts'
import { contentFiles } from './store/evidence-files.ts'
import { evidenceStore } from './store/evidence-store.ts'
import { phoneLinkStore } from './store/phone-link-store.ts'
import { helpCallStore, helpStore } from './store/help-store.ts'
import { queueStore } from './store/queue-store.ts'
import { handoverStore } from './store/handover-store.ts'
import { invitationStore } from './store/invitation-store.ts'
import { interpreterStore } from './store/interpreter-store.ts'
import { ledgerStore } from './store/ledger-store.ts'
import { precheckStore } from './store/precheck-store.ts'
import { retentionStore } from './store/retention-store.ts'
import { sealedStore } from './store/sealed-store.ts'
import { secretFiles } from './store/secret-files.ts'
import { settingStore } from './store/setting-store.ts'
import { settlementStore } from './store/settlement-store.ts'
import { signatureStore } from './store/signature-store.ts'
import { slipStore } from './store/slip-store.ts'
import { snapshotStore } from './store/snapshot-store.ts'
import { trailStore } from './store/trail-store.ts'
import { transactionsOf } from './store/transactions.ts'
import { asTx } from './store/tx.ts'
import { visitStore } from './store/visit-store.ts'
import { QueueService } from './visits/queue-service.ts'
import { queueRoutes } from './visits/queue-handlers.ts'
import { HelpService } from './terminals/help-service.ts'
import { terminalRoutes } from './terminals/terminal-handlers.ts'
import { terminalSentences } from './terminals/terminal-sentences.ts'
import { TerminalService } from './terminals/terminal-service.ts'
import { TableForGuests } from './visits/at-the-table.ts'
import { messengerOf } from './messages/messengers.ts'
import { guestRoutes } from './visits/guest-handlers.ts'
import { GuestHall } from './visits/guest-hall.ts'
import { GuestService } from './visits/guest-service.ts'
import { HomeTalk } from './visits/home-talk.ts'
import { InvitationCodes } from './visits/invitation-codes.ts'
import { addInvitationRoutes } from './visits/invitation-routes.ts'
import { sentInvitations } from './visits/invitation-words.ts'
import { addLinkPost } from './visits/link-post.ts'
import { addLookRoutes } from './visits/look-routes.ts'
import { PaperLooks } from './visits/paper-looks.ts'
import { addSeatRoutes } from './visits/seat-routes.ts'
import { SeatTalk } from './visits/seat-talk.ts'
import { SeatSessions } from './visits/seat-sessions.ts'
import { bearerOver } from './visits/seated.ts'
import { ScreenConsent } from './visits/screen-consent.ts'
import { ScreenLooks } from './visits/screen-looks.ts'
import { ScreenSigning } from './visits/screen-signing.ts'
import { ScreenWatch } from './visits/screen-watch.ts'
import { visitRoutes } from './visits/visit-handlers.ts'
import { visitSentences } from './visits/visit-sentences.ts'
import { VisitService } from './visits/visit-service.ts'

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
  const xdomea = config.xdomeaSchema === null ? null : await readXdomeaSchema(config.xdomeaSchema)
  const database = await openDatabase({
    ...(config.databaseUrl === null ? {} : { databaseUrl: config.databaseUrl }),
    dataDir: config.dataDir,
    log,
    clock,
    onFatal: parts.onFatal,
  })
  const letGo =
    config.databaseUrl === null
      ? () => Promise.resolve()
      : await holdAlone(config.databaseUrl, database.place, parts.onFatal).catch(async (error: unknown) => {
          await database.close()
          throw error
        })
  const store = transactionsOf(database)
  const metrics = new Metrics()
  const bundled = demoDistrict()
  const ledger = ledgerStore({ content: linkContent, payload: sha256Hex })
  const namesOf = (person: string | null) => (person === null ? '' : nameOf(person, district.current()))
  const acts = new UnitOfWork(store, ledger, clock, log, (event) => sockets.send(event), namesOf)
  const demo = await openDemo({
    config,
    store: { transaction: (work) => database.transaction((trx) => work(asTx(trx))) },
    settings: settingStore,
    accounts: accountStore,
    district: bundled.current(),
    seedDuty: (tx) => seedDemoDuty(dutyStore, tx, bundled.current()),
  })
  const district = new DistrictBook(districtStore, demo.bundled ? bundled.loaded() : null)
  await openDistrict(store, district)
  addSentences(consultationSentences)
  addSentences(precheckSentences)
  addSentences(districtRefusals)
  addSentences(evidenceSentences)
  addSentences(settlementSentences)
  addSentences(auditSentences)
  addSentences(slipSentences)
  addSentences(barrierSentences)
  addSentences(handoverSentences)
  addSentences(retentionSentences)
  addSentences(signatureSentences)
  addSentences(visitSentences)
  addSentences(terminalSentences)
  addSentences(interpreterSentences)
  addSentences(sealedSentences)

  const catalogue = new CatalogueService(district)
  const cases: CaseService = new CaseService({
    records: caseStore,
    district,
    audit: auditStore,
    competence: (place, service, at) => catalogue.competence(place, service, at),
    disclosures: new ConsultationDisclosures(consultationStore),
    seats: visitStore,
    servicesChanged: (id) => inBackground('documents.forms', documents.ensureForms(id)),
    serviceCancelled: (act, id, service) => consultations.serviceCancelled(act, id, service),
  })
  const consents = new ConsentService(
    cases,
    caseStore,
    {
      consentChanged: async (act, file) => {
        await consultations.answering.consentChanged(act, file)
        await interpreters.consentChanged(act, file.id, file.consents)
        await screenConsent.answered(act)
      },
    },
    visitStore,
  )
  const names = new DistrictNames(district)
  const board = new DutyBoard(dutyStore, consultationActivity, names, clock)
  const presence = new PresenceService(acts, dutyStore, board, clock, log)
  const consultations: ConsultationService = new ConsultationService({
    acts,
    records: consultationStore,
    duty: dutyStore,
    board,
    names,
    cases,
    clock,
    log,
    connected: (person) => presence.isConnected(person) || screenWatch.isConnected(person),
    onDisclosureChanged: (id) => inBackground('rights.case', sweep.lookAtCase(id)),
  })
  presence.watch(consultations)
  const sessions = new SessionService(accountStore, district)
  const administration = new DistrictService({
    book: district,
    versions: districtStore,
    people: new AccountPeople(accountStore, (ids) => endSessions(ids)),
    bundledText: () => demoText(),
    onChanged: () => inBackground('rights.district', sweep.lookAtAll()),
  })
  const tickets = new Tickets(clock)
  const ended = new EndedSessions(clock)
  const streams = new StreamService({
    events: eventStore,
    follow: (leg, stream) => sockets.follow(leg, stream),
    unfollow: (leg, stream) => sockets.unfollow(leg, stream),
    mayFollowCase: async (tx, principal, id) => {
      const known = await cases.factsFor(tx, principal, id, clock.now())
      return known !== undefined && mayFollowCase(principal, known.facts)
    },
  })
  const documentReads = new SharedReads(acts)
  const documents: Documents = new Documents({
    records: documentStore(database),
    access: new CaseAccess({
      acts,
      reads: documentReads,
      cases,
      district,
      clock,
      redeem: (ticket, document) => tickets.redeem(ticket, document),
      sessionLive: (principal) => !ended.has(principal.session),
    }),
    plans: caseFormPlans(documentReads, cases, catalogue),
    folding: new FoldThread(),
    clock,
    log,
    counters: {
      count: (name, labels = {}, by = 1) => metrics.count(`lotse_documents_${name}_total`, labels, by),
    },
    allowedOrigin: (origin) => fromOwnPage('document', { headers: origin === undefined ? {} : { origin } }),
    changed: (name) => formWatch.changed(name.case),
  })
  const progress = new CaseProgress(caseStore)
  const snapshots = new Snapshots(
    acts,
    caseStore,
    caseContents(documents, catalogue),
    snapshotStore,
    casePapers(evidenceStore, (service) => catalogue.papersAskedBy(service)),
  )
  progress.onShut((id) => inBackground('documents.forms', documents.ensureForms(id)))
  const chain: ServiceChain = new ServiceChain(caseStore, progress, {
    checked: (tx, file) => precheck.checked(tx, file.id),
    signed: (tx, file) => signatures.signed(tx, file),
    settled: (tx, file) => sheets.settled(tx, file),
  })
  const goOn = (act: Act, id: CaseId) => chain.goOn(act, id)
  const signatures: SignatureService = new SignatureService({
    cases,
    snapshots,
    records: signatureStore,
    district,
    documents: () => partOf(district.loaded(), signingPart) ?? {},
    unsigned: () => partOf(district.loaded(), unsignedPart) ?? {},
    chain,
    seats: {
      witness: (tx, seat, paper, at) => screenSigning.witness(tx, seat, paper, at),
      answered: (act, id, paper) => screenSigning.answered(act, id, paper),
    },
  })
  const heldPrechecks = new HeldPrechecks({
    cases,
    records: precheckStore,
    evidence: evidenceStore,
    district,
    formOf: (service) => catalogue.formOf(service),
    rulesOf: (service) => catalogue.requirementsOf(service),
    goOn,
  })
  const precheck: PrecheckService = new PrecheckService(heldPrechecks, {
    cases,
    progress,
    snapshots,
    records: precheckStore,
    formOf: (service) => catalogue.formOf(service),
  })
  const findings = new FindingService(heldPrechecks, precheckStore, (service) =>
    catalogue.requirementsOf(service),
  )
  const signOffs = new SignOffService(heldPrechecks, {
    cases,
    progress,
    snapshots,
    records: precheckStore,
  })
  const formWatch: FormWatch = new FormWatch({
    acts,
    clock,
    log,
    records: caseStore,
    cases,
    snapshots,
    progress,
    decisions: [signOffs, signatures],
  })
  const terminal = new TerminalSimulator(clock, demo.shown)
  const feeRules = () => partOf(district.loaded(), feesPart) ?? {}
  const sheets: FeeSheets = new FeeSheets({
    cases,
    files: caseStore,
    records: settlementStore,
    district,
    rules: feeRules,
    terminal,
    goOn,
  })
  const bookings = new Bookings(settlementStore)
  const terminals = new TerminalDesk({
    acts,
    clock,
    log,
    records: settlementStore,
    sheets,
    bookings,
    terminal,
  })
  const follow = (principal: Principal, id: CaseId) => {
    if (principal.leg) sockets.follow(principal.leg, `case/${id}`)
  }
  const desks = new DutyDesks(dutyStore, board, names, clock, (tx, principal) =>
    consultations.matters(tx, principal),
  )
  const evidence = new EvidenceService(evidenceStore, cases, caseStore, district, catalogue, (id) =>
    formWatch.changed(id),
  )
  const anchors = anchorFile(config.dataDir)
  const anchorWatch = new AnchorWatch({
    records: trailStore,
    anchors,
    read: (work) => acts.read(work),
    clock,
    log,
  })
  const trail = new TrailService({
    acts,
    records: trailStore,
    anchors,
    walk: walkTrail,
    settings: settingStore,
    district,
  })
  const phones = new PhoneService({
    evidence,
    records: phoneLinkStore,
    district,
    principalOf: async (tx, session, person, at) =>
      (await sessions.stillLive(tx, [session], at)).has(session)
        ? sessions.principal(person, session)
        : undefined,
  })
  const evidenceContents = contentFiles(config.dataDir, 'evidence')
  const bundleContents = contentFiles(config.dataDir, 'handover')
  const papers = new PaperThread()
  const handoverNews = new HandoverNews(cases, handoverStore, district)
  const delivery = new Delivery({
    acts,
    clock,
    log,
    files: caseStore,
    records: handoverStore,
    channel: inboxChannel,
    news: handoverNews,
  })
  const inbox = new InboxService({
    acts,
    records: handoverStore,
    cases,
    district,
    bundles: bundleContents,
    evidence: evidenceContents,
  })
  const formOf = (service: ServiceId) => catalogue.formOf(service)
  const sealedValues = new SealedValues({
    cases,
    records: sealedStore,
    seats: visitStore,
    seal: new ValueSeal(await secretFiles(config.dataDir).key('value')),
    formOf,
  })
  const handovers = new HandoverService({
    acts,
    clock,
    cases,
    files: caseStore,
    progress,
    snapshots,
    records: handoverStore,
    precheck: precheckStore,
    evidence: evidenceStore,
    district,
    collector: new BundleCollector({
      district,
      audit: auditStore,
      precheck: precheckStore,
      evidence: evidenceStore,
      settlement: settlementStore,
      handovers: handoverStore,
      signatures: (tx, id) => signatures.ofBundle(tx, id),
      opener: (tx, id) => sealedValues.opener(tx, id),
      formOf,
    }),
    maker: new BundleMaker(
      bundleContents,
      checkedBy(xdomea, (faults) => log.warn('xdomea.invalid', { faults })),
      (data, json) => papers.make(data, json),
    ),
    news: handoverNews,
    queued: (id) => delivery.queue(id),
  })
  const answers = new AnswerService({
    cases,
    snapshots,
    progress,
    records: handoverStore,
    precheck: precheckStore,
    decisions: [signOffs, signatures],
    news: handoverNews,
  })
  const responses = new ResponseService({
    files: caseStore,
    progress,
    records: handoverStore,
    inbox,
    district,
    news: handoverNews,
    formOf,
    closed: (id) => closing.closed(id),
  })
  const pauses = new PauseService({
    cases,
    records: caseStore,
    progress,
    competence: (place, service, at) => catalogue.competence(place, service, at),
    district,
    moved: (id) => inBackground('rights.case', sweep.lookAtCase(id)),
  })
  const access = new AccessService({
    cases,
    trail: trailStore,
    evidence: evidenceStore,
    district,
    papers: paperNames,
  })
  const keptFiles = { evidence: evidenceContents, handover: bundleContents }
  const retentionRules = () => partOf(district.loaded(), retentionPart) ?? { classes: [], services: {} }
  const closing: Closing = new Closing({
    acts,
    clock,
    log,
    cases,
    files: caseStore,
    records: retentionStore,
    sealing: new Sealing({ acts, cases, files: caseStore, records: retentionStore, snapshots, documents }),
    district,
    disclosures: new ConsultationDisclosures(consultationStore),
    orphans: new Orphans(acts, retentionStore, keptFiles),
    unsettled: async (tx, id) =>
      (await settlementStore.payments(tx, id)).some(
        ({ state }) => state === 'running' || state === 'unclear',
      ),
  })
  const deletions = new DeletionService({
    records: retentionStore,
    district,
    retention: retentionRules,
    files: keptFiles,
    purge: () => inBackground('store.purge', database.purge()),
  })
  const retention = new RetentionService({
    cases,
    records: retentionStore,
    district,
    retention: retentionRules,
    deletions,
    formOf: (service) => catalogue.formOf(service),
  })
  const fees = new FeeService(sheets, settlementStore, cases, feeRules)
  const slips = new SlipService({
    cases,
    files: caseStore,
    records: slipStore,
    evidence: evidenceStore,
    settlement: settlementStore,
    handovers: handoverStore,
    district,
    seal: new SlipSeal(await secretFiles(config.dataDir).key('slip')),
    base: () => address,
  })
  const seats = new SeatSessions(visitStore, district)
  const screenWatch: ScreenWatch = new ScreenWatch(
    clock,
    (id) => acts.run(null, (act) => visits.idle(act, id)),
    log,
  )
  const paperLooks = new PaperLooks()
  const staffed = (office: OfficeId) =>
    district
      .current()
      .staff.some(
        (one) => one.office === office && one.roles.includes('adviser') && presence.isConnected(one.id),
      )
  const visits: VisitService = new VisitService({
    records: visitStore,
    cases,
    district,
    watch: screenWatch,
    table: new TableForGuests(precheckStore, consultationStore, district, names, (tx, of, at) =>
      interpreterSeat.shownIn(tx, of, at),
    ),
    looks: paperLooks,
    phoneOf: (tx, of, at) => phones.shownTo(tx, of, at),
    staffed,
    helpOf: (tx, seat) => help.ofSeat(tx, seat),
    visitEnded: (act, seat) => help.visitEnded(act, seat),
    asksIdentity: (service) => catalogue.papersAskedBy(service).some(namesIdentity),
    rightsChanged: (id) => inBackground('rights.case', sweep.lookAtCase(id)),
    dark: (act, seat) => consultations.citizens.gone(act, seat),
    moved: (act, seat, connected) =>
      connected ? consultations.seen(act, seat) : consultations.unseen(act, seat, act.at),
    guestOf: (tx, seat, at) => hall.placeOf(tx, seat, at),
    guestMoved: (act, seat) =>
      seat.interpreter === null
        ? guests.connectionChanged(act, seat)
        : interpreters.connectionChanged(act, seat),
    sessionEnded: (id) => endSessions(new Set([id])),
    nextCitizen: async (act, shown) => {
      await phones.nextCitizen(act, shown)
      if (shown !== null) await interpreters.caseLeft(act, shown)
    },
  })
  const messenger = messengerOf(config, demo.shown)
  const ways = (['mail', 'sms'] as const).filter((way) => messenger[way] !== null)
  const hall = new GuestHall(invitationStore, visitStore)
  const help: HelpService = new HelpService({
    acts,
    records: helpStore,
    calls: helpCallStore,
    seats: visitStore,
    visits,
    cases,
    district,
    clock,
    log,
    staffed,
    over: async (act, { case: of, seat }) => {
      if (of !== null) await consultations.askerLeft(act, of, seat as string as PersonId)
    },
  })
  const screenSigning: ScreenSigning = new ScreenSigning(visitStore, visits, (act, id, asked) =>
    signatures.mayAsk(act, id, asked),
  )
  const screenConsent: ScreenConsent = new ScreenConsent(visitStore, visits, cases)
  const invitationCodes = new InvitationCodes(await secretFiles(config.dataDir).key('invitation'))
  const guests: GuestService = new GuestService({
    records: invitationStore,
    hall,
    codes: invitationCodes,
    seats,
    visits,
    cases,
    consent: screenConsent,
    signing: screenSigning,
    district,
    isConnected: (person) => screenWatch.isConnected(person),
    sessionEnded: (id) => endSessions(new Set([id])),
    base: () => address,
    ways,
  })
  const screenLooks: ScreenLooks = new ScreenLooks(visitStore, visits, cases, paperLooks)
  const turnFor = (room: ConsultationId, person: PersonId | SessionId) =>
    turnCredentials(config.turn ?? { urls: [], secret: '' }, clock, room, person)
  const homeTalk = new HomeTalk({
    acts,
    records: invitationStore,
    cases,
    clock,
    grant: turnFor,
  })
  const interpretedTalk = new InterpretedTalk({
    acts,
    records: interpreterStore,
    cases,
    citizens: (tx, id, at) => visitStore.showing(tx, id, at),
    names,
    clock,
    grant: turnFor,
  })
  const interpreterNews = new InterpreterNews({
    shownTo: async (tx, id, at) =>
      (await visitStore.showing(tx, id, at)).map((seat) => seat.id as string as PersonId),
    gone: (act, person) => consultations.citizens.gone(act, person),
    unheed: (person, id) => sockets.unheed(person, `case/${id}`),
  })
  const interpreters: InterpreterService = new InterpreterService({
    records: interpreterStore,
    news: interpreterNews,
    codes: invitationCodes,
    seats,
    cases,
    district,
    isConnected: (person) => screenWatch.isConnected(person),
    sessionEnded: (id) => endSessions(new Set([id])),
    base: () => address,
    ways,
  })
  const interpreterSeat: InterpreterSeat = new InterpreterSeat({
    records: interpreterStore,
    seats: visitStore,
    cases,
    consultations: consultationStore,
    table: consultations.interpreters,
    talk: interpretedTalk,
    news: interpreterNews,
    sessions: seats,
    sessionEnded: (id) => endSessions(new Set([id])),
    district,
    guestLines: (tx, id, since, at) => hall.linesSince(tx, id, since, at),
    sitsIn: async (person, room) => (await relayTo(room, person)).size > 0,
    grant: turnFor,
  })
  /**
   * Whose legs may hear the person in this room: the seats of a consultation, a guest at home and who let the guest in, a terminal and
   * who came to help, or those who talk through somebody who interprets.
   */
  const relayTo = async (id: ConsultationId, from: PersonId, words?: boolean) => {
    const heard = await consultations.peers(id, from, words)
    if (heard.size > 0) return heard
    const home = await homeTalk.peers(id, from)
    if (home.length > 0) return new Set(home)
    const helped = await acts.read((tx) => help.peers(tx, id, from))
    return new Set(helped.length > 0 ? helped : await interpretedTalk.peers(id, from))
  }
  const seatTalk = new SeatTalk(
    visitStore,
    names,
    consultations.citizens,
    consultations.room,
    async (person, id) => (await relayTo(id, person)).size > 0,
    turnFor,
  )
  const screenMoved = (id: SessionId) =>
    inBackground(
      'screen.leg',
      acts.run(null, (act) => visits.connectionChanged(act, id)),
    )
  const barriers = new BarrierService({
    records: barrierStore,
    acts,
    clock,
    log,
    nameOf: (person) => nameOf(person, district.current()),
  })
  const routes = [
    ...slipRoutes(slips, clock),
    ...barrierRoutes(barriers),
    ...accessRoutes(access, clock),
    ...visitRoutes(
      visits,
      { signing: screenSigning, consent: screenConsent, looks: screenLooks, talk: seatTalk },
      clock,
      (principal, id) => {
        if (principal.leg) sockets.heed(principal.leg, `case/${id}`)
      },
    ),
    ...guestRoutes(guests, hall, homeTalk, clock),
    ...queueRoutes(new QueueService(queueStore, visitStore, visits, district), clock),
    ...terminalRoutes(new TerminalService(visitStore, visits, cases, district, help), help, turnFor),
    ...interpreterRoutes(
      { service: interpreters, seat: interpreterSeat, talk: interpretedTalk },
      clock,
      (principal, id) => {
        if (principal.leg) sockets.heed(principal.leg, `case/${id}`)
      },
    ),
    ...auditRoutes(trail),
    ...caseRoutes(cases, consents, clock, follow),
    ...sealedRoutes(sealedValues),
    ...catalogueRoutes(catalogue, clock),
    ...districtRoutes(administration, clock),
    ...dutyRoutes(presence, board, desks),
    ...consultationRoutes(consultations),
    ...caseConsultationRoutes(
      new CaseConsultations(consultationStore, cases, names),
      consultations,
      config.turn ?? { urls: [], secret: '' },
      clock,
      async (tx, id, service) => openFindings(await precheckStore.ofCase(tx, id), service),
    ),
    ...precheckRoutes({ precheck, findings, signOffs }, snapshots, clock),
    ...signatureRoutes(signatures, snapshots, clock),
    ...evidenceRoutes(evidence, clock),
    ...settlementRoutes(
      fees,
      new PaymentService(sheets, settlementStore, bookings, terminals),
      new DayLists(settlementStore, district),
      clock,
    ),
    ...handoverRoutes({ handovers, answers, inbox, responses, pauses, snapshots }, clock),
    ...retentionRoutes(closing, retention, deletions, clock),
    ...streamRoutes(streams),
  ]

  const secure = config.publicUrl?.startsWith('https:') ?? false
  let address = ''
  let originAllowed: ReturnType<typeof originCheck> = () => false
  const strangers = new Strangers(acts, log, metrics.count)
  const fromOwnPage = (
    kind: Parameters<Strangers['turnedAway']>[0],
    request: Parameters<typeof originAllowed>[0],
  ): boolean => {
    const allowed = originAllowed(request)
    if (!allowed) strangers.turnedAway(kind)
    return allowed
  }
  const http = await createHttp({
    log,
    secure,
    trustProxy: config.trustProxy,
    clientDir: parts.clientDir,
    originAllowed: (request) => fromOwnPage('http', request),
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
    originAllowed: (request) => fromOwnPage('socket', request),
    mayRelay: relayTo,
    legOpened: (principal, leg) => {
      if (principal.kind === 'guest') {
        sockets.follow(leg, `person/${principal.person}`)
        if (screenWatch.legOpened(principal.person, leg)) screenMoved(principal.session)
        return
      }
      sockets.follow(leg, `person/${principal.person}`)
      if (may(principal, 'case.list', { ownOffice: true })) sockets.follow(leg, `office/${principal.office}`)
      inBackground('presence.leg', presence.legOpened(principal, leg))
    },
    legClosed: (principal, leg) => {
      if (principal.kind === 'staff') inBackground('presence.leg', presence.legClosed(principal, leg))
      else if (screenWatch.legClosed(principal.person, leg)) screenMoved(principal.session)
    },
  })
  http.server.on('upgrade', (request, socket, head) => {
    const path = request.url ?? ''
    if (path.startsWith('/sync/')) documents.handleUpgrade(request, socket, head)
    else if (!path.startsWith('/socket.io/')) socket.destroy()
  })
  const endSessions = (ids: ReadonlySet<SessionId>) => {
    for (const id of ids) {
      ended.add(id)
      tickets.revoke(id)
      documents.revoke({ session: id }, 'signed-out')
    }
    sockets.endSessions(ids)
  }
  const sweep: Sweep = new Sweep({
    acts,
    clock,
    log,
    sockets,
    streams,
    documents,
    stillLive: async (tx, ids) => {
      const staff = await sessions.stillLive(tx, ids, clock.now())
      return new Set([...staff, ...(await seats.stillLive(tx, ids, clock.now()))])
    },
    endSessions,
    districtMoved: () => store.read((tx) => district.refresh(tx)),
    trim: async (tx, before) => {
      await eventStore.trim(tx, before)
      await commandStore.trim(tx, before)
      await queueStore.forget(tx, germanToday(clock.now()))
    },
  })
  function inBackground(what: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => log.fault(what, error))
  }

  const signedIn = signedInOver(sessions, acts, clock, secure)
  const bearer = bearerOver(signedIn, seats, acts, clock, secure)
  addSessionRoutes(http, {
    sessions,
    tickets,
    signedIn,
    bearer,
    acts,
    clock,
    secure,
    info: () => ({
      demo: demo.shown,
      district: district.current().name,
      protocol: protocolVersion,
      logins: demo.shown ? demoLogins(district.current()) : [],
    }),
    leaving: (act, principal) => visits.keeperLeft(act, principal),
    sessionsEnded: endSessions,
  })
  addDistrictFiles(http, {
    district: administration,
    acts,
    signedIn: async (request) => (await signedIn(request)).principal,
  })
  addSealedRoutes(http, {
    retention,
    acts,
    signedIn: async (request) => (await signedIn(request)).principal,
  })
  addAccessRoutes(http, {
    access,
    acts,
    signedIn: async (request) => (await signedIn(request)).principal,
  })
  addReceiptRoutes(http, {
    receipts: new ReceiptService(fees, settlementStore, caseStore, district),
    acts,
    bearer,
  })
  addBarrierRoutes(http, { barriers, acts, district: () => district.current().name })
  addSlipRoutes(http, {
    slips,
    acts,
    clock,
    count: metrics.count,
    bearer,
  })
  addTrailExport(http, {
    trail,
    records: trailStore,
    acts,
    signedIn: async (request) => (await signedIn(request)).principal,
  })
  const scanner =
    config.clamd === null
      ? null
      : new Clamd(clamdPlace(config.clamd), (result) => metrics.count('lotse_virus_scans_total', { result }))
  if (scanner) {
    scanner.watch()
    metrics.gauge('lotse_virus_scanner_up', 'Whether clamd answered last', () => (scanner.up ? 1 : 0))
  }
  await addEvidenceRoutes(http, {
    evidence,
    files: evidenceContents,
    acts,
    clock,
    scanner,
    scannerDown: config.clamdDown,
    bearer,
  })
  await addPhoneRoutes(http, {
    phones,
    evidence,
    files: evidenceContents,
    acts,
    clock,
    scanner,
    scannerDown: config.clamdDown,
    signedIn: async (request) => (await signedIn(request)).principal,
  })
  addLookRoutes(http, { looks: screenLooks, signedIn, bearer, acts, clock })
  const posting = { messenger, district, signedIn, acts, clock, log }
  addLinkPost(http, posting, sentInvitations(guests))
  addLinkPost(http, posting, sentInterpreterLinks(interpreters))
  addInvitationRoutes(http, { guests, acts, clock, secure })
  addInterpreterRoutes(http, { interpreters, seat: interpreterSeat, bearer, acts, clock, secure })
  addSeatRoutes(http, {
    seats,
    visits,
    signedIn,
    acts,
    clock,
    secure,
    sessionEnded: (id) => endSessions(new Set([id])),
  })
  addHandoverRoutes(http, {
    inbox,
    acts,
    signedIn: async (request) => (await signedIn(request)).principal,
  })
  metrics.gauge('lotse_connections', 'Live sockets', () => sockets.connections)
  metrics.gauge('lotse_document_rooms', 'Open documents', () => documents.gauges().rooms)
  metrics.gauge(
    'lotse_documents_asleep',
    'Documents in memory that nobody has open',
    () => documents.gauges().asleep,
  )
  metrics.gauge(
    'lotse_document_connections',
    'Live document connections',
    () => documents.gauges().connections,
  )
  await anchorWatch.start()
  await presence.rearm()
  await consultations.rearm()
  await terminals.rearm()
  await delivery.rearm()
  await acts.read((tx) => visits.rearm(tx, clock.now()))
  await acts.read((tx) => help.rearm(tx))
  await documents.start()
  await formWatch.start()
  await closing.start()
  barriers.start()
  const { port, url } = await listen(http, config).catch(async (error: unknown) => {
    await letGo()
    await database.close()
    throw error
  })
  address = url
  originAllowed = originCheck(url)
  sweep.start()
  return {
    url,
    port,
    async close() {
      sweep.stop()
      scanner?.stop()
      await formWatch.stop()
      await closing.stop()
      await barriers.stop()
      await documents.drain()
      await sockets.close()
      // What the closing connections set off is written before the store closes.
      await presence.idle()
      await consultations.idle()
      await presence.stop()
      await consultations.stop()
      await terminals.stop()
      await delivery.stop()
      await papers.close()
      await screenWatch.stop()
      await help.stop()
      await http.close()
      await anchorWatch.stop()
      await letGo()
      await database.close()
    },
  }
}

/** The versions this store has had in force. @throws StartRefused when the last one cannot be read any more. */
async function openDistrict(
  store: { read<T>(work: (tx: Tx) => Promise<T>): Promise<T> },
  district: DistrictBook,
): Promise<void> {
  try {
    await store.read((tx) => district.refresh(tx))
  } catch (error) {
    if (error instanceof DistrictFault) throw new StartRefused(error.message)
    throw error
  }
}

/** Listens with a backlog that a morning's reconnect does not overrun. */
async function listen(http: FastifyInstance, config: Config): Promise<{ port: number; url: string }> {
  await http.listen({ port: config.port, host: config.host, backlog: 4096 })
  const { port } = http.server.address() as AddressInfo
  return { port, url: config.publicUrl ?? `http://localhost:${port}` }
}
