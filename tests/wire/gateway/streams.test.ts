import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, ServiceId } from '#shared/model/ids.ts'
import { admission, codeOf, WireDesk, type Tab } from './wire-desk.ts'

const wohnsitz = 'wohnsitz-anmelden' as ServiceId
const kfz = 'kfz-ummeldung' as ServiceId

let desk: WireDesk
beforeAll(async () => {
  desk = await WireDesk.start()
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const rename = (tab: Tab, id: CaseId, name: string) =>
  tab.do(commands.renameCase, { case: id, citizen: { name } })
const seqs = (tab: Tab, stream: string) =>
  tab.events.filter((event) => event.stream === stream).map((event) => event.seq)
const counting = (from: number, until: number) =>
  Array.from({ length: until - from + 1 }, (_each, at) => from + at)

describe('streams', () => {
  test('[STREAM1] numbers of a stream are contiguous however many write at once, and events carry the state in order', async () => {
    const [one, two] = [await desk.tab('j.brandt'), await desk.tab('j.brandt')]
    const { id } = await one.do(commands.openCase, { services: [wohnsitz] })
    const stream = `case/${id}`
    const { seq } = await two.do(commands.resumeStream, { stream })
    await Promise.all(
      Array.from({ length: 20 }, (_each, at) => rename(at % 2 === 0 ? one : two, id, `Name ${at}`)),
    )
    // A change of the case and a line of the Verlauf each.
    for (const tab of [one, two]) {
      await tab.hears('case.history', (event) => event.stream === stream && event.seq === seq + 40)
      expect(seqs(tab, stream).filter((each) => each > seq)).toEqual(counting(seq + 1, seq + 40))
    }
    const revs = two.events.flatMap((event) =>
      event.stream === stream && event.type === 'case.changed'
        ? [(event.body as { case: { rev: number } }).case.rev]
        : [],
    )
    expect(revs).toEqual(revs.toSorted((a, b) => a - b))
    one.close()
    two.close()
  })

  test('[STREAM2] back after a gap one gets exactly what was missed, then what comes', async () => {
    const writer = await desk.tab('j.brandt')
    const reader = await desk.tab('j.brandt')
    const { id } = await writer.do(commands.openCase, { services: [wohnsitz] })
    const stream = `case/${id}`
    const { seq } = await reader.do(commands.resumeStream, { stream })
    reader.close()
    for (let each = 0; each < 7; each++) await rename(writer, id, `Name ${each}`)
    const back = await desk.tab('j.brandt')
    const caught = await back.do(commands.resumeStream, { stream, after: seq })
    expect(caught.reset).toBe(false)
    expect(caught.events.map((event) => event.seq)).toEqual(counting(seq + 1, seq + 14))
    expect(caught.seq).toBe(seq + 14)
    expect(await back.do(commands.resumeStream, { stream, after: caught.seq })).toEqual({
      seq: caught.seq,
      events: [],
      reset: false,
    })
    await rename(writer, id, 'Danach')
    await back.hears('case.changed', (event) => event.stream === stream && event.seq === seq + 15)
    writer.close()
    back.close()
  })

  test('[STREAM3] two hundred missed events are sent, more, forgotten ones and the future are a reset', async () => {
    const tab = await desk.tab('j.brandt')
    const { id } = await tab.do(commands.openCase, { services: [wohnsitz] })
    const stream = `case/${id}`
    await desk.sql(
      "insert into event (stream, seq, type, body, at) select $1, n, 'case.changed', '{}', now() from generate_series((select seq + 1 from stream where name = $1), 250) n",
      [stream],
    )
    await desk.sql('update stream set seq = 250 where name = $1', [stream])
    const after = (seq: number) => tab.do(commands.resumeStream, { stream, after: seq })
    const most = await after(50)
    expect([most.reset, most.events.length, most.events[0]?.seq]).toEqual([false, 200, 51])
    expect(await after(49)).toEqual({ seq: 250, events: [], reset: true })
    expect(await after(251)).toEqual({ seq: 250, events: [], reset: true })
    await desk.sql('delete from event where stream = $1 and seq <= 100', [stream])
    expect((await after(99)).reset).toBe(true)
    expect((await after(100)).events).toHaveLength(150)
    tab.close()
  })

  test('[STREAM4] own person and office streams arrive without asking, a foreign one is refused like an unknown one', async () => {
    const [brandt, arndt, wolf] = [
      await desk.tab('j.brandt'),
      await desk.tab('b.arndt'),
      await desk.tab('t.wolf'),
    ]
    const { id } = await brandt.do(commands.openCase, { services: [wohnsitz] })
    const listed = await arndt.hears('case.changed', (event) => JSON.stringify(event.body).includes(id))
    expect(listed).toMatchObject({ stream: 'office/seendorf', body: { summary: { id } } })
    const kessler = await desk.tab('u.kessler')
    await kessler.do(commands.setPresence, { state: 'available' })
    expect((await kessler.hears('presence.changed')).stream).toBe(`person/${kessler.person}`)
    await kessler.do(commands.setPresence, { state: 'signed_out' })
    const foreign = ['office/seendorf', `person/${brandt.person}`, `case/${id}`, 'case/x', 'person/x']
    const replies = await Promise.all(foreign.map((stream) => wolf.ask(commands.resumeStream, { stream })))
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
    expect(codeOf(replies[0]!)).toBe('E_NOT_FOUND')
    await rename(brandt, id, 'Petra Wendt')
    expect((await wolf.do(commands.listCases, { scope: 'office' })).cases).toEqual([])
    expect(JSON.stringify(wolf.events)).not.toContain(id)
    for (const tab of [brandt, arndt, wolf, kessler]) tab.close()
  })

  test('[STREAM5] who leaves a stream hears nothing more of it', async () => {
    const [brandt, other] = [await desk.tab('j.brandt'), await desk.tab('j.brandt')]
    const { id } = await brandt.do(commands.openCase, { services: [wohnsitz] })
    const stream = `case/${id}`
    await other.do(commands.resumeStream, { stream })
    await rename(brandt, id, 'Eins')
    await other.hears('case.history', (event) => event.stream === stream)
    await other.do(commands.leaveStream, { stream })
    const before = seqs(other, stream).length
    await rename(brandt, id, 'Zwei')
    // The office's line of the list comes after the case's own events.
    await other.hears('case.changed', (event) => JSON.stringify(event).includes('"citizenName":"Zwei"'))
    expect(seqs(other, stream)).toHaveLength(before)
    brandt.close()
    other.close()
  })
})

describe('what disclosure opened', () => {
  const table = async () => {
    const [brandt, kessler] = [await desk.tab('j.brandt'), await desk.tab('u.kessler')]
    await kessler.do(commands.setPresence, { state: 'available' })
    const { id } = await brandt.do(commands.openCase, { services: [kfz], citizen: { name: 'Petra Wendt' } })
    await brandt.do(commands.giveConsent, { case: id, scopes: ['file', 'audio'], how: 'spoken' })
    const asked = await brandt.do(commands.request, { case: id, service: kfz, question: 'Was nun?' })
    await kessler.do(commands.accept, { consultation: asked.id })
    await kessler.do(commands.getCase, { case: id })
    const documents = await Promise.all(
      (['shared', 'staff', 'authority'] as const).map((audience) =>
        kessler.owner.document(`${id}.${audience}.1`),
      ),
    )
    expect(await Promise.all(documents.map(admission))).toEqual(['edit', 'edit', 'edit'])
    const adviser = await brandt.owner.document(`${id}.shared.1`)
    await adviser.until('hello')
    const stream = `case/${id}`
    await rename(brandt, id, 'Petra Neumann')
    await kessler.hears('case.changed', (event) => event.stream === stream)
    return { brandt, kessler, id, asked, documents, adviser, stream }
  }
  const shut = async ({
    kessler,
    brandt,
    id,
    documents,
    adviser,
    stream,
  }: Awaited<ReturnType<typeof table>>) => {
    for (const document of documents) {
      expect(await document.until('fence')).toMatchObject({ state: 4 })
      expect(await document.until('close')).toEqual({ type: 'close', code: 4403 })
    }
    expect(codeOf(await kessler.ask(commands.getCase, { case: id }))).toBe('E_NOT_FOUND')
    expect(codeOf(await kessler.ask(commands.readHistory, { case: id }))).toBe('E_NOT_FOUND')
    expect(codeOf(await kessler.ask(commands.resumeStream, { stream, after: 0 }))).toBe('E_NOT_FOUND')
    const again = await kessler.owner.document(`${id}.shared.1`)
    expect(await admission(again)).toBe('4403')
    const heard = seqs(kessler, stream).length
    await rename(brandt, id, 'Petra Geheim')
    await brandt.hears('case.changed', (event) => JSON.stringify(event).includes('Petra Geheim'))
    await kessler.do(commands.readDesk, {})
    expect(seqs(kessler, stream)).toHaveLength(heard)
    expect(JSON.stringify(kessler.events)).not.toContain('Geheim')
    expect(adviser.closed).toBeNull()
  }
  const end = async ({ brandt, kessler, asked }: Awaited<ReturnType<typeof table>>) => {
    await brandt.ask(commands.end, { consultation: asked.id })
    await kessler.ask(commands.close, { consultation: asked.id, outcome: 'solved' })
    brandt.close()
    kessler.close()
  }

  test('[STREAM6] consent to the file withdrawn: documents closed 4403, the stream silent, the case gone for the specialist', async () => {
    const at = await table()
    await at.brandt.do(commands.withdrawConsent, { case: at.id, scopes: ['file'] })
    await shut(at)
    const { disclosure, state } = await at.kessler.do(commands.read, { consultation: at.asked.id })
    expect({ disclosure, state }).toEqual({ disclosure: 1, state: 'connected' })
    await end(at)
  })

  test('[STREAM7] five minutes after the end the case is shut for the specialist, not before', async () => {
    const at = await table()
    await at.brandt.do(commands.end, { consultation: at.asked.id })
    await at.kessler.do(commands.close, { consultation: at.asked.id, outcome: 'solved' })
    // In steps, so that the connections can answer the pings of the documents.
    for (let each = 0; each < 29; each++) {
      await desk.clock.advance(10_000)
      await Promise.all(
        [...at.documents, at.adviser].map((one) => one.until('ping', () => true, one.heard.length - 1)),
      )
    }
    expect(at.documents.map((document) => document.closed)).toEqual([null, null, null])
    expect((await at.kessler.do(commands.getCase, { case: at.id })).id).toBe(at.id)
    await desk.clock.advance(10_000)
    await shut(at)
    await end(at)
  })
})
