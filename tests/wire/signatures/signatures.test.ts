import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, CaseServiceId, ServiceId } from '#shared/model/ids.ts'
import { signingHash, type PenPoint } from '#shared/model/signature.ts'
import { said, WireDesk, type Tab } from '../gateway/wire-desk.ts'

const residence = 'wohnsitz-anmelden' as ServiceId
const card = 'ausweis-adresse' as ServiceId
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

const wave: PenPoint[] = Array.from({ length: 20 }, (_one, at) => [at * 10, 40 + (at % 3) * 9, 50, at * 12])
const strokes = { width: 600, height: 220, lines: [wave] } as never

/** A residence that is checked (as the check said green) and a card, nothing typed. */
async function table() {
  const opened = await brandt.do(commands.openCase, { services: [residence, card] })
  const ids = opened.services.map(({ id }) => id)
  for (const caseService of ids) await brandt.do(commands.runPrecheck, { case: opened.id, caseService })
  // What is missing in an empty form is not the subject here.
  await desk.sql("update precheck_run set colour = 'green', rows = '[]' where case_id = $1", [opened.id])
  const [first] = ids
  return { case: opened.id, generation: opened.generation, caseService: first!, other: ids[1]! }
}

async function sheet(id: CaseId, caseService: CaseServiceId) {
  const { documents } = await brandt.do(commands.listSignatures, { case: id })
  const document = documents.find((one) => one.caseService === caseService)!.documents[0]!
  const { services } = await brandt.do(commands.getPrecheck, { case: id })
  const hash = services.find((one) => one.caseService === caseService)!.run!.hash
  return { case: id, caseService, document: document.id, hash: signingHash(caseService, document, hash) }
}
const stateOf = async (id: CaseId, caseService: CaseServiceId) =>
  (await brandt.do(commands.getCase, { case: id })).services.find((one) => one.id === caseService)?.state

test('[SIGNED1] only what was shown is signed, and only by something written', async () => {
  const now = await table()
  const place = await sheet(now.case, now.caseService)
  const signed = { ...place, signer: 'Petra Wendt' }
  const ask = async (body: object) => said(await brandt.ask(commands.addSignature, body as never))
  expect(await ask({ ...signed, strokes, hash: '0'.repeat(64) })).toMatch(/^E_STALE_DOCUMENT/)
  const dot = { width: 600, height: 220, lines: [[[5, 5, 50, 0]]] }
  expect(await ask({ ...signed, strokes: dot })).toMatch(/^E_STATE Das ist noch keine Unterschrift/)
  expect(await ask(signed)).toMatch(/^E_SCHEMA/)
  expect(await ask({ ...signed, strokes, unable: 'beides' })).toMatch(/^E_SCHEMA/)
  expect(await ask({ ...signed, strokes, representative: { kind: 'vollmacht' } })).toMatch(/^E_SCHEMA/)
  expect(await ask({ ...signed, document: 'antrag', strokes })).toMatch(/^E_SCHEMA Dieses Dokument/)
  const proof = { kind: 'nachlass', proof: 'Erbschein vom 01.03.2026' }
  expect(await ask({ ...signed, strokes, representative: proof })).toBe('ok')
  expect(await ask({ ...signed, strokes })).toMatch(/^E_STATE/)
  const { signatures } = await brandt.do(commands.listSignatures, { case: now.case })
  expect(signatures).toMatchObject([{ state: 'valid', representative: proof, byName: 'Jana Brandt' }])
})

test('[SIGNED2] an edit after the signature voids it for that service alone, and it is signed again', async () => {
  const now = await table()
  const place = await sheet(now.case, now.caseService)
  await brandt.do(commands.addSignature, { ...place, signer: 'Petra Wendt', strokes })
  const other = await stateOf(now.case, now.other)
  const document = await (await brandt.owner.document(`${now.case}.shared.${now.generation}`)).sync()
  const answers = document.doc.getMap<Y.Map<unknown>>('forms').get(now.caseService)!
  const street = [...answers.keys()].find((path) => path.endsWith('strasse'))!
  document.update(() => (answers.get(street) as Y.Text).insert(0, 'Am Speicher'))
  await document.until('durable', ({ n }) => n >= 2)
  await desk.clock.advance(1_000)
  await brandt.hears('signature.changed', ({ body }) =>
    body.signatures.signatures.some(
      ({ state, caseService }) => state === 'void' && caseService === now.caseService,
    ),
  )
  expect(await stateOf(now.case, now.caseService)).toBe('collecting')
  expect(await stateOf(now.case, now.other)).toBe(other)
  const again = await brandt.ask(commands.addSignature, { ...place, signer: 'Petra Wendt', strokes })
  expect(said(again)).toMatch(/^E_STATE Unterschrieben wird erst/)
  await document.close()
})

test('[SIGNED3] signed, then paid or free: the service goes on by itself; refused it stays', async () => {
  const now = await table()
  const place = await sheet(now.case, now.caseService)
  await brandt.do(commands.refuseSignature, { ...place, reason: 'möchte erst lesen' })
  expect(await stateOf(now.case, now.caseService)).toBe('prechecked')
  await brandt.do(commands.addSignature, { ...place, signer: 'Petra Wendt', unable: 'Hand verletzt' })
  const { lines } = await brandt.do(commands.getFee, { case: now.case })
  const due = lines.filter((one) => one.caseService === now.caseService && one.cents > 0)
  expect(await stateOf(now.case, now.caseService)).toBe(due.length > 0 ? 'fee_due' : 'fee_settled')

  // A service that needs no signature and costs nothing goes on with its check.
  await brandt.do(commands.runPrecheck, { case: now.case, caseService: now.other })
  await desk.sql("update precheck_run set colour = 'green', rows = '[]' where case_service = $1", [now.other])
  const choice = { caseService: now.other, exempt: 'gebührenfrei' }
  await brandt.do(commands.fixFee, { case: now.case, lines: [choice] }).catch(() => undefined)
  const third = await brandt.ask(commands.refuseSignature, { ...place, reason: 'x' })
  expect(said(third)).toMatch(/^E_STATE/)
  expect(await stateOf(now.case, now.other)).toBe('fee_settled')
})
