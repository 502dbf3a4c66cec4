import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { commands } from '#shared/contract/wire.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import type { Form } from '#shared/model/forms/form.ts'
import { valuesFrom } from '#shared/model/forms/values.ts'
import type { CaseId, CaseServiceId, ServiceId } from '#shared/model/ids.ts'
import { blockHash } from '#shared/model/precheck/block.ts'
import { sealed, snapshotOf, type ServiceSnapshot, type SnapshotPaper } from '#shared/model/snapshot.ts'
import type { RawClient } from '#tests/support/raw-client.ts'
import { pdf, upload } from '../evidence/papers.ts'
import { codeOf, said, WireDesk, type Tab } from '../gateway/wire-desk.ts'

const kfz = 'kfz-ummeldung' as ServiceId

let desk: WireDesk
let brandt: Tab
let kessler: Tab
let form: Form
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.tab('j.brandt')
  kessler = await desk.tab('u.kessler')
  const { schema } = await brandt.do(commands.readForm, { service: kfz })
  form = formOf(schema!)
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

interface Table {
  readonly case: CaseId
  readonly caseService: CaseServiceId
  readonly document: RawClient
  readonly answers: () => Y.Map<unknown>
  /** `papers`: what the Unterlagen hold; without any that is asked for nothing. */
  readonly hash: (papers?: readonly SnapshotPaper[]) => string
  readonly block: (section: string) => string
  /** Types and waits until it is stored. */
  readonly fill: (values: Readonly<Record<string, string | boolean>>) => Promise<void>
  readonly leave: () => Promise<void>
}

/** A case with the vehicle's form filled in, the specialist at the table with the file open. */
async function table(): Promise<Table> {
  await kessler.do(commands.setPresence, { state: 'available' })
  const opened = await brandt.do(commands.openCase, { services: [kfz], citizen: { name: 'Petra Wendt' } })
  const caseService = opened.services[0]!.id
  await brandt.do(commands.giveConsent, { case: opened.id, scopes: ['file', 'audio'], how: 'spoken' })
  const asked = await brandt.do(commands.request, { case: opened.id, service: kfz, question: 'ZB II?' })
  await kessler.do(commands.accept, { consultation: asked.id })
  const document = await (await brandt.owner.document(`${opened.id}.shared.1`)).sync()
  /** Sync frames counted by both sides: the answer to the server's question was the first. */
  let sent = 1
  const answers = () => document.doc.getMap<Y.Map<unknown>>('forms').get(caseService)!
  const values = () => valuesFrom(form, answers().toJSON())
  const fill: Table['fill'] = async (typed) => {
    sent += 1
    document.update(() => {
      for (const [path, value] of Object.entries(typed)) {
        const text = answers().get(path)
        if (!(text instanceof Y.Text)) answers().set(path, value)
        else {
          text.delete(0, text.length)
          text.insert(0, String(value))
        }
      }
    })
    await document.until('durable', ({ n }) => n >= sent)
  }
  const place = { case: opened.id, caseService }
  await fill({
    'halter.familienname': 'Wendt',
    'halter.vornamen': 'Petra',
    'halter.geburtsdatum': '1979-05-04',
    'anschrift.strasse': 'Seestraße',
    'anschrift.hausnummer': '12',
    'anschrift.plz': '19288',
    'anschrift.ort': 'Seendorf',
    fin: 'WVWZZZ1KZ8W214355',
    huBis: '05/2027',
    kennzeichenAlt: 'NMK-PW 417',
    kennzeichenNeu: 'beibehalten',
    zb2Verbleib: 'liegt bei Bank oder Leasinggeber',
    finanzierer: 'Lindebank',
    'sepa.iban': 'DE89370400440532013000',
    'sepa.kontoinhaber': 'Petra Wendt',
    'sepa.unterschrift': 'ja',
  })
  return {
    ...place,
    document,
    answers,
    hash: (papers = []) => sealed(snapshotOf({ ...place, service: kfz }, values(), papers)).hash,
    block: (section) => blockHash(form, section, values())!,
    fill,
    async leave() {
      await document.close()
      await brandt.do(commands.end, { consultation: asked.id })
      await kessler.do(commands.close, { consultation: asked.id, outcome: 'solved' })
    },
  }
}

const place = ({ case: id, caseService }: Table) => ({ case: id, caseService })
const bank = {
  requirement: 'zb2',
  decision: 'accept' as const,
  text: 'Bank hat der Ummeldung zugestimmt',
  source: '§ 13 FZV',
}
const rowOf = (view: Awaited<ReturnType<typeof run>>, id: string) =>
  view.services[0]?.run?.rows.find(({ requirement }) => requirement.id === id)
const run = (at: Table) => brandt.do(commands.runPrecheck, { ...place(at), hash: at.hash() })
const stateOf = async (at: Table) => (await brandt.do(commands.getCase, { case: at.case })).services[0]?.state

test('[PRECHECK4] the specialist decides over the bank’s ZB II; the decision counts until the answer is another one', async () => {
  const at = await table()
  const first = await run(at)
  expect(first.services[0]?.run?.rows.filter(({ colour }) => colour === 'red')).toEqual([])
  expect(rowOf(first, 'zb2')).toMatchObject({ state: 'discretion', colour: 'amber' })
  expect(await stateOf(at)).toBe('prechecked')
  expect(codeOf(await brandt.ask(commands.decideFinding, { ...place(at), ...bank }))).toBe('E_FORBIDDEN')
  expect(
    said(await kessler.ask(commands.decideFinding, { ...place(at), ...bank, requirement: 'angaben' })),
  ).toMatch(/^E_STATE „Angaben vollständig“ ist schon erfüllt/)
  await kessler.do(commands.decideFinding, { ...place(at), ...bank })
  expect(rowOf(await run(at), 'zb2')).toMatchObject({ state: 'decided', colour: 'green' })

  await at.fill({ 'anschrift.hausnummer': '12a' })
  expect(rowOf(await run(at), 'zb2')).toMatchObject({ state: 'decided' })
  await at.fill({ zb2Verbleib: 'liegt vor' })
  expect(rowOf(await run(at), 'zb2')).toMatchObject({ state: 'met', decision: null })
  await at.leave()
})

test('[PRECHECK5] a sign-off over other content, with open or red findings, or without the right is refused with a sentence', async () => {
  const at = await table()
  const give = (hash = at.hash()) => kessler.ask(commands.giveSignOff, { ...place(at), hash })
  expect(said(await give())).toMatch(/^E_STATE Vor der Freigabe ist noch über 1 Befund/)
  await kessler.do(commands.decideFinding, { ...place(at), ...bank })
  const seen = at.hash()
  await at.fill({ fin: '' })
  expect(codeOf(await give(seen))).toBe('E_STALE_DOCUMENT')
  expect(said(await give())).toMatch(/^E_STATE Die Vorprüfung ist rot/)
  await at.fill({ fin: 'WVWZZZ1KZ8W214355' })
  expect(codeOf(await brandt.ask(commands.giveSignOff, { ...place(at), hash: at.hash() }))).toBe(
    'E_FORBIDDEN',
  )
  const given = await kessler.do(commands.giveSignOff, { ...place(at), hash: at.hash() })
  expect(given.services[0]?.signOff).toMatchObject({ hash: at.hash(), byName: 'Uwe Kessler', voidAt: null })
  expect(await stateOf(at)).toBe('signed_off')
  expect(codeOf(await give())).toBe('E_STATE')
  const [row] = await desk.sql('select body, hash from snapshot where case_service = $1', [at.caseService])
  expect(sealed(JSON.parse(String(row?.['body'])) as never).hash).toBe(row?.['hash'])
  await at.leave()
})

test('[PRECHECK6] a change after the sign-off voids it, says what changed and leads back to collecting', async () => {
  const at = await table()
  await kessler.do(commands.decideFinding, { ...place(at), ...bank })
  await kessler.do(commands.giveSignOff, { ...place(at), hash: at.hash() })
  await desk.clock.advance(1_000)
  expect(await stateOf(at)).toBe('signed_off')

  await at.fill({ 'anschrift.hausnummer': '12a' })
  await desk.clock.advance(1_000)
  const told = await brandt.hears('precheck.changed', ({ body }) => {
    const { case: id, services } = body.precheck
    return id === at.case && services[0]?.signOff?.voidWhy === 'changed'
  })
  expect(told.body.precheck.services[0]?.signOff?.changed).toEqual(['anschrift.hausnummer'])
  await brandt.hears(
    'case.changed',
    ({ body }) => body.case?.id === at.case && body.case.services[0]?.state === 'collecting',
  )
  expect(await stateOf(at)).toBe('collecting')
  const rows = await desk.audit()
  expect(rows.filter(({ action }) => action === 'signoff.void').length).toBeGreaterThan(0)
  await at.leave()
})

test('[PRECHECK7] a confirmed block shows as unconfirmed after a change, and other content cannot be confirmed', async () => {
  const at = await table()
  const section = form.sections.find(({ fields }) => fields.some(({ path }) => path === 'huBis'))!.id
  const seen = at.block(section)
  const note = (hash: string) =>
    brandt.ask(commands.confirmBlock, { ...place(at), block: section, hash, how: 'spoken' })
  const noted = await note(seen)
  expect(noted.ok && noted.value.services[0]?.confirmations).toMatchObject([{ block: section, hash: seen }])
  await at.fill({ huBis: '06/2027' })
  expect(at.block(section)).not.toBe(seen)
  expect(codeOf(await note(seen))).toBe('E_STALE_DOCUMENT')
  expect(
    codeOf(
      await brandt.ask(commands.confirmBlock, {
        ...place(at),
        block: 'gibtesnicht',
        hash: seen,
        how: 'spoken',
      }),
    ),
  ).toBe('E_SCHEMA')
  await at.leave()
})

const papersOf = async (at: Table) => (await brandt.do(commands.listEvidence, { case: at.case })).evidence
/** Brings a paper for the service; answers it as a snapshot names it. */
async function bring(at: Table, title: string, content: Buffer): Promise<SnapshotPaper> {
  const fields = { caseService: at.caseService, title }
  const { status, body } = await upload(brandt.owner, at.case, content, { fields })
  expect([status, body.message]).toEqual([200, undefined])
  return { kind: 'file', title, sha256: body.sha256! }
}
const signOffOf = async (at: Table) =>
  (await brandt.do(commands.getPrecheck, { case: at.case })).services[0]?.signOff
/** Lets the watch look; what it is to leave alone shows in what the next change names. */
async function becomes(at: Table, state: string): Promise<void> {
  await desk.clock.advance(1_000)
  await expect.poll(() => stateOf(at)).toBe(state)
}

test('[PRECHECK8] what may follow is one promise, kept with the Unterlagen: the rule shows it, its limit is theirs, taken back the rule is open again', async () => {
  const at = await table()
  await at.fill({ huBis: '01/2020' })
  const follow = (title: string, until: string) =>
    brandt.ask(commands.followEvidence, { ...place(at), title, until })
  const checked = () => brandt.do(commands.runPrecheck, place(at))
  const proof = 'Nachweis der Hauptuntersuchung'
  expect(said(await follow('Zulassungsbescheinigung Teil II', '2026-03-10'))).toMatch(
    /^E_STATE Diese Unterlage muss vorliegen/,
  )
  expect(said(await follow(proof, '2026-05-24'))).toMatch(/^E_STATE So lange kann diese Unterlage nicht/)
  expect(rowOf(await checked(), 'hu')).toMatchObject({ state: 'missing' })
  expect(codeOf(await follow(proof, '2026-03-20'))).toBe('ok')
  const [promise] = await papersOf(at)
  expect(rowOf(await checked(), 'hu')).toMatchObject({
    state: 'follows',
    colour: 'amber',
    decision: { decision: 'follow', until: '2026-03-20', byName: 'Jana Brandt' },
  })
  await becomes(at, 'prechecked')
  await brandt.do(commands.withdrawEvidence, { case: at.case, evidence: promise!.id, reason: 'liegt vor' })
  // What the Vorprüfung rested on is gone.
  await becomes(at, 'collecting')
  expect(rowOf(await checked(), 'hu')).toMatchObject({ state: 'missing' })
  await bring(at, proof, pdf('HU'))
  expect(rowOf(await checked(), 'hu')).toMatchObject({ state: 'met' })
  await at.leave()
})

test('[PRECHECK10] a paper that comes or goes after the sign-off voids it and is named; the service next to it keeps its own', async () => {
  const at = await table()
  await kessler.do(commands.decideFinding, { ...place(at), ...bank })
  const first = await bring(at, 'ZB I', pdf('ZB I'))
  expect(said(await kessler.ask(commands.giveSignOff, { ...place(at), hash: at.hash() }))).toMatch(
    /^E_STALE_DOCUMENT Inzwischen wurde etwas geändert/,
  )
  await kessler.do(commands.giveSignOff, { ...place(at), hash: at.hash([first]) })
  await becomes(at, 'signed_off')

  const other = await brandt.do(commands.addService, {
    case: at.case,
    service: 'bewohnerparken' as ServiceId,
  })
  const beside = { caseService: other.services[1]!.id, title: 'Fahrzeugschein' }
  expect((await upload(brandt.owner, at.case, pdf('Miete'), { fields: beside })).status).toBe(200)
  await becomes(at, 'signed_off')

  const second = await bring(at, 'eVB-Nummer', pdf('eVB'))
  await becomes(at, 'collecting')
  expect(await signOffOf(at)).toMatchObject({ voidWhy: 'changed', changed: ['paper:eVB-Nummer'] })

  const both = [second, first].toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  await kessler.do(commands.giveSignOff, { ...place(at), hash: at.hash(both) })
  await becomes(at, 'signed_off')
  const zb = (await papersOf(at)).find(({ title }) => title === 'ZB I')!
  await brandt.do(commands.withdrawEvidence, { case: at.case, evidence: zb.id, reason: 'falsches Fahrzeug' })
  await becomes(at, 'collecting')
  expect(await signOffOf(at)).toMatchObject({ changed: ['paper:ZB I'] })
  await at.leave()
})

test('[PRECHECK11] what was agreed to follow comes in time without voiding anything; late, or taken away again, it does', async () => {
  const at = await table()
  await kessler.do(commands.decideFinding, { ...place(at), ...bank })
  const day = (days: number) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(
      new Date(desk.clock.now().getTime() + days * 86_400_000),
    )
  const [soon, title] = [day(1), 'ZB I']
  await brandt.do(commands.followEvidence, { ...place(at), title, until: soon })
  const promise: SnapshotPaper = { kind: 'follow', title, until: soon }
  await kessler.do(commands.giveSignOff, { ...place(at), hash: at.hash([promise]) })
  await desk.clock.advance(1_000)
  await bring(at, title, pdf('nachgereicht'))
  await brandt.do(commands.attestEvidence, { case: at.case, kind: 'personalausweis' })
  await becomes(at, 'signed_off')
  expect(await signOffOf(at)).toMatchObject({ voidAt: null })

  // The promise is kept and taken off the list: still what was agreed.
  const follow = (await papersOf(at)).find(({ kind }) => kind === 'follow')!
  await brandt.do(commands.withdrawEvidence, { case: at.case, evidence: follow.id, reason: 'liegt vor' })
  await becomes(at, 'signed_off')
  const file = (await papersOf(at)).find(({ kind }) => kind === 'file')!
  await brandt.do(commands.withdrawEvidence, { case: at.case, evidence: file.id, reason: 'unleserlich' })
  await becomes(at, 'collecting')
  expect(await signOffOf(at)).toMatchObject({ changed: ['paper:ZB I'] })
  await at.leave()
})

test('[PRECHECK12] what was signed off before papers were part of a snapshot stands until an answer changes', async () => {
  const at = await table()
  await kessler.do(commands.decideFinding, { ...place(at), ...bank })
  await kessler.do(commands.giveSignOff, { ...place(at), hash: at.hash() })
  const [row] = await desk.sql('select body from snapshot where hash = $1', [at.hash()])
  const { papers: _none, ...old } = JSON.parse(String(row?.['body'])) as ServiceSnapshot
  const { body, hash } = sealed({ ...old, format: 'lotse.snapshot.v1' })
  await desk.sql('update snapshot set body = $1, hash = $2 where hash = $3', [body, hash, at.hash()])
  await desk.sql('update sign_off set hash = $1 where hash = $2', [hash, at.hash()])
  await bring(at, 'ZB I', pdf('später'))
  await becomes(at, 'signed_off')
  await at.fill({ 'anschrift.hausnummer': '14' })
  await becomes(at, 'collecting')
  expect(await signOffOf(at)).toMatchObject({ changed: ['anschrift.hausnummer'] })
  await at.leave()
})
