import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { io } from 'socket.io-client'
import type { AnyCommand } from '#shared/contract/command.ts'
import { commands } from '#shared/contract/wire.ts'
import type {
  CaseId,
  CaseServiceId,
  ConsultationId,
  CounterId,
  HelpId,
  PaymentId,
  ServiceId,
} from '#shared/model/ids.ts'
import type { DistrictView } from '#shared/contract/district-contract.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import { noValues } from '#shared/model/forms/values.ts'
import { blockHash } from '#shared/model/precheck/block.ts'
import { signingHash } from '#shared/model/signature.ts'
import { sealed, snapshotOf } from '#shared/model/snapshot.ts'
import { handedOver, readyCase } from '../handover/bundles.ts'
import { districtText } from '../district/district-file.ts'
import { codeOf, said, WireDesk, type Tab } from './wire-desk.ts'

const wohnsitz = 'wohnsitz-anmelden' as ServiceId
const kfz = 'kfz-ummeldung' as ServiceId
const umschreibung = 'kfz-umschreibung' as ServiceId
const neuzulassung = 'kfz-neuzulassung' as ServiceId
const unknown = '00000000-0000-7000-8000-000000000000'

let desk: WireDesk
let brandt: Tab
let kessler: Tab
let sahin: Tab
let paulsen: Tab
let arndt: Tab
let kranz: Tab
let screen: Tab
let terminal: Tab
let wolf: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.tab('j.brandt')
  kessler = await desk.tab('u.kessler')
  sahin = await desk.tab('m.sahin')
  paulsen = await desk.tab('r.paulsen')
  arndt = await desk.tab('b.arndt')
  kranz = await desk.tab('d.kranz')
  await kessler.do(commands.setPresence, { state: 'available' })
  screen = await (await desk.pair(brandt.owner, seendorf)).tab()
  wolf = await desk.tab('t.wolf')
  terminal = await (await desk.pair(wolf.owner, 'terminal-doemzow-1')).tab()
})
beforeEach(async () => {
  // The budget of commands counts per connection, and the clock of these stories stands still.
  const before = brandt
  brandt = await before.owner.tab()
  before.close()
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const open = (services = [wohnsitz, kfz]) => brandt.do(commands.openCase, { services })

/** What a decision needs to exist before, and a second body that is as good. */
interface Stage {
  readonly by: Tab
  readonly body: unknown
  readonly other: unknown
  /** The command compares the revision the person saw. */
  readonly revised?: boolean
  /** What the command sets off goes on after its answer: resolves when it is over. */
  readonly settled?: () => Promise<unknown>
}

interface Rung {
  readonly case: CaseId
  readonly services: readonly { readonly id: CaseServiceId }[]
  readonly consultation: ConsultationId
}

/** One specialist is there; everybody else has gone, so that what is not answered is soon exhausted. */
async function rung(more: { readonly pretalk?: boolean } = {}): Promise<Rung> {
  const opened = await open()
  const { id } = await brandt.do(commands.request, {
    case: opened.id,
    service: kfz,
    question: 'Was nun?',
    ...more,
  })
  return { case: opened.id, services: opened.services, consultation: id }
}
async function talking(): Promise<Rung> {
  const now = await rung()
  await kessler.do(commands.accept, { consultation: now.consultation })
  const scopes = ['audio', 'file'] as ('audio' | 'file')[]
  await brandt.do(commands.giveConsent, { case: now.case, scopes, how: 'spoken' })
  return now
}
/** A talk in a case that the citizen's screen shows. */
async function onScreen() {
  await resting()
  const now = await talking()
  await brandt.do(commands.shareCase, { counter: seendorf, case: now.case })
  return now.consultation
}
/** And in which the citizen's own seat is taken. */
async function seated() {
  const consultation = await onScreen()
  await screen.do(commands.sitDown, { consultation })
  return consultation
}
async function exhausted(): Promise<Rung> {
  const now = await rung()
  await kessler.do(commands.decline, { consultation: now.consultation, reason: 'busy' })
  return now
}
/** A service without rules that needs a sign-off, at a table where the specialist sees the file. */
async function unruled() {
  const { case: id } = await talking()
  const added = await brandt.do(commands.addService, { case: id, service: neuzulassung })
  return { case: id, caseService: added.services.find(({ service }) => service === neuzulassung)!.id }
}
/** A residence that is checked and waits for the signature. */
async function signable() {
  const { id, services } = await open([wohnsitz])
  const caseService = services[0]!.id
  const checked = await brandt.do(commands.runPrecheck, { case: id, caseService })
  const hash = checked.services.find((one) => one.caseService === caseService)!.run!.hash
  const { documents } = await brandt.do(commands.listSignatures, { case: id })
  const document = documents[0]!.documents[0]!
  return { case: id, caseService, document: document.id, hash: signingHash(caseService, document, hash) }
}
/** A case whose vehicle costs 24,50 €. */
async function costing(): Promise<{
  case: CaseId
  lines: { caseService: CaseServiceId; variant: string }[]
}> {
  const { id, services } = await open([kfz])
  return { case: id, lines: [{ caseService: services[0]!.id, variant: 'einfach' }] }
}
const cash = (id: CaseId, given = 2450) => ({ case: id, method: 'cash' as const, total: 2450, given })
async function paid(): Promise<PaymentId> {
  const now = await costing()
  await brandt.do(commands.fixFee, now)
  return (await brandt.do(commands.settleFee, cash(now.case))).payments[0]!.id
}
/** A terminal that never answers. */
async function unclear(): Promise<PaymentId> {
  const now = await costing()
  await brandt.do(commands.fixFee, now)
  const wish = { case: now.case, method: 'terminal', total: 2450, simulate: 'timeout' } as const
  const { payments } = await brandt.do(commands.settleFee, wish)
  await desk.clock.advance(20_000)
  await brandt.hears('fee.changed', ({ body }) =>
    body.fee.payments.some(({ id, state }) => id === payments[0]!.id && state === 'unclear'),
  )
  return payments[0]!.id
}
/** A bundle that lies with the vehicle unit. */
async function handed() {
  const ready = await readyCase(desk, brandt, [kfz])
  const [one] = await handedOver(brandt, ready)
  return { handover: one!.id, number: ready.number, case: ready.case, caseService: ready.ids[0]! }
}
/** A case everything in it ended. */
async function ended(): Promise<{ id: CaseId; number: string }> {
  const { id, number, services } = await open([wohnsitz])
  await brandt.do(commands.cancelService, { case: id, caseService: services[0]!.id, reason: 'doppelt' })
  return { id, number }
}
/** The final state is kept and told. */
async function sealedNow(number: string): Promise<void> {
  const rows = () => desk.sql('select 1 from retained_case where number = $1', [number])
  await expect.poll(async () => (await rows()).length).toBe(1)
}
/** The number of a case that was closed long ago; its service belongs to a class that is offered to the archive. */
async function retained(): Promise<string> {
  const { id, number } = await ended()
  await brandt.do(commands.closeCase, { case: id })
  await sealedNow(number)
  await desk.sql(
    `update retained_case set closed_on = '2001-01-01', services = '[{"service":"wohnsitz-anmelden","closedOn":"2001-01-01","handedOverOn":null}]' where number = '${number}'`,
  )
  return number
}
async function proposed(): Promise<string> {
  await desk.sql("update deletion_run set state = 'rejected' where state = 'proposed'")
  return (await arndt.do(commands.proposeDeletion, { numbers: [await retained()] })).id
}
/** A version of the district that waits for a second person. */
async function versionProposed(): Promise<{ proposal: number; sha256: string }> {
  await desk.sql("update district_version set state = 'rejected' where state = 'proposed'")
  const { cookie } = (await desk.tab('a.timm')).owner
  const text = districtText((file) => void (file.district.name = `Landkreis ${uuidv7()}`))
  const answer = await desk.sendText('/api/district/proposals?note=x', text, {
    cookie,
    'content-type': 'text/plain',
  })
  const { seq, sha256 } = ((await answer.json()) as DistrictView).proposal!
  return { proposal: seq, sha256 }
}
const none = { consultation: unknown as ConsultationId }

const seendorf = 'seendorf-1' as CounterId
const doemzow = 'doemzow-1' as CounterId
/** The screen of the counter in Seendorf shows nothing. */
async function resting(): Promise<void> {
  await brandt.do(commands.changeCitizen, { counter: seendorf })
  await screen.do(commands.wipedSeat, { storages: 0, databases: 0, caches: 0 })
}

/** A citizen at home who has used the invitation and waits. */
async function waiting() {
  const { id } = await open([wohnsitz])
  const made = await brandt.do(commands.createInvitation, { case: id })
  const guest = await (await desk.redeem(made.code, 'Petra Wendt')).tab()
  // Invited, registered, connected: the last of it is told after the connection stands.
  const told = `select count(*)::int as n from event where stream = 'case/${id}' and type = 'guests.changed'`
  await expect.poll(async () => (await desk.sql(told))[0]?.['n']).toBe(3)
  return { guest, place: { case: id, invitation: made.id } }
}
/** Somebody who was asked to interpret, with a citizen who agrees, and waits. */
async function interpreting() {
  const { id } = await open([wohnsitz])
  await brandt.do(commands.giveConsent, { case: id, scopes: ['interpreter'], how: 'spoken' })
  const wish = { case: id, language: 'tr', who: 'Sprachmittlung' } as const
  const made = await brandt.do(commands.inviteInterpreter, wish)
  const by = await (await desk.interpret(made.code, 'Elif Aydın')).tab()
  // Asked, registered, connected: the last of it is told after the connection stands.
  const told = `select count(*)::int as n from event where stream = 'case/${id}' and type = 'interpreters.changed'`
  await expect.poll(async () => (await desk.sql(told))[0]?.['n']).toBe(3)
  return { by, place: { case: id, interpreter: made.id } }
}
/** The same in the talk of a case in which a specialist has said yes. */
async function interpretedTable() {
  const { case: id, consultation } = await talking()
  await brandt.do(commands.giveConsent, { case: id, scopes: ['audio', 'interpreter'], how: 'spoken' })
  const wish = { case: id, language: 'tr', who: 'Sprachmittlung' } as const
  const made = await brandt.do(commands.inviteInterpreter, wish)
  const by = await (await desk.interpret(made.code, 'Elif Aydın')).tab()
  await brandt.do(commands.admitInterpreter, { case: id, interpreter: made.id })
  return { by, consultation }
}
/** The same at the table. */
async function admitted() {
  const now = await waiting()
  await brandt.do(commands.admitGuest, now.place)
  return now
}

/** Somebody at the terminal asks for help, and nobody has taken it. */
async function helpAsked(): Promise<HelpId> {
  await terminal.do(commands.wipedSeat, { storages: 0, databases: 0, caches: 0 })
  const { id } = await terminal.do(commands.askHelp, {})
  await terminal.do(commands.endHelp, { help: id })
  return (await terminal.do(commands.askHelp, {})).id
}
async function helpTaken(): Promise<HelpId> {
  const help = await helpAsked()
  await wolf.do(commands.takeHelp, { help })
  return help
}
/** Nobody came in time. */
async function helpAlone(): Promise<HelpId> {
  const help = await helpAsked()
  await desk.clock.advance(46_000)
  await expect
    .poll(async () => (await terminal.do(commands.viewSeat, {})).terminal?.help?.state)
    .toBe('unanswered')
  return help
}
async function callWanted(): Promise<HelpId> {
  const help = await helpAlone()
  await terminal.do(commands.wantCall, { help, name: 'Petra Wendt', phone: '030 5550 1234' })
  return help
}

const drawn = async () => (await brandt.do(commands.drawTicket, {})).id
async function calledTicket() {
  const ticket = await drawn()
  await brandt.do(commands.callTicket, { ticket })
  return ticket
}

/** Every decision of the wire: how it is reached for good. */
const stages: Record<string, () => Promise<Stage>> = {
  'invitation:create': async () => {
    const { id } = await open()
    const at = '2026-03-05T09:30:00Z'
    return { by: brandt, body: { case: id }, other: { case: id, at } }
  },
  'invitation:move': async () => {
    const { place } = await waiting()
    const at = (day: number) => ({ ...place, at: `2026-03-0${day}T09:30:00Z` })
    return { by: brandt, body: at(4), other: at(5) }
  },
  'invitation:revoke': async () => {
    const { place } = await waiting()
    return { by: brandt, body: place, other: (await waiting()).place }
  },
  'guest:admit': async () => ({
    by: brandt,
    body: (await waiting()).place,
    other: (await waiting()).place,
  }),
  'guest:remove': async () => {
    const { place } = await admitted()
    return { by: brandt, body: place, other: { ...place, sentence: 'Bis morgen.' } }
  },
  'guest:ask': async () => ({
    by: brandt,
    body: (await admitted()).place,
    other: (await admitted()).place,
  }),
  'guest:sign': async () => {
    const { case: id, caseService, document } = await signable()
    const made = await brandt.do(commands.createInvitation, { case: id })
    await desk.redeem(made.code, 'Petra Wendt')
    const place = { case: id, invitation: made.id }
    await brandt.do(commands.admitGuest, place)
    const papers = [{ caseService, document }]
    return { by: brandt, body: { ...place, papers }, other: { ...place, papers: [] } }
  },
  'guest:lead': async () => {
    const { place } = await admitted()
    const wish = (step: string) => ({ ...place, step })
    return { by: brandt, body: wish('unterlagen'), other: wish('gebuehr') }
  },
  'guest:write': async () => {
    const { place } = await waiting()
    return { by: brandt, body: { ...place, text: 'Gleich.' }, other: { ...place, text: 'Später.' } }
  },
  'interpreter:invite': async () => {
    const { id } = await open()
    const wish = (language: string) => ({ case: id, language, who: 'Sprachmittlung' })
    return { by: brandt, body: wish('tr'), other: wish('ar') }
  },
  'interpreter:revoke': async () => ({
    by: brandt,
    body: (await interpreting()).place,
    other: (await interpreting()).place,
  }),
  'interpreter:admit': async () => ({
    by: brandt,
    body: (await interpreting()).place,
    other: (await interpreting()).place,
  }),
  'interpreter:remove': async () => {
    const { place } = await interpreting()
    return { by: brandt, body: place, other: { ...place, sentence: 'Danke.' } }
  },
  'interpreter:write': async () => {
    const { place } = await interpreting()
    return { by: brandt, body: { ...place, text: 'Gleich.' }, other: { ...place, text: 'Später.' } }
  },
  'interpreting:write': async () => {
    const { by } = await interpreting()
    return { by, body: { text: 'Guten Tag' }, other: { text: 'Hallo' } }
  },
  'interpreting:sit': async () => {
    const { by, consultation } = await interpretedTable()
    return { by, body: { consultation }, other: none }
  },
  'seat:write': async () => {
    const { guest } = await waiting()
    return { by: guest, body: { text: 'Guten Tag' }, other: { text: 'Hallo' } }
  },
  'seat:wish': async () => {
    const { guest } = await waiting()
    return { by: guest, body: { note: 'morgens' }, other: { note: 'abends' } }
  },
  'screen:unpair': async () => {
    await desk.colleagueKeeps(seendorf)
    await desk.pair(brandt.owner, 'seendorf-2')
    return { by: brandt, body: { counter: 'seendorf-2' }, other: { counter: doemzow } }
  },
  'screen:share': async () => {
    await resting()
    const { id } = await open()
    return {
      by: brandt,
      body: { counter: seendorf, case: id },
      other: { counter: doemzow, case: id },
    }
  },
  'screen:change': async () => ({ by: brandt, body: { counter: seendorf }, other: { counter: doemzow } }),
  'screen:blank': async () => {
    const wish = (show: string) => ({ counter: seendorf, show })
    return { by: brandt, body: wish('nothing'), other: wish('case') }
  },
  'screen:ask': async () => {
    await resting()
    const { id } = await open()
    await brandt.do(commands.shareCase, { counter: seendorf, case: id })
    return { by: brandt, body: { counter: seendorf }, other: { counter: doemzow } }
  },
  'screen:sign': async () => {
    await resting()
    const { case: id, caseService, document } = await signable()
    await brandt.do(commands.shareCase, { counter: seendorf, case: id })
    const papers = [{ caseService, document }]
    return { by: brandt, body: { counter: seendorf, papers }, other: { counter: seendorf, papers: [] } }
  },
  'seat:way': async () => {
    await resting()
    const { id } = await open()
    await brandt.do(commands.shareCase, { counter: seendorf, case: id })
    await screen.do(commands.refuseConsent, { case: id, scopes: ['video', 'audio', 'file'] })
    return { by: screen, body: { way: 'written' }, other: { way: 'appointment' } }
  },
  'seat:look': async () => {
    await resting()
    const { id } = await open()
    await brandt.do(commands.shareCase, { counter: seendorf, case: id })
    const wish = { case: id, pages: ['/9j/4AAQSkZJRgABAQ=='] }
    const shown = await brandt.owner.ask(`/api/counters/${seendorf}/look`, 'POST', wish)
    const { look } = (await shown.json()) as { look: string }
    return { by: screen, body: { look, says: 'yes' }, other: { look, says: 'no' } }
  },
  'seat:pen': async () => ({ by: screen, body: { phase: 'reading' }, other: { phase: 'writing' } }),
  'seat:sit': async () => ({ by: screen, body: { consultation: await onScreen() }, other: none }),
  'seat:confide': async () => {
    const consultation = await seated()
    return { by: screen, body: { consultation, wish: 'alone' }, other: { consultation, wish: 'back' } }
  },
  'consultation:voice': async () => {
    const wish = (consultation: string, to: string) => ({ consultation, to })
    const id = await seated()
    return { by: brandt, body: wish(id, 'screen'), other: wish(id, 'desk'), revised: true }
  },
  'consultation:confide': async () => {
    const consultation = await seated()
    const wish = (turn: string) => ({ consultation, turn })
    return { by: brandt, body: wish('begin'), other: wish('end'), revised: true }
  },
  'screen:lead': async () => {
    const wish = (step: string) => ({ counter: seendorf, step })
    return { by: brandt, body: wish('unterlagen'), other: wish('gebuehr') }
  },
  'terminal:begin': async () => {
    await terminal.do(commands.endVisit, { why: 'person' })
    await terminal.do(commands.wipedSeat, { storages: 0, databases: 0, caches: 0 })
    const wish = (service: ServiceId) => ({ services: [service], citizen: { name: 'Petra Wendt' } })
    return { by: terminal, body: wish(wohnsitz), other: wish(kfz) }
  },
  'queue:draw': async () => ({
    by: brandt,
    body: { name: 'Petra Wendt' },
    other: { name: 'Jonas Petersen' },
  }),
  'queue:call': async () => ({
    by: brandt,
    body: { ticket: await drawn() },
    other: { ticket: await drawn() },
  }),
  'queue:return': async () => ({
    by: brandt,
    body: { ticket: await calledTicket() },
    other: { ticket: unknown },
  }),
  'queue:end': async () => {
    const ticket = await drawn()
    return { by: brandt, body: { ticket, why: 'served' }, other: { ticket, why: 'absent' } }
  },
  'help:ask': async () => ({ by: terminal, body: { about: 'Umzug' }, other: { about: 'Hund' } }),
  'help:take': async () => ({ by: wolf, body: { help: await helpAsked() }, other: { help: unknown } }),
  'help:say': async () => {
    const wish = { help: await helpAsked(), text: 'Wo finde ich das?' }
    return { by: terminal, body: wish, other: { ...wish, text: 'Anders' } }
  },
  'help:end': async () => ({ by: terminal, body: { help: await helpAsked() }, other: { help: unknown } }),
  'help:way': async () => {
    const help = await helpTaken()
    return { by: terminal, body: { help, way: 'video' }, other: { help, way: 'audio' } }
  },
  'help:callback': async () => {
    const wish = { help: await helpAlone(), name: 'Petra Wendt', phone: '030 5550 1234' }
    return { by: terminal, body: wish, other: { ...wish, phone: '030 5550 9999' } }
  },
  'help:called': async () => ({ by: wolf, body: { help: await callWanted() }, other: { help: unknown } }),
  'terminal:end': async () => ({ by: terminal, body: { why: 'person' }, other: { why: 'idle' } }),
  'seat:wiped': async () => {
    const proof = (storages: number) => ({ storages, databases: 0, caches: 0 })
    return { by: screen, body: proof(0), other: proof(1) }
  },
  'case:open': async () => ({ by: brandt, body: { services: [wohnsitz] }, other: { services: [kfz] } }),
  'case:claim': async () => {
    const { id } = await open()
    return { by: brandt, body: { case: id }, other: { case: (await open()).id }, revised: true }
  },
  'case:rename': async () => {
    const { id } = await open()
    const named = (name: string) => ({ case: id, citizen: { name } })
    return { by: brandt, body: named('Petra Wendt'), other: named('Petra Neumann'), revised: true }
  },
  'case:represent': async () => {
    const { id } = await open()
    const by = (name: string) => ({
      case: id,
      representative: { name, kind: 'vollmacht', proof: 'Vollmacht vom 01.03.2026' },
    })
    return { by: brandt, body: by('Karl Wendt'), other: by('Ida Wendt'), revised: true }
  },
  'service:add': async () => {
    const { id } = await open()
    const added = (service: string) => ({ case: id, service })
    return { by: brandt, body: added('personalausweis'), other: added('reisepass'), revised: true }
  },
  'service:cancel': async () => {
    const { id, services } = await open()
    const gone = (at: number) => ({ case: id, caseService: services[at]!.id, reason: 'doch nicht' })
    return { by: brandt, body: gone(0), other: gone(1), revised: true }
  },
  'consent:give': async () => {
    const { id } = await open()
    const given = (scope: string) => ({ case: id, scopes: [scope], how: 'spoken' })
    return { by: brandt, body: given('file'), other: given('audio') }
  },
  'consent:refuse': async () => {
    const { id } = await open()
    const refused = (scope: string) => ({ case: id, scopes: [scope] })
    return { by: brandt, body: refused('file'), other: refused('audio') }
  },
  'consent:withdraw': async () => {
    const { id } = await open()
    await brandt.do(commands.giveConsent, { case: id, scopes: ['file', 'audio'], how: 'spoken' })
    const withdrawn = (scope: string) => ({ case: id, scopes: [scope] })
    return { by: brandt, body: withdrawn('file'), other: withdrawn('audio') }
  },
  'evidence:follow': async () => {
    const { id, services } = await open()
    const until = new Date(desk.clock.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10)
    const promised = (title: string) => ({ case: id, caseService: services[0]!.id, title, until })
    return { by: brandt, body: promised('ZB I'), other: promised('SEPA-Mandat') }
  },
  'evidence:attest': async () => {
    const { id } = await open()
    const seen = (kind: string) => ({ case: id, kind })
    return { by: brandt, body: seen('reisepass'), other: seen('other') }
  },
  'evidence:withdraw': async () => {
    const { id } = await open()
    const { id: evidence } = await brandt.do(commands.attestEvidence, { case: id, kind: 'other' })
    const gone = (reason: string) => ({ case: id, evidence, reason })
    return { by: brandt, body: gone('verwechselt'), other: gone('doppelt') }
  },
  'consultation:request': async () => {
    const { id } = await open()
    const asked = (question: string) => ({ case: id, service: kfz, question })
    return { by: brandt, body: asked('Was nun?'), other: asked('Und jetzt?'), revised: true }
  },
  'consultation:accept': async () => {
    const { consultation } = await rung()
    return { by: kessler, body: { consultation }, other: none, revised: true }
  },
  'consultation:decline': async () => {
    const { consultation } = await rung()
    return { by: kessler, body: { consultation }, other: { consultation, reason: 'busy' }, revised: true }
  },
  'consultation:cancel': async () => {
    const { consultation } = await rung()
    return { by: brandt, body: { consultation }, other: none, revised: true }
  },
  'consultation:wait': async () => {
    const { consultation } = await exhausted()
    return { by: brandt, body: { consultation }, other: none, revised: true }
  },
  'consultation:write': async () => {
    const { consultation } = await exhausted()
    return { by: brandt, body: { consultation }, other: none, revised: true }
  },
  'consultation:answer': async () => {
    const { consultation } = await exhausted()
    await brandt.do(commands.write, { consultation })
    const answer = (text: string) => ({ consultation, text })
    return { by: kessler, body: answer('Die eVB genügt.'), other: answer('Nein.'), revised: true }
  },
  'callback:book': async () => {
    const { consultation } = await exhausted()
    const { slots } = await brandt.do(commands.slots, { consultation })
    const booked = (at: number) => ({ consultation, from: slots[at]!.from, person: slots[at]!.person })
    return { by: brandt, body: booked(0), other: booked(1), revised: true }
  },
  'callback:done': async () => {
    const { consultation } = await exhausted()
    const { slots } = await brandt.do(commands.slots, { consultation })
    const { from, person } = slots[0]!
    const { id } = await brandt.do(commands.book, { consultation, from, person })
    return { by: kessler, body: { callback: id }, other: { callback: unknown } }
  },
  'consultation:join': async () => {
    const { consultation } = await talking()
    return { by: kessler, body: { consultation }, other: none }
  },
  'consultation:leave': async () => {
    const { consultation } = await talking()
    return { by: kessler, body: { consultation }, other: none, revised: true }
  },
  'consultation:connect': async () => {
    const { consultation } = await rung({ pretalk: true })
    await kessler.do(commands.accept, { consultation })
    return { by: kessler, body: { consultation }, other: none, revised: true }
  },
  'consultation:consent': async () => {
    const wohngeld = 'wohngeld' as ServiceId
    const { id } = await open([kfz, wohngeld])
    await brandt.do(commands.giveConsent, { case: id, scopes: ['audio', 'file'], how: 'spoken' })
    const talk = await brandt.do(commands.request, { case: id, service: kfz, question: 'Was nun?' })
    await kessler.do(commands.accept, { consultation: talk.id })
    const more = { case: id, service: wohngeld, question: 'Und Wohngeld?', joins: talk.id }
    const { id: consultation } = await brandt.do(commands.request, more)
    const saying = (answer: string) => ({ consultation, answer })
    return { by: brandt, body: saying('given'), other: saying('refused'), revised: true }
  },
  'consultation:observe': async () => {
    const now = await talking()
    await brandt.do(commands.giveConsent, { case: now.case, scopes: ['trainee'], how: 'spoken' })
    const along = (person: string) => ({ consultation: now.consultation, person })
    return { by: kessler, body: along(sahin.owner.id), other: along(unknown), revised: true }
  },
  'consultation:hold': async () => {
    const { consultation } = await talking()
    return { by: kessler, body: { consultation }, other: none, revised: true }
  },
  'consultation:resume': async () => {
    const { consultation } = await talking()
    await kessler.do(commands.hold, { consultation })
    return { by: kessler, body: { consultation }, other: none, revised: true }
  },
  'consultation:end': async () => {
    const { consultation } = await talking()
    return { by: brandt, body: { consultation }, other: none, revised: true }
  },
  'consultation:close': async () => {
    const { consultation } = await talking()
    await brandt.do(commands.end, { consultation })
    const closed = (outcome: string) => ({ consultation, outcome })
    return { by: kessler, body: closed('solved'), other: closed('partly'), revised: true }
  },
  'precheck:run': async () => {
    const { id, services } = await open()
    const run = (at: number) => ({ case: id, caseService: services[at]!.id })
    return { by: brandt, body: run(0), other: run(1) }
  },
  'finding:decide': async () => {
    const { case: id } = await talking()
    const added = await brandt.do(commands.addService, { case: id, service: umschreibung })
    const caseService = added.services.find(({ service }) => service === umschreibung)!.id
    const answer = (decision: string) => ({
      case: id,
      caseService,
      requirement: 'hu',
      decision,
      text: 'Termin zur Untersuchung liegt vor',
      source: '§ 29 StVZO',
    })
    return { by: kessler, body: answer('accept'), other: answer('refuse') }
  },
  'signoff:give': async () => {
    const place = await unruled()
    const hash = sealed(snapshotOf({ ...place, service: neuzulassung }, noValues, [])).hash
    return { by: kessler, body: { ...place, hash }, other: { ...place, hash, note: 'geprüft' } }
  },
  'signoff:withdraw': async () => {
    const place = await unruled()
    const hash = sealed(snapshotOf({ ...place, service: neuzulassung }, noValues, [])).hash
    await kessler.do(commands.giveSignOff, { ...place, hash })
    return { by: kessler, body: { ...place, reason: 'verlesen' }, other: { ...place, reason: 'Irrtum' } }
  },
  'confirmation:note': async () => {
    const { id, services } = await open()
    const { schema } = await brandt.do(commands.readForm, { service: kfz })
    const form = formOf(schema!)
    const confirmed = (block: string) => {
      const hash = blockHash(form, block, noValues)
      return { case: id, caseService: services[1]!.id, block, hash, how: 'spoken' }
    }
    const [first, second] = form.sections
    return { by: brandt, body: confirmed(first!.id), other: confirmed(second!.id) }
  },
  'sealed:put': async () => {
    const { id, services } = await open()
    const typed = (value: string) => ({
      case: id,
      caseService: services[1]!.id,
      field: 'sepa.iban',
      value,
    })
    return { by: brandt, body: typed('DE89370400440532013000'), other: typed('DE02120300000000202051') }
  },
  'signature:add': async () => {
    const place = await signable()
    const witness = (signer: string) => ({ ...place, signer, unable: 'Hand verletzt' })
    return { by: brandt, body: witness('Petra Wendt'), other: witness('Paul Wendt') }
  },
  'signature:refuse': async () => {
    const place = await signable()
    return { by: brandt, body: { ...place, reason: 'nein' }, other: { ...place, reason: 'später' } }
  },
  'fee:fix': async () => {
    const now = await costing()
    const [line] = now.lines
    const free = { case: now.case, lines: [{ caseService: line!.caseService, exempt: 'Ehrenamt' }] }
    return { by: brandt, body: now, other: free, revised: true }
  },
  'fee:settle': async () => {
    const now = await costing()
    await brandt.do(commands.fixFee, now)
    return { by: brandt, body: cash(now.case), other: cash(now.case, 5000), revised: true }
  },
  'fee:reconcile': async () => {
    const cleared = (payment: PaymentId) => ({ payment, result: 'not_paid', reason: 'kein Beleg' })
    return { by: brandt, body: cleared(await unclear()), other: cleared(await paid()), revised: true }
  },
  'fee:refund': async () => {
    const back = (payment: PaymentId) => ({ payment, reason: 'doppelt' })
    return { by: brandt, body: back(await paid()), other: back(await paid()), revised: true }
  },
  'slip:issue': async () => {
    const { id } = await open()
    return { by: brandt, body: { case: id }, other: { case: id, note: 'Zimmer 104' } }
  },
  'slip:revoke': async () => {
    const { id } = await open()
    await brandt.do(commands.issueSlip, { case: id })
    return { by: brandt, body: { case: id, reason: 'verloren' }, other: { case: id, reason: 'gestohlen' } }
  },
  'audit:search': async () => ({ by: paulsen, body: {}, other: { group: 'trail' } }),
  'audit:verify': async () => ({
    by: paulsen,
    body: {},
    other: { anchor: { seq: 1, hash: '0'.repeat(64) } },
  }),
  'case:handover': async () => {
    const ready = await readyCase(desk, brandt)
    const give = (at: number) => ({ case: ready.case, services: [ready.ids[at]] })
    const settled = () =>
      brandt.hears(
        'handover.changed',
        ({ body }) =>
          body.handovers.case === ready.case && body.handovers.handovers[0]?.state === 'delivered',
      )
    return { by: brandt, body: give(0), other: give(1), revised: true, settled }
  },
  'handover:answer': async () => {
    const { handover, caseService, case: id } = await handed()
    const questions = [{ caseService, field: 'fin', text: 'Stimmt die Nummer?' }]
    const asked = await kessler.do(commands.respond, { handover, response: 'query', questions })
    const answer = (text: string) => ({ case: id, question: asked.questions[0]!.id, text })
    return { by: brandt, body: answer('Ja.'), other: answer('Nein.') }
  },
  'handover:respond': async () => {
    const { handover, number } = await handed()
    const rejected = { response: 'rejected', reason: 'stillgelegt', remedy: 'Widerspruch' }
    const body = { handover, response: 'complete' }
    // Nothing is left to do: the case closes and is sealed.
    return { by: kessler, body, other: { handover, ...rejected }, settled: () => sealedNow(number) }
  },
  'inbox:open': async () => {
    const { handover } = await handed()
    return { by: kessler, body: { handover }, other: { handover: unknown } }
  },
  'service:pause': async () => {
    const { id, services } = await open()
    const rest = (reason: string) => ({ case: id, caseService: services[0]!.id, reason })
    return { by: brandt, body: rest('callback'), other: rest('missing_evidence'), revised: true }
  },
  'service:resume': async () => {
    const { id, services } = await open()
    const place = (at: number) => ({ case: id, caseService: services[at]!.id })
    await brandt.do(commands.pauseService, { ...place(0), reason: 'callback' })
    return { by: brandt, body: place(0), other: place(1) }
  },
  'case:close': async () => {
    const [one, two] = [await ended(), await ended()]
    const settled = () => sealedNow(one.number)
    return { by: brandt, body: { case: one.id }, other: { case: two.id }, revised: true, settled }
  },
  'retention:propose': async () => {
    await desk.sql("update deletion_run set state = 'rejected' where state = 'proposed'")
    return { by: arndt, body: { numbers: [await retained()] }, other: { numbers: [await retained()] } }
  },
  'barrier:answer': async () => {
    const wish = { place: 'status', text: 'Die Schrift ist zu klein.', language: 'de' }
    expect((await desk.send('/api/barriers', 'POST', wish)).status).toBe(201)
    const { reports } = await kranz.do(commands.listBarriers, {})
    const report = reports.find(({ answered }) => answered === null)!.id
    return { by: kranz, body: { report, text: 'größer gestellt' }, other: { report, text: 'anders' } }
  },
  'retention:release': async () => ({ by: kranz, body: { run: await proposed() }, other: { run: unknown } }),
  'retention:reject': async () => {
    const run = await proposed()
    return { by: kranz, body: { run, reason: 'zu früh' }, other: { run, reason: 'zu spät' } }
  },
  'district:release': async () => {
    const body = await versionProposed()
    return { by: kranz, body, other: { ...body, sha256: '0'.repeat(64) } }
  },
  'district:reject': async () => {
    const { proposal } = await versionProposed()
    return { by: kranz, body: { proposal, reason: 'x' }, other: { proposal, reason: 'y' } }
  },
  'retention:hold': async () => {
    const number = await retained()
    return { by: arndt, body: { number, reason: 'Klage' }, other: { number, reason: 'Prüfung' } }
  },
  'retention:lift': async () => {
    const number = await retained()
    await arndt.do(commands.holdCase, { number, reason: 'Klage' })
    return { by: kranz, body: { number, reason: 'erledigt' }, other: { number, reason: 'doch' } }
  },
  'retention:offered': async () => {
    const number = await retained()
    await desk.sql(
      `update retained_case set services = replace(services, 'wohnsitz-anmelden', 'gewerbe-anmelden') where number = '${number}'`,
    )
    return { by: arndt, body: { number, answer: 'declined' }, other: { number, answer: 'taken' } }
  },
  'presence:set': async () => ({ by: kessler, body: { state: 'away' }, other: { state: 'available' } }),
}

/** Ends whatever still runs, so that the specialist is free for the next stage. */
async function tidy(): Promise<void> {
  const live = await desk.sql(
    "select id, state from consultation where state not in ('closed', 'cancelled', 'callback_booked', 'written_request', 'answered')",
  )
  for (const { id, state } of live as { id: ConsultationId; state: string }[]) {
    if (['ringing', 'exhausted'].includes(state)) await brandt.do(commands.cancel, { consultation: id })
    else {
      if (state !== 'wrapup') await kessler.do(commands.end, { consultation: id })
      await kessler.do(commands.close, { consultation: id, outcome: 'solved' })
    }
  }
  await kessler.do(commands.setPresence, { state: 'available' })
}
afterEach(tidy)

const questions: Record<string, () => Promise<{ by: Tab; body: unknown }>> = {
  'slip:read': async () => ({ by: brandt, body: { case: (await open()).id, language: 'de' } }),
  'access:read': async () => ({ by: brandt, body: { case: (await open()).id } }),
  'audit:state': async () => ({ by: paulsen, body: {} }),
  'case:get': async () => ({ by: brandt, body: { case: (await open()).id } }),
  'case:list': async () => ({ by: brandt, body: { scope: 'office' } }),
  'case:history': async () => ({ by: brandt, body: { case: (await open()).id } }),
  'precheck:get': async () => ({ by: brandt, body: { case: (await open()).id } }),
  'evidence:list': async () => ({ by: brandt, body: { case: (await open()).id } }),
  'catalogue:read': async () => ({ by: brandt, body: {} }),
  'catalogue:form': async () => ({ by: brandt, body: { service: kfz } }),
  'consultation:get': async () => ({ by: brandt, body: { consultation: (await rung()).consultation } }),
  'consultation:list': async () => ({ by: brandt, body: { case: (await rung()).case } }),
  'consultation:findings': async () => ({
    by: brandt,
    body: { consultation: (await rung()).consultation },
  }),
  'consultation:colleagues': async () => ({
    by: brandt,
    body: { consultation: (await talking()).consultation },
  }),
  'consultation:ice': async () => ({ by: brandt, body: { consultation: (await rung()).consultation } }),
  'callback:slots': async () => ({ by: brandt, body: { consultation: (await exhausted()).consultation } }),
  'signature:list': async () => ({ by: brandt, body: { case: (await open()).id } }),
  'guest:list': async () => ({ by: brandt, body: { case: (await waiting()).place.case } }),
  'guest:ice': async () => ({ by: brandt, body: (await admitted()).place }),
  'guest:waiting': async () => ({ by: brandt, body: {} }),
  'interpreter:waiting': async () => ({ by: brandt, body: {} }),
  'interpreter:list': async () => ({ by: brandt, body: { case: (await interpreting()).place.case } }),
  'interpreter:ice': async () => {
    const { place } = await interpreting()
    await brandt.do(commands.admitInterpreter, place)
    return { by: brandt, body: place }
  },
  'interpreting:view': async () => ({ by: (await interpreting()).by, body: {} }),
  'interpreting:ice': async () => {
    const { by, place } = await interpreting()
    await brandt.do(commands.admitInterpreter, place)
    return { by, body: { room: place.interpreter } }
  },
  'screen:list': async () => ({ by: brandt, body: {} }),
  'queue:list': async () => ({ by: brandt, body: {} }),
  'help:list': async () => ({ by: wolf, body: {} }),
  'help:ice': async () => {
    const help = await helpTaken()
    await terminal.do(commands.talkHelp, { help, way: 'video' })
    return { by: wolf, body: { help } }
  },
  'screen:attend': async () => ({ by: brandt, body: { counter: seendorf } }),
  'seat:view': async () => ({ by: screen, body: {} }),
  'seat:stir': async () => ({ by: screen, body: {} }),
  'seat:ice': async () => {
    const consultation = await seated()
    return { by: screen, body: { consultation } }
  },
  'fee:get': async () => ({ by: brandt, body: { case: (await costing()).case } }),
  'fee:day': async () => ({ by: brandt, body: { day: '2026-03-02' } }),
  'handover:list': async () => ({ by: brandt, body: { case: (await open()).id } }),
  'handover:figures': async () => ({ by: await desk.tab('r.paulsen'), body: {} }),
  'inbox:list': async () => ({ by: kessler, body: {} }),
  'inbox:verify': async () => ({ by: kessler, body: { handover: (await handed()).handover } }),
  'service:paused': async () => {
    const { id, number, services } = await open()
    await brandt.do(commands.pauseService, { case: id, caseService: services[1]!.id, reason: 'callback' })
    return { by: await desk.tab('t.wolf'), body: { number } }
  },
  'case:sealed': async () => ({ by: brandt, body: { case: (await open()).id } }),
  'barrier:list': async () => ({ by: kranz, body: {} }),
  'retention:overview': async () => ({ by: kranz, body: {} }),
  'retention:preview': async () => ({ by: kranz, body: {} }),
  'district:read': async () => ({ by: kranz, body: {} }),
  'duty:board': async () => ({ by: brandt, body: {} }),
  'duty:desk': async () => ({ by: kessler, body: {} }),
  'stream:resume': async () => ({ by: brandt, body: { stream: `case/${(await open()).id}`, after: 0 } }),
  'stream:leave': async () => ({ by: brandt, body: { stream: `case/${(await open()).id}` } }),
}

const effects = async () => {
  const [row] = await desk.sql(`select
    (select coalesce(sum(seq), 0) from stream) as events, (select seq from audit_head) as audit,
    (select count(*) from command) as answered, (select count(*) from case_file) as cases,
    (select count(*) from case_service) as services`)
  return row
}

test('[CMD1] the tables of these stories hold every command of the wire', () => {
  const decisions = Object.values(commands).filter(({ kind }) => kind === 'decision')
  const asked = Object.values(commands).filter(({ kind }) => kind === 'question')
  expect(Object.keys(stages).toSorted()).toEqual(decisions.map(({ name }) => name).toSorted())
  expect(Object.keys(questions).toSorted()).toEqual(asked.map(({ name }) => name).toSorted())
})

describe('every decision', () => {
  test.each(Object.keys(stages))(
    '[CMD2] %s: stale is refused without effect, good once, repeated the same answer, another body E_ID_REUSED',
    async (name) => {
      const { by, body, other, revised, settled } = await stages[name]!()
      const id = uuidv7()
      const before = await effects()
      const staleCode = revised ? codeOf(await by.send(name, { id, rev: 99_999, body })) : 'E_STALE_REV'
      expect(staleCode).toBe('E_STALE_REV')
      expect(await effects()).toEqual(before)
      const [first, twin] = await Promise.all([by.send(name, { id, body }), by.send(name, { id, body })])
      expect(said(first)).toBe('ok')
      expect(twin).toEqual(first)
      await settled?.()
      const after = await effects()
      expect(await by.send(name, { id, body })).toEqual(first)
      expect(codeOf(await by.send(name, { id, body: other }))).toBe('E_ID_REUSED')
      expect(codeOf(await by.send(name, { id, rev: 1, body }))).toBe('E_ID_REUSED')
      expect(await effects()).toEqual(after)
    },
  )
})

describe('every question', () => {
  test.each(Object.keys(questions))('[CMD3] %s: answered, and nothing is written', async (name) => {
    const { by, body } = await questions[name]!()
    const before = await effects()
    const reply = await by.send(name, { id: uuidv7(), body })
    expect(said(reply)).toBe('ok')
    expect(await effects()).toEqual(before)
  })
})

/** A body of the right kind for each command, without anything behind it. */
function bodyFor(command: AnyCommand): Record<string, unknown> {
  const properties = (command.body as { properties?: Record<string, unknown> }).properties ?? {}
  const samples: Record<string, unknown> = {
    case: unknown,
    consultation: unknown,
    callback: unknown,
    caseService: unknown,
    person: unknown,
    services: [wohnsitz],
    service: kfz,
    citizen: { name: 'Petra Wendt' },
    reason: 'busy',
    scopes: ['file'],
    how: 'spoken',
    question: 'Was nun?',
    outcome: 'solved',
    from: '2026-03-02T10:00:00.000Z',
    state: 'away',
    lines: [{ caseService: unknown, variant: 'einfach' }],
    method: 'cash',
    total: 2450,
    payment: unknown,
    result: 'paid',
    day: '2026-03-02',
    handover: unknown,
    response: 'complete',
    text: 'Ja.',
    number: 'V-2026-000001',
    stream: `case/${unknown}`,
    run: unknown,
    proposal: 99,
    sha256: '0'.repeat(64),
    document: 'meldeschein',
    hash: '0'.repeat(64),
    signer: 'Petra Wendt',
    numbers: ['V-2026-000001'],
    answer: 'taken',
    invitation: unknown,
    interpreter: unknown,
    language: 'tr',
    who: 'Sprachmittlung',
    room: unknown,
    at: '2026-03-05T09:30:00Z',
    note: 'morgens',
    counter: 'seendorf-1',
    show: 'case',
    step: 'angaben',
    papers: [{ caseService: unknown, document: 'meldeschein' }],
    phase: 'reading',
    way: 'written',
    look: unknown,
    why: 'person',
    to: 'screen',
    turn: 'begin',
    wish: 'alone',
    help: unknown,
    about: 'Umzug',
    says: 'yes',
    storages: 0,
    databases: 0,
    caches: 0,
    field: 'sepa.iban',
    value: 'DE89370400440532013000',
  }
  return Object.fromEntries(
    Object.keys(properties).flatMap((key) => (key in samples ? [[key, samples[key]]] : [])),
  )
}

/** JSON as it stands: an object literal would set the prototype instead of a key. */
const nasty = (text: string): unknown => JSON.parse(text)

describe('every command, malformed', () => {
  const all = Object.values(commands) as AnyCommand[]
  test.each(all.map((command) => [command.name, command] as const))(
    '[T11] %s: missing, extra, wrong and prototype keys are E_SCHEMA, nothing is written, nothing polluted',
    async (name, command) => {
      const good = bodyFor(command)
      // A connection of its own: the budget of commands counts per connection.
      const specialist = ['presence.set', 'consultation.answer'].includes(command.action)
      const by = await (specialist ? kessler : brandt).owner.tab()
      const before = await effects()
      const required = (command.body as { required?: string[] }).required ?? []
      const wrong: unknown[] = [
        ...required.map((key) => Object.fromEntries(Object.entries(good).filter(([each]) => each !== key))),
        ...Object.keys(good).flatMap((key) =>
          [7.5, null, {}, [{}], true].map((value) => ({ ...good, [key]: value })),
        ),
        { ...good, extra: 1 },
        { ...good, toString: 'x' },
        null,
        undefined,
        'text',
        7,
        [],
        [good],
        nasty(`{"__proto__":${JSON.stringify({ ...good, polluted: true })}}`),
        nasty(`{"constructor":{"prototype":{"polluted":true}}}`),
        { ...good, ...(nasty('{"prototype":{"polluted":true}}') as object) },
        Object.assign(nasty(`{"__proto__":{"polluted":true}}`) as object, good),
      ]
      const sound =
        Object.keys(good).length > 0
          ? wrong
          : wrong.filter(
              (each) =>
                typeof each !== 'object' || each === null || Object.getOwnPropertyNames(each).length > 0,
            )
      const replies = await Promise.all(sound.map((body) => by.send(name, { id: uuidv7(), body })))
      expect(replies.map((reply, each) => [codeOf(reply), sound[each]])).toEqual(
        sound.map((body) => ['E_SCHEMA', body]),
      )
      by.close()
      expect(replyKeys()).toEqual([])
      expect(await effects()).toEqual(before)
    },
  )
})

const replyKeys = (): string[] => Object.keys(Object.getPrototypeOf({}) as object)

describe('packets', () => {
  test('[CMD4] odd packets around a good body are E_SCHEMA; unknown commands too; the sentence says what to do', async () => {
    const body = {}
    const odd: unknown[] = [
      undefined,
      null,
      'x',
      7,
      [],
      [uuidv7(), body],
      {},
      { body },
      { id: 7, body },
      { id: 'no-uuid', body },
      { id: uuidv7().toUpperCase(), body },
      { id: uuidv7(), rev: -1, body },
      { id: uuidv7(), rev: 1.5, body },
      { id: uuidv7(), rev: '1', body },
      { id: uuidv7(), body, more: 1 },
      nasty(`{"id":"${uuidv7()}","body":{},"__proto__":{"x":1}}`),
      { id: uuidv7(), body: Array.from({ length: 20 }).reduce<unknown>((inner) => [inner], {}) },
    ]
    for (const each of odd) {
      expect([each, said(await brandt.send('duty:board', each))]).toEqual([
        each,
        'E_SCHEMA Die Anfrage war unvollständig oder falsch aufgebaut. Bitte die Seite neu laden und noch einmal versuchen.',
      ])
    }
    for (const name of [
      'case:destroy',
      'constructor',
      '__proto__',
      'toString',
      '',
      'event',
      'x'.repeat(5_000),
    ]) {
      expect(said(await brandt.send(name, { id: uuidv7(), body }))).toBe(
        'E_SCHEMA Diese Funktion kennt der Server nicht. Bitte die Seite neu laden.',
      )
    }
    expect(await desk.metrics()).not.toContain('destroy')
  })

  test('[CMD5] a packet without an ack is counted and changes nothing; the connection lives on', async () => {
    const before = await desk.counted('lotse_malformed_packets_total', 'socket')
    const effect = await effects()
    brandt.socket.emit('case:open', { id: uuidv7(), body: { services: [wohnsitz] } })
    brandt.socket.emit('case:open')
    brandt.socket.emit('signal', { consultation: 'x' })
    await expect.poll(() => desk.counted('lotse_malformed_packets_total', 'socket')).toBe(before + 2)
    expect(await desk.counted('lotse_malformed_packets_total', 'signal')).toBeGreaterThan(0)
    expect(await effects()).toEqual(effect)
    expect(codeOf(await brandt.ask(commands.listCases, {}))).toBe('ok')
  })

  test('[CMD6] a packet of 70 KiB ends its connection alone and is counted', async () => {
    const other = await desk.tab('k.lorenz')
    const before = await desk.counted('lotse_malformed_packets_total', 'socket')
    other.socket.emit(
      'case:open',
      { id: uuidv7(), body: { services: ['x'.repeat(70 * 1024)] } },
      () => undefined,
    )
    expect(await other.ended).toMatch(/^transport/)
    await expect.poll(() => desk.counted('lotse_malformed_packets_total', 'socket')).toBe(before + 1)
    expect(codeOf(await brandt.ask(commands.listCases, {}))).toBe('ok')
    const polling = io(desk.url, { transports: ['polling'], reconnection: false })
    expect(
      await new Promise((resolve) => polling.once('connect_error', (error) => resolve(error.message))),
    ).toMatch(/xhr poll error/)
  })

  test('[CMD7] a loop runs into E_RATE, which says to wait and may be tried again; others are not slowed', async () => {
    const loop = await desk.tab('j.brandt')
    const replies = await Promise.all(Array.from({ length: 200 }, () => loop.ask(commands.listCases, {})))
    const limited = replies.filter((reply) => !reply.ok)
    expect(limited).toHaveLength(80)
    expect(limited[0]).toEqual({
      ok: false,
      code: 'E_RATE',
      retry: true,
      message: 'Zu viele Anfragen in kurzer Zeit. Bitte einen Augenblick warten.',
    })
    expect(codeOf(await brandt.ask(commands.listCases, {}))).toBe('ok')
    loop.close()
  })
})
