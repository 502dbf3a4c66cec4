import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { commands } from '#shared/contract/wire.ts'
import type { AnyCommand } from '#shared/contract/command.ts'
import type { CaseId, PersonId, ServiceId } from '#shared/model/ids.ts'
import { handedOver, readyCase } from '../handover/bundles.ts'
import { said, admission, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'

const kfz = 'kfz-ummeldung' as ServiceId
const unknown = '00000000-0000-7000-8000-000000000000'

let desk: WireDesk
let victim: Tab
const strangers: { login: string; person: Person; tab: Tab }[] = []
/** Ids of office Seendorf, by what they are. */
const theirs = {
  case: '',
  caseService: '',
  consultation: '',
  callback: '',
  evidence: '',
  invitation: '',
  interpreter: '',
  ticket: '',
  payment: '',
  handover: '',
  number: '',
  office: 'seendorf',
  counter: 'seendorf-1',
  person: '',
}
const nothing: typeof theirs = {
  case: unknown,
  caseService: unknown,
  consultation: unknown,
  callback: unknown,
  evidence: unknown,
  invitation: unknown,
  interpreter: unknown,
  ticket: unknown,
  payment: unknown,
  handover: unknown,
  number: 'V-2026-999999',
  office: 'nirgends',
  counter: 'nirgends-1',
  person: unknown,
}

beforeAll(async () => {
  desk = await WireDesk.start()
  victim = await desk.tab('j.brandt')
  await desk.pair(victim.owner, theirs.counter)
  const { id, number, services } = await victim.do(commands.openCase, {
    services: [kfz],
    citizen: { name: 'Petra Wendt' },
  })
  const asked = await victim.do(commands.request, { case: id, service: kfz, question: 'Wer ist da?' })
  expect(asked.state).toBe('exhausted')
  const { slots } = await victim.do(commands.slots, { consultation: asked.id })
  const [slot] = slots
  const booked = await victim.do(commands.book, {
    consultation: asked.id,
    from: slot!.from,
    person: slot!.person,
  })
  const seen = await victim.do(commands.attestEvidence, { case: id, kind: 'personalausweis' })
  const guest = await victim.do(commands.createInvitation, { case: id })
  const asking = { case: id, language: 'tr', who: 'Sprachmittlung' } as const
  const interpreter = await victim.do(commands.inviteInterpreter, asking)
  const ticket = await victim.do(commands.drawTicket, { name: 'Petra Wendt' })
  const costing = { caseService: services[0]!.id, variant: 'einfach' }
  await victim.do(commands.fixFee, { case: id, lines: [costing] })
  const cash = { case: id, method: 'cash', total: 2450, given: 2450 } as const
  const { payments } = await victim.do(commands.settleFee, cash)
  const [handed] = await handedOver(victim, await readyCase(desk, victim, [kfz]))
  Object.assign(theirs, {
    case: id,
    number,
    handover: handed!.id,
    caseService: services[0]!.id,
    consultation: asked.id,
    callback: booked.id,
    evidence: seen.id,
    invitation: guest.id,
    interpreter: interpreter.id,
    ticket: ticket.id,
    payment: payments[0]!.id,
    person: victim.person,
  })
  for (const login of ['t.wolf', 'k.lorenz', 'o.menge', 's.krause']) {
    const person = await desk.signIn(login)
    strangers.push({ login, person, tab: await person.tab() })
  }
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

type Ids = typeof theirs
const service = (ids: Ids) => ({ case: ids.case, caseService: ids.caseService })
const invited = (ids: Ids) => ({ case: ids.case, invitation: ids.invitation })
const interpreted = (ids: Ids) => ({ case: ids.case, interpreter: ids.interpreter })
const only = (ids: Ids) => ({ consultation: ids.consultation })
/** Every command that names something, with a body that names it. */
const named: readonly (readonly [AnyCommand, (ids: Ids) => unknown])[] = [
  [commands.getCase, (ids) => ({ case: ids.case })],
  [commands.readHistory, (ids) => ({ case: ids.case })],
  [commands.readAccess, (ids) => ({ case: ids.case })],
  [commands.closeCase, (ids) => ({ case: ids.case })],
  [commands.readSealed, (ids) => ({ case: ids.case })],
  [commands.proposeDeletion, (ids) => ({ numbers: [ids.number] })],
  [commands.releaseDeletion, () => ({ run: unknown })],
  [commands.rejectDeletion, () => ({ run: unknown, reason: 'x' })],
  [commands.holdCase, (ids) => ({ number: ids.number, reason: 'x' })],
  [commands.liftHold, (ids) => ({ number: ids.number, reason: 'x' })],
  [commands.answerOffer, (ids) => ({ number: ids.number, answer: 'taken' })],
  [commands.readSlip, (ids) => ({ case: ids.case, language: 'de' })],
  [commands.issueSlip, (ids) => ({ case: ids.case })],
  [commands.revokeSlip, (ids) => ({ case: ids.case, reason: 'x' })],
  [commands.claimCase, (ids) => ({ case: ids.case })],
  [commands.representCase, (ids) => ({ case: ids.case, representative: null })],
  [commands.renameCase, (ids) => ({ case: ids.case, citizen: { name: 'Mein' } })],
  [commands.addService, (ids) => ({ case: ids.case, service: 'wohnsitz-anmelden' })],
  [commands.cancelService, (ids) => ({ case: ids.case, caseService: ids.caseService, reason: 'weg' })],
  [commands.giveConsent, (ids) => ({ case: ids.case, scopes: ['file'], how: 'spoken' })],
  [commands.refuseConsent, (ids) => ({ case: ids.case, scopes: ['file'] })],
  [commands.withdrawConsent, (ids) => ({ case: ids.case, scopes: ['file'] })],
  [commands.getPrecheck, (ids) => ({ case: ids.case })],
  [commands.runPrecheck, service],
  [
    commands.decideFinding,
    (ids) => ({ ...service(ids), requirement: 'zb2', decision: 'accept', text: 'x', source: 'x' }),
  ],
  [commands.giveSignOff, (ids) => ({ ...service(ids), hash: '0'.repeat(64) })],
  [commands.withdrawSignOff, (ids) => ({ ...service(ids), reason: 'x' })],
  [
    commands.confirmBlock,
    (ids) => ({ ...service(ids), block: 'halter', hash: '0'.repeat(64), how: 'spoken' }),
  ],
  [commands.sealValue, (ids) => ({ ...service(ids), field: 'sepa.iban', value: 'DE89370400440532013000' })],
  [commands.request, (ids) => ({ case: ids.case, service: kfz, question: 'Darf ich?' })],
  [commands.ofCase, (ids) => ({ case: ids.case })],
  [commands.read, only],
  [commands.accept, only],
  [commands.decline, only],
  [commands.cancel, only],
  [commands.wait, only],
  [commands.write, only],
  [commands.answerWritten, (ids) => ({ consultation: ids.consultation, text: 'Ja.' })],
  [commands.join, only],
  [commands.leave, only],
  [commands.findings, only],
  [commands.connect, only],
  [commands.colleagues, only],
  [commands.observe, (ids) => ({ consultation: ids.consultation, person: unknown as PersonId })],
  [commands.consent, (ids) => ({ consultation: ids.consultation, answer: 'given' })],
  [commands.hold, only],
  [commands.resume, only],
  [commands.end, only],
  [commands.close, (ids) => ({ consultation: ids.consultation, outcome: 'solved' })],
  [commands.slots, only],
  [commands.book, (ids) => ({ consultation: ids.consultation, from: 'x', person: unknown as PersonId })],
  [commands.iceServers, only],
  [commands.finishCallback, (ids) => ({ callback: ids.callback })],
  [commands.listEvidence, (ids) => ({ case: ids.case })],
  [
    commands.followEvidence,
    (ids) => ({ case: ids.case, caseService: ids.caseService, title: 'ZB I', until: '2026-12-24' }),
  ],
  [commands.attestEvidence, (ids) => ({ case: ids.case, kind: 'reisepass' })],
  [commands.withdrawEvidence, (ids) => ({ case: ids.case, evidence: ids.evidence, reason: 'weg' })],
  [commands.listSignatures, (ids) => ({ case: ids.case })],
  [
    commands.addSignature,
    (ids) => ({ ...service(ids), document: 'antrag', hash: '0'.repeat(64), signer: 'x', unable: 'x' }),
  ],
  [
    commands.refuseSignature,
    (ids) => ({ ...service(ids), document: 'antrag', hash: '0'.repeat(64), reason: 'x' }),
  ],
  [commands.getFee, (ids) => ({ case: ids.case })],
  [commands.fixFee, (ids) => ({ case: ids.case, lines: [{ caseService: ids.caseService, exempt: 'frei' }] })],
  [commands.settleFee, (ids) => ({ case: ids.case, method: 'cash', total: 2450, given: 2450 })],
  [commands.reconcileFee, (ids) => ({ payment: ids.payment, result: 'paid', reason: 'gesehen' })],
  [commands.refundFee, (ids) => ({ payment: ids.payment, reason: 'doppelt' })],
  [commands.confideSeat, (ids) => ({ consultation: ids.consultation, wish: 'alone' })],
  [commands.moveVoice, (ids) => ({ consultation: ids.consultation, to: 'screen' })],
  [commands.confide, (ids) => ({ consultation: ids.consultation, turn: 'begin' })],
  [commands.sitDown, (ids) => ({ consultation: ids.consultation })],
  [commands.seatIce, (ids) => ({ consultation: ids.consultation })],
  [commands.listGuests, (ids) => ({ case: ids.case })],
  [commands.createInvitation, (ids) => ({ case: ids.case })],
  [commands.guestIce, (ids) => invited(ids)],
  [commands.moveInvitation, (ids) => ({ ...invited(ids), at: '2026-03-05T09:30:00Z' })],
  [commands.revokeInvitation, (ids) => invited(ids)],
  [commands.admitGuest, (ids) => invited(ids)],
  [commands.removeGuest, (ids) => invited(ids)],
  [commands.askGuest, (ids) => invited(ids)],
  [commands.signGuest, (ids) => ({ ...invited(ids), papers: [] })],
  [commands.leadGuest, (ids) => ({ ...invited(ids), step: 'angaben' })],
  [commands.writeGuest, (ids) => ({ ...invited(ids), text: 'Hallo' })],
  [commands.listInterpreters, (ids) => ({ case: ids.case })],
  [commands.inviteInterpreter, (ids) => ({ case: ids.case, language: 'tr', who: 'x' })],
  [commands.admitInterpreter, (ids) => interpreted(ids)],
  [commands.removeInterpreter, (ids) => interpreted(ids)],
  [commands.revokeInterpreter, (ids) => interpreted(ids)],
  [commands.writeInterpreter, (ids) => ({ ...interpreted(ids), text: 'Hallo' })],
  [commands.interpreterIce, (ids) => interpreted(ids)],
  [commands.sitInterpreting, (ids) => ({ consultation: ids.consultation })],
  [commands.interpretingIce, (ids) => ({ room: ids.consultation })],
  [commands.unpairScreen, (ids) => ({ counter: ids.counter })],
  [commands.shareCase, (ids) => ({ counter: ids.counter, case: ids.case })],
  [commands.changeCitizen, (ids) => ({ counter: ids.counter })],
  [commands.blankScreen, (ids) => ({ counter: ids.counter, show: 'nothing' })],
  [commands.askConsent, (ids) => ({ counter: ids.counter })],
  [commands.signAtScreen, (ids) => ({ counter: ids.counter, papers: [] })],
  [commands.leadScreen, (ids) => ({ counter: ids.counter, step: 'angaben' })],
  [commands.attendScreen, (ids) => ({ counter: ids.counter })],
  [commands.callTicket, (ids) => ({ ticket: ids.ticket })],
  [commands.returnTicket, (ids) => ({ ticket: ids.ticket })],
  [commands.endTicket, (ids) => ({ ticket: ids.ticket, why: 'served' })],
  [commands.takeHelp, () => ({ help: unknown })],
  [commands.sayHelp, () => ({ help: unknown, text: 'Ja.' })],
  [commands.endHelp, () => ({ help: unknown })],
  [commands.talkHelp, () => ({ help: unknown, way: 'video' })],
  [commands.helpIce, () => ({ help: unknown })],
  [commands.wantCall, () => ({ help: unknown, name: 'Petra Wendt', phone: '030 5550 1234' })],
  [commands.calledBack, () => ({ help: unknown })],
  [commands.readDay, (ids) => ({ office: ids.office, day: '2026-03-02' })],
  [commands.listHandovers, (ids) => ({ case: ids.case })],
  [commands.handOver, (ids) => ({ case: ids.case })],
  [commands.answerQuestion, (ids) => ({ case: ids.case, question: unknown, text: 'Ja.' })],
  [commands.openBundle, (ids) => ({ handover: ids.handover })],
  [commands.verifyBundle, (ids) => ({ handover: ids.handover })],
  [commands.respond, (ids) => ({ handover: ids.handover, response: 'complete' })],
  [commands.pauseService, (ids) => ({ ...service(ids), reason: 'callback' })],
  [commands.resumeService, service],
  [commands.findPaused, (ids) => ({ number: ids.number })],
  [commands.resumeStream, (ids) => ({ stream: `case/${ids.case}` })],
  [commands.resumeStream, (ids) => ({ stream: `case/${ids.case}`, after: 0 })],
  [commands.resumeStream, (ids) => ({ stream: `office/${ids.office}` })],
  [commands.resumeStream, (ids) => ({ stream: `person/${ids.person}` })],
]
/** These name nothing of anybody. */
const nameless: readonly AnyCommand[] = [
  commands.trailState,
  commands.searchTrail,
  commands.verifyTrail,
  commands.openCase,
  commands.listCases,
  commands.readCatalogue,
  commands.readForm,
  commands.setPresence,
  commands.readBoard,
  commands.readDesk,
  commands.leaveStream,
  commands.listInbox,
  commands.readFigures,
  commands.readRetention,
  commands.previewDeletion,
  commands.listScreens,
  commands.listWaiting,
  commands.listWaitingInterpreters,
  commands.writeOffice,
  commands.wishTime,
  commands.viewSeat,
  commands.viewInterpreting,
  commands.writeInterpreting,
  commands.stirSeat,
  commands.tellPen,
  commands.answerLook,
  commands.chooseWay,
  commands.wipedSeat,
  commands.beginVisit,
  commands.endVisit,
  // Reported barriers belong to no case, no office and no person.
  commands.listBarriers,
  commands.answerBarrier,
  commands.askHelp,
  commands.listHelp,
  // Numbers are drawn and listed in the own office alone.
  commands.drawTicket,
  commands.listQueue,
  // Versions of the one district belong to nobody.
  commands.readDistrict,
  commands.releaseDistrict,
  commands.rejectDistrict,
]

test('[T19] somebody else’s ids get the answer of an unknown id on every command and stream, with one audit row each', async () => {
  const covered = new Set([...named.map(([command]) => command.name), ...nameless.map(({ name }) => name)])
  expect([...covered].toSorted()).toEqual(
    Object.values(commands)
      .map(({ name }) => name)
      .toSorted(),
  )
  for (const { login, person } of strangers) {
    let tab = await person.tab()
    for (const [at, [command, body]] of named.entries()) {
      // A connection of its own for every forty: the budget of commands counts per connection.
      if (at > 0 && at % 40 === 0) {
        tab.close()
        tab = await person.tab()
      }
      const before = await desk.auditHead()
      const foreign = said(await tab.send(command.name, { id: uuidv7(), body: body(theirs) }))
      const rows = await desk.audit(before)
      const none = said(await tab.send(command.name, { id: uuidv7(), body: body(nothing) }))
      const what = `${login} ${command.name}`
      expect(`${what}: ${foreign}`).toBe(`${what}: ${none}`)
      expect(foreign).toMatch(/^E_(NOT_FOUND|FORBIDDEN) /)
      expect(rows).toMatchObject([{ action: command.name, outcome: 'refused', person: tab.person }])
      expect(JSON.stringify(rows)).not.toMatch(/Wendt|V-20/)
    }
    tab.close()
  }
  const file = await victim.do(commands.getCase, { case: theirs.case as CaseId })
  expect(file).toMatchObject({ citizen: { name: 'Petra Wendt' }, services: [{ state: 'collecting' }] })
}, 120_000)

test('[RIGHT5] somebody else’s documents, other audiences, generations and tickets get the close code of an unknown one', async () => {
  const names = (ids: Ids) => [
    `${ids.case}.shared.1`,
    `${ids.case}.staff.1`,
    `${ids.case}.authority.1`,
    `${ids.case}.shared.2`,
  ]
  const took = { foreign: [] as number[], unknown: [] as number[] }
  for (const { person } of strangers) {
    const codes: Record<keyof typeof took, string[]> = { foreign: [], unknown: [] }
    for (let round = 0; round < 5; round++) {
      for (const kind of ['foreign', 'unknown'] as const) {
        for (const name of names(kind === 'foreign' ? theirs : nothing)) {
          const ticket = await person.ticket(name)
          const before = await desk.auditHead()
          const started = performance.now()
          codes[kind].push(await admission(await person.document(name, { ticket })))
          took[kind].push(performance.now() - started)
          const rows = await desk.audit(before)
          expect(rows).toMatchObject([{ action: 'document.open', outcome: 'refused', person: person.id }])
        }
      }
    }
    expect(new Set([...codes.foreign, ...codes.unknown])).toEqual(new Set(['4403']))
  }
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!.toFixed(2)
  process.stdout.write(
    `RIGHT5 medians: foreign ${median(took.foreign)} ms, unknown ${median(took.unknown)} ms\n`,
  )
}, 120_000)

test('[RIGHT4] nothing of somebody else’s case reaches a stranger by events, lists or signals', async () => {
  for (const { tab } of strangers) {
    await tab.send('stream:resume', { id: uuidv7(), body: { stream: `case/${theirs.case}`, after: 0 } })
    tab.socket.emit('signal', { consultation: theirs.consultation, data: { type: 'hello' } })
  }
  await victim.do(commands.renameCase, { case: theirs.case as CaseId, citizen: { name: 'Petra Neumann' } })
  await victim.hears('case.changed', (event) => JSON.stringify(event).includes('Petra Neumann'))
  for (const { tab } of strangers) {
    const lists = await Promise.all([
      tab.send('case:list', { id: uuidv7(), body: { scope: 'office' } }),
      tab.send('case:list', { id: uuidv7(), body: {} }),
    ])
    expect(JSON.stringify([tab.events, lists])).not.toMatch(new RegExp(`${theirs.case}|Petra`))
  }
  expect(victim.heard).not.toContain('signal')
})
