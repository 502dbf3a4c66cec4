import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, ServiceId } from '#shared/model/ids.ts'
import { lookAtPdf } from '#tests/support/pdf.ts'
import { admission, codeOf, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'

const kfz = 'kfz-ummeldung' as ServiceId

let desk: WireDesk
let jana: Person
let brandt: Tab
let uwe: Person
let kessler: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  jana = await desk.signIn('j.brandt')
  brandt = await jana.tab()
  uwe = await desk.signIn('u.kessler')
  kessler = await uwe.tab()
  await kessler.do(commands.setPresence, { state: 'available' })
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const minute = 60_000
async function opened(person: Person, id: CaseId, audience = 'shared'): Promise<void> {
  const client = await person.document(`${id}.${audience}.1`)
  expect(await admission(client)).toBe('edit')
  await client.close()
}

async function talkedOver(): Promise<CaseId> {
  const { id } = await brandt.do(commands.openCase, { services: [kfz], citizen: { name: 'Petra Wendt' } })
  await opened(jana, id)
  await desk.clock.advance(minute)
  const asked = await brandt.do(commands.request, { case: id, service: kfz, question: 'Was nun?' })
  await kessler.do(commands.accept, { consultation: asked.id })
  await desk.clock.advance(minute)
  await brandt.do(commands.giveConsent, { case: id, scopes: ['file'], how: 'spoken' })
  await opened(uwe, id)
  await desk.clock.advance(minute)
  await brandt.do(commands.withdrawConsent, { case: id, scopes: ['file'] })
  await brandt.do(commands.end, { consultation: asked.id })
  await kessler.do(commands.close, { consultation: asked.id, outcome: 'solved' })
  return id
}

test('[ACCESS1] [ACCESS3] names who, when, how much, on which consent and what, on the wire and as PDF', async () => {
  const id = await talkedOver()
  const report = await brandt.do(commands.readAccess, { case: id })
  expect(report.people.map(({ name, role, own }) => [name, role, own])).toEqual([
    ['Jana Brandt', 'adviser', true],
    ['Uwe Kessler', 'specialist', false],
  ])
  const [own, specialist] = report.people
  expect(own).toMatchObject({
    authorityName: 'Amt Seendorf',
    spans: [{ level: 2, consentAt: null }],
    looks: [{ kind: 'shared', times: 1 }],
  })
  expect(specialist!.spans.map(({ level }) => level).slice(0, 2)).toEqual([1, 2])
  const [given, withdrawn] = report.consents
  expect([given?.state, withdrawn?.state]).toEqual(['given', 'withdrawn'])
  expect(specialist!.spans[1]).toMatchObject({ from: given!.at, until: withdrawn!.at, consentAt: given!.at })
  expect(specialist!.looks).toMatchObject([{ kind: 'shared', times: 1 }])

  const before = await desk.auditHead()
  const answer = await jana.ask(`/api/cases/${id}/access.pdf`, 'GET')
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  expect(await desk.audit(before)).toMatchObject([{ action: 'access.handed', person: jana.id }])
  const { text, faults } = lookAtPdf(Buffer.from(await answer.arrayBuffer()))
  expect(faults).toEqual([])
  for (const said of [
    'Wer hat was gesehen',
    'Petra Wendt',
    'Uwe Kessler',
    'Landkreis Lindetal',
    'Ihre Einwilligung vom',
  ])
    expect(text).toContain(said)
  const again = await brandt.do(commands.readAccess, { case: id })
  expect(again.people[0]!.looks).toContainEqual(
    expect.objectContaining({ kind: 'paper', title: 'Wer hat was gesehen' }),
  )
})

test('[ACCESS1] a second authority sees the file on the consent that was given for it', async () => {
  const wohngeld = 'wohngeld' as ServiceId
  const krause = await desk.tab('s.krause')
  await desk.clock.advance(5 * minute)
  await krause.do(commands.setPresence, { state: 'available' })
  const { id } = await brandt.do(commands.openCase, {
    services: [kfz, wohngeld],
    citizen: { name: 'Petra Wendt' },
  })
  await brandt.do(commands.giveConsent, { case: id, scopes: ['audio', 'file'], how: 'spoken' })
  const talk = await brandt.do(commands.request, { case: id, service: kfz, question: 'Was nun?' })
  await kessler.do(commands.accept, { consultation: talk.id })
  const more = { case: id, service: wohngeld, question: 'Und Wohngeld?', joins: talk.id }
  const joined = await brandt.do(commands.request, more)
  await krause.do(commands.accept, { consultation: joined.id })
  await desk.clock.advance(minute)
  await brandt.do(commands.consent, { consultation: joined.id, answer: 'given' })
  const { consents, people } = await brandt.do(commands.readAccess, { case: id })
  expect(consents.map(({ state, authorityName }) => [state, authorityName])).toEqual([
    ['given', ''],
    ['given', 'Stadt Lindenstadt'],
  ])
  const sees = (name: string) =>
    people.find((one) => one.name === name)!.spans.find(({ level }) => level === 2)?.consentAt
  expect([sees('Uwe Kessler'), sees('Silke Krause')]).toEqual(consents.map(({ at }) => at))
  await brandt.do(commands.end, { consultation: talk.id })
  krause.close()
})

test('[ACCESS2] one row per person, case, audience and session', async () => {
  const { id } = await brandt.do(commands.openCase, { services: [kfz] })
  const rows = async () =>
    (await desk.audit(before))
      .filter(({ action }) => action === 'document.opened')
      .map(({ detail }) => detail)
  const before = await desk.auditHead()
  for (let round = 0; round < 3; round++) await opened(jana, id)
  await opened(jana, id, 'staff')
  expect(await rows()).toEqual([{ audience: 'shared' }, { audience: 'staff' }])
  await opened(await desk.signIn('j.brandt'), id)
  expect(await rows()).toHaveLength(3)
})

test('[ACCESS3] who may not read it gets nothing, on no transport', async () => {
  const { id } = await brandt.do(commands.openCase, { services: [kfz] })
  for (const login of ['k.lorenz', 'u.kessler', 'd.kranz', 'r.paulsen']) {
    const person = await desk.signIn(login)
    const code = codeOf(await (await person.tab()).ask(commands.readAccess, { case: id }))
    expect(['E_NOT_FOUND', 'E_FORBIDDEN']).toContain(code)
    const before = await desk.auditHead()
    const answer = await person.ask(`/api/cases/${id}/access.pdf`, 'GET')
    expect([login, answer.ok]).toEqual([login, false])
    expect(await desk.audit(before)).toMatchObject([{ action: 'access:read', outcome: 'refused' }])
  }
  const manager = await desk.tab('b.arndt')
  expect((await manager.do(commands.readAccess, { case: id })).people[0]).toMatchObject({
    name: 'Jana Brandt',
  })
  expect((await desk.send(`/api/cases/${id}/access.pdf`, 'GET')).status).toBe(401)
  expect((await jana.ask('/api/cases/nichts/access.pdf', 'GET')).status).toBe(404)
})
