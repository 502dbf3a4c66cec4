import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, CaseServiceId, CounterId, ServiceId } from '#shared/model/ids.ts'
import { signingHash, type PenPoint } from '#shared/model/signature.ts'
import { codeOf, said, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'

const wohnsitz = 'wohnsitz-anmelden' as ServiceId
const one = { counter: 'seendorf-1' as CounterId }
const two = { counter: 'seendorf-2' as CounterId }
const wave: PenPoint[] = Array.from({ length: 20 }, (_one, at) => [at * 10, 40 + (at % 3) * 9, 50, at * 12])
const strokes = { width: 600, height: 220, lines: [wave] } as never

let desk: WireDesk
let brandt: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.tab('j.brandt')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

interface Table {
  readonly screen: Person
  readonly tab: Tab
  readonly case: CaseId
  readonly generation: number
  readonly caseService: CaseServiceId
  readonly document: string
  /** As the screen would send it. */
  readonly signed: { signer: string; strokes: never; hash: string } & Record<
    'case' | 'caseService' | 'document',
    never
  >
}
/** A screen that shows a checked residence; nothing is put before the citizen yet. */
async function table(counter: typeof one): Promise<Table> {
  const before = brandt
  brandt = await before.owner.tab()
  before.close()
  const screen = await desk.pair(brandt.owner, counter.counter)
  const tab = await screen.tab()
  const opened = await brandt.do(commands.openCase, {
    services: [wohnsitz],
    citizen: { name: 'Petra Wendt' },
  })
  const caseService = opened.services[0]!.id
  const place = { case: opened.id, caseService }
  const { services } = await brandt.do(commands.runPrecheck, place)
  await desk.sql("update precheck_run set colour = 'green', rows = '[]' where case_id = $1", [opened.id])
  await brandt.do(commands.shareCase, { ...counter, case: opened.id })
  const { documents } = await tab.do(commands.listSignatures, { case: opened.id })
  const document = documents[0]!.documents[0]!
  const hash = signingHash(caseService, document, services[0]!.run!.hash)
  const signed = { ...place, document: document.id, signer: 'Petra Wendt', strokes, hash } as never
  return { screen, tab, generation: opened.generation, document: document.id, signed, ...place }
}
const put = (counter: typeof one, ...papers: Pick<Table, 'caseService' | 'document'>[]) =>
  brandt.do(commands.signAtScreen, {
    ...counter,
    papers: papers.map(({ caseService, document }) => ({ caseService, document })),
  })
const signingOf = async (tab: Tab) => (await tab.do(commands.viewSeat, {})).case?.signing

test('[SIGNED4] only what was put there is signed, once, by hand, from that screen and over that text', async () => {
  const mine = await table(one)
  await desk.colleagueKeeps(one.counter)
  const other = await table(two)
  const ask = async (tab: Tab, more: object = {}) =>
    said(await tab.ask(commands.addSignature, { ...(mine.signed as object), ...more } as never))
  expect(await ask(mine.tab)).toMatch(/^E_STATE Dieses Dokument liegt gerade nicht/)
  expect(said(await mine.tab.ask(commands.refuseSignature, { ...place(mine), reason: 'nein' }))).toMatch(
    /^E_STATE/,
  )
  // Neither another seat nor the papers of another case.
  const foreign = { ...one, papers: [{ caseService: other.caseService, document: other.document }] }
  expect(said(await brandt.ask(commands.signAtScreen, foreign))).toMatch(/^E_SCHEMA/)
  expect(codeOf(await mine.tab.ask(commands.signAtScreen, { ...one, papers: [] }))).toBe('E_FORBIDDEN')
  await put(one, mine)
  expect(await ask(other.tab)).toMatch(/^E_NOT_FOUND/)
  expect(await ask(mine.tab, { case: other.case })).toMatch(/^E_NOT_FOUND/)
  expect(await ask(mine.tab, { hash: '0'.repeat(64) })).toMatch(/^E_STALE_DOCUMENT/)
  const proof = { kind: 'vollmacht', proof: 'Vollmacht vom 01.03.2026' }
  expect(await ask(mine.tab, { representative: proof })).toMatch(/^E_STATE .* am Schalter/)
  expect(await ask(mine.tab, { strokes: undefined, unable: 'x' })).toMatch(/^E_STATE .* am Schalter/)
  // Covered, nothing is signed; taken back, nothing either.
  await brandt.do(commands.blankScreen, { ...one, show: 'nothing' })
  expect(await ask(mine.tab)).toMatch(/^E_NOT_FOUND/)
  await brandt.do(commands.blankScreen, { ...one, show: 'case' })
  await put(one)
  expect(await ask(mine.tab)).toMatch(/^E_STATE Dieses Dokument liegt/)

  await put(one, mine)
  const before = await desk.auditHead()
  const twice = await Promise.all([ask(mine.tab), ask(mine.tab)])
  expect(twice.toSorted()).toEqual([expect.stringMatching(/^E_STATE/), 'ok'])
  const { signatures } = await brandt.do(commands.listSignatures, { case: mine.case })
  expect(signatures).toMatchObject([{ state: 'valid', how: 'screen', byName: 'Jana Brandt' }])
  const rows = (await desk.audit(before)).filter(({ action }) => action === 'signature.given')
  expect(rows).toHaveLength(1)
  expect(await signingOf(mine.tab)).toBeNull()
})

test('[SIGNED8] who sits there for the citizen is noted once and shown at every seat; signed there, it is for the citizen', async () => {
  const mine = await table(one)
  const karl = { name: 'Karl Wendt', kind: 'vollmacht' as const, proof: 'Vollmacht vom 01.03.2026' }
  expect(codeOf(await mine.tab.ask(commands.representCase, { case: mine.case, representative: karl }))).toBe(
    'E_FORBIDDEN',
  )
  const noted = await brandt.do(commands.representCase, { case: mine.case, representative: karl })
  expect(noted.representative).toEqual(karl)
  expect((await mine.tab.do(commands.viewSeat, {})).case).toMatchObject({
    citizenName: 'Petra Wendt',
    representative: karl,
  })
  await put(one, mine)
  await mine.tab.do(commands.addSignature, { ...(mine.signed as object), signer: karl.name } as never)
  const { signatures } = await brandt.do(commands.listSignatures, { case: mine.case })
  const { kind, proof } = karl
  expect(signatures).toMatchObject([{ state: 'valid', signer: karl.name, representative: { kind, proof } }])
  const alone = await brandt.do(commands.representCase, { case: mine.case, representative: null })
  expect(alone.representative).toBeNull()
  const { entries } = await brandt.do(commands.readHistory, { case: mine.case })
  const told = entries.filter(({ action }) => action.endsWith('represented'))
  expect(told.map(({ action, detail }) => [action, detail])).toEqual([
    ['case.represented', { representation: 'vollmacht' }],
    ['case.unrepresented', {}],
  ])
  // No name goes into the trail.
  expect(JSON.stringify(told)).not.toContain('Karl')
})

test('[SIGNED5] the desk sees it read, signed or refused; a change afterwards voids it on both screens', async () => {
  const mine = await table(one)
  await put(one, mine)
  for (const phase of ['reading', 'writing'] as const) {
    await mine.tab.do(commands.tellPen, { phase })
    await brandt.do(commands.listScreens, {})
    const { screens } = await brandt.do(commands.listScreens, {})
    expect(screens.find(({ counter }) => counter === one.counter)?.paired?.signing?.pen).toBe(phase)
  }
  await mine.tab.do(commands.refuseSignature, { ...place(mine), reason: 'erst lesen' })
  expect(await signingOf(mine.tab)).toBeNull()
  const refused = await brandt.do(commands.listSignatures, { case: mine.case })
  expect(refused.signatures).toMatchObject([{ state: 'refused', how: 'screen', reason: 'erst lesen' }])
  const { entries } = await brandt.do(commands.readHistory, { case: mine.case })
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['signature.asked', 'signature.refused']),
  )
  // It may be put there again; signed at the desk meanwhile, it lies there no longer.
  await put(one, mine)
  await brandt.do(commands.addSignature, mine.signed)
  expect(await signingOf(mine.tab)).toBeNull()

  const form = await (await mine.screen.document(`${mine.case}.shared.${mine.generation}`)).sync()
  const answers = form.doc.getMap<Y.Map<unknown>>('forms').get(mine.caseService)!
  const street = [...answers.keys()].find((path) => path.endsWith('strasse'))!
  form.update(() => (answers.get(street) as Y.Text).insert(0, 'Am Speicher'))
  await form.until('durable', ({ n }) => n >= 2)
  await desk.clock.advance(1_000)
  await brandt.hears('signature.changed', ({ body }) =>
    body.signatures.signatures.some(({ state }) => state === 'void'),
  )
  const { signatures } = await mine.tab.do(commands.listSignatures, { case: mine.case })
  expect(signatures.some(({ state }) => state === 'void')).toBe(true)
  expect((await mine.tab.do(commands.viewSeat, {})).case?.services[0]).toMatchObject({ signable: false })
})

const place = ({ case: id, caseService, document, signed }: Table) => ({
  case: id,
  caseService,
  document,
  hash: (signed as { hash: string }).hash,
})
