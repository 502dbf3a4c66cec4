import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId } from '#shared/model/ids.ts'
import { codeOf, said, WireDesk, type Tab } from '../gateway/wire-desk.ts'
import { dataOf, handedOver, kfz, readyCase, settle, wohnsitz } from './bundles.ts'

let desk: WireDesk
let brandt: Tab
let kessler: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.tab('j.brandt')
  kessler = await desk.tab('u.kessler')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const caseOf = (id: CaseId) => brandt.do(commands.getCase, { case: id })
const stateOf = async (id: CaseId) => (await caseOf(id)).services.map(({ state }) => state)
const complete = { response: 'complete' as const }

test('[HAND11] the inbox of a unit lists its bundles live, by what is to be done; complete ends service, bundle and case', async () => {
  await kessler.do(commands.resumeStream, { stream: 'inbox/kreis' })
  const ready = await readyCase(desk, brandt, [kfz])
  const before = await kessler.do(commands.listInbox, {})
  const [one] = await handedOver(brandt, ready)
  await kessler.hears('inbox.changed', ({ body }) => body.handover === one!.id)
  const list = await kessler.do(commands.listInbox, { scope: 'open' })
  expect(list.counts.open).toBe(before.counts.open + 1)
  expect(list.lines[0]).toMatchObject({
    handover: one!.id,
    number: `${ready.number}/1`,
    citizenName: 'Petra Wendt',
    officeName: 'Bürgerbüro Seendorf',
    services: ['Fahrzeug ummelden (Umzug, gleicher Halter)'],
    state: 'delivered',
    result: null,
  })
  const answered = await kessler.do(commands.respond, { handover: one!.id, ...complete })
  expect(answered).toMatchObject({
    state: 'answered',
    services: [{ result: 'complete', respondedByName: 'Uwe Kessler' }],
  })
  expect(await caseOf(ready.case)).toMatchObject({
    services: [{ state: 'done' }],
    closedAt: expect.any(String),
  })
  expect(said(await kessler.ask(commands.respond, { handover: one!.id, ...complete }))).toMatch(
    /schon geantwortet/,
  )
  expect((await kessler.do(commands.listInbox, { scope: 'answered' })).lines[0]).toMatchObject({
    result: 'complete',
  })
})

test('[HAND12] a Rückfrage reopens exactly the service it is about, names requirement and field, and reaches list and case live', async () => {
  const ready = await readyCase(desk, brandt, [wohnsitz, kfz])
  const [, one] = await handedOver(brandt, ready)
  const [requirement] = (await dataOf(kessler, one!)).services[0]!.findings
  const place = { caseService: ready.ids[1]! }
  const questions = [
    { ...place, requirement: requirement!.requirement, text: 'Bitte die Zustimmung der Bank beifügen.' },
    { ...place, field: 'fin', text: 'Bitte die letzten vier Stellen prüfen.' },
  ]
  const wish = { handover: one!.id, response: 'query' as const }
  expect(codeOf(await kessler.ask(commands.respond, wish))).toBe('E_SCHEMA')
  expect(codeOf(await kessler.ask(commands.respond, { ...wish, ...complete, questions }))).toBe('E_SCHEMA')
  const stray = [{ ...place, field: 'gibtEsNicht', text: 'Was?' }]
  expect(said(await kessler.ask(commands.respond, { ...wish, questions: stray }))).toMatch(
    /^E_SCHEMA Eine der Rück/,
  )
  const asked = await kessler.do(commands.respond, { ...wish, questions })
  expect(asked.questions.map(({ about, answer }) => [about, answer])).toEqual([
    [requirement!.title, null],
    ['Fahrzeug-Identifizierungsnummer', null],
  ])
  const file = await caseOf(ready.case)
  expect(file.services.map(({ state, questions: open }) => [state, open.length])).toEqual([
    ['handed_over', 0],
    ['collecting', 2],
  ])
  expect(file.services[1]!.questions[1]).toMatchObject({ field: 'fin', byName: 'Uwe Kessler' })
  const { cases } = await brandt.do(commands.listCases, { scope: 'mine' })
  expect(cases.find(({ id }) => id === ready.case)).toMatchObject({ status: 'query' })
  await brandt.hears(
    'handover.changed',
    ({ body }) =>
      body.handovers.case === ready.case &&
      body.handovers.handovers.some((each) => each.questions.length === 2),
  )
  expect((await kessler.do(commands.listInbox, { scope: 'query' })).lines[0]).toMatchObject({
    handover: one!.id,
  })
})

test('[HAND13] with the last answer an unchanged service goes on where it stood; the second bundle names the first and carries question and answer', async () => {
  const ready = await readyCase(desk, brandt, [kfz])
  const [first] = await handedOver(brandt, ready)
  const [{ requirement } = { requirement: '' }] = (await dataOf(kessler, first!)).services[0]!.findings
  const asked = await kessler.do(commands.respond, {
    handover: first!.id,
    response: 'query',
    questions: [{ caseService: ready.ids[0]!, requirement, text: 'Stimmt das so?' }],
  })
  const named = { case: ready.case, services: [...ready.ids] }
  expect(said(await brandt.ask(commands.handOver, named))).toMatch(/Rückfrage der Behörde offen/)
  const question = asked.questions[0]!.id
  const answer = { case: ready.case, question, text: 'Ja, die Bank hat zugestimmt.' }
  const { handovers } = await brandt.do(commands.answerQuestion, answer)
  expect(handovers[0]!.questions[0]).toMatchObject({ answer: answer.text, answeredByName: 'Jana Brandt' })
  expect(said(await brandt.ask(commands.answerQuestion, answer))).toMatch(/schon beantwortet/)
  expect(await stateOf(ready.case)).toEqual(['fee_settled'])
  const [second] = await handedOver(brandt, ready)
  expect(second).toMatchObject({ number: `${ready.number}/2`, follows: `${ready.number}/1` })
  const data = await dataOf(kessler, second!)
  expect(data.services[0]!.questions).toMatchObject([{ text: 'Stimmt das so?', answer: answer.text }])
  await kessler.do(commands.respond, { handover: second!.id, ...complete })
  expect(await stateOf(ready.case)).toEqual(['done'])
})

test('[HAND14] an answer after the form has changed leads through the whole chain again', async () => {
  const ready = await readyCase(desk, brandt, [kfz])
  const [one] = await handedOver(brandt, ready)
  const asked = await kessler.do(commands.respond, {
    handover: one!.id,
    response: 'query',
    questions: [{ caseService: ready.ids[0]!, field: 'fin', text: 'Bitte nachtragen.' }],
  })
  const document = await (await brandt.owner.document(`${ready.case}.shared.1`)).sync()
  document.update(() => {
    const forms = document.doc.getMap('forms').get(ready.ids[0]!) as {
      set: (key: string, value: unknown) => void
    }
    forms.set('zb2Verbleib', 'liegt bei Bank oder Leasinggeber')
  })
  await document.until('durable', ({ n }) => n >= 2)
  await document.close()
  await brandt.do(commands.answerQuestion, {
    case: ready.case,
    question: asked.questions[0]!.id,
    text: 'Ist ergänzt.',
  })
  expect(await stateOf(ready.case)).toEqual(['collecting'])
})

test('[HAND15] rejected needs reason and remedy, which the case reads; other bundles of the case go on', async () => {
  const ready = await readyCase(desk, brandt, [wohnsitz, kfz])
  const [, one] = await handedOver(brandt, ready)
  const wish = { handover: one!.id, response: 'rejected' as const }
  expect(codeOf(await kessler.ask(commands.respond, { ...wish, reason: 'Fahrzeug ist stillgelegt.' }))).toBe(
    'E_SCHEMA',
  )
  const words = { reason: 'Fahrzeug ist stillgelegt.', remedy: 'Widerspruch binnen eines Monats.' }
  await kessler.do(commands.respond, { ...wish, ...words })
  const { handovers } = await brandt.do(commands.listHandovers, { case: ready.case })
  expect(handovers[1]!.services[0]).toMatchObject({ result: 'rejected', ...words })
  expect(await stateOf(ready.case)).toEqual(['handed_over', 'done'])
  expect((await caseOf(ready.case)).closedAt).toBeNull()
})

test('[HAND16] the figure per rule says how often it was handed over and questioned, to managers, administrators and auditors alone', async () => {
  const auditor = await desk.tab('r.paulsen')
  const { rules } = await auditor.do(commands.readFigures, {})
  const [most] = rules
  expect(most).toMatchObject({ service: kfz, questioned: expect.any(Number) })
  expect(most!.questioned).toBeGreaterThanOrEqual(2)
  expect(most!.handedOver).toBeGreaterThanOrEqual(most!.questioned)
  expect(JSON.stringify(rules)).not.toMatch(/Wendt|V-20/)
  for (const login of ['b.arndt', 'd.kranz']) await (await desk.tab(login)).do(commands.readFigures, {})
  for (const tab of [brandt, kessler])
    expect(codeOf(await tab.ask(commands.readFigures, {}))).toBe('E_FORBIDDEN')
})

test('[HAND17] a manager of the authority reads the inbox and cannot answer', async () => {
  const manager = await desk.tab('b.arndt')
  const ready = await readyCase(desk, brandt, [wohnsitz])
  await settle(desk, [])
  const [one] = await handedOver(brandt, ready)
  expect(await manager.do(commands.openBundle, { handover: one!.id })).toMatchObject({ mayRespond: false })
  expect(codeOf(await manager.ask(commands.respond, { handover: one!.id, ...complete }))).toBe('E_FORBIDDEN')
  expect(await brandt.do(commands.openBundle, { handover: one!.id })).toMatchObject({ mayRespond: true })
})
