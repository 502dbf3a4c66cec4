import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, CaseServiceId, CounterId } from '#shared/model/ids.ts'
import { dataOf, handedOver, kfz, settle, wohnsitz } from '../handover/bundles.ts'
import { codeOf, said, WireDesk, type Tab } from '../gateway/wire-desk.ts'

const iban = 'DE89370400440532013000'
const spaced = 'DE89 3704 0044 0532 0130 00'
const one = { counter: 'seendorf-1' as CounterId }

let desk: WireDesk
let brandt: Tab
let kessler: Tab
let arndt: Tab
beforeAll(async () => {
  desk = await WireDesk.start()
  brandt = await desk.tab('j.brandt')
  kessler = await desk.tab('u.kessler')
  arndt = await desk.tab('b.arndt')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

interface Field {
  readonly case: CaseId
  readonly caseService: CaseServiceId
  readonly field: string
}
async function opened(): Promise<Field & { ids: CaseServiceId[] }> {
  const { id, services } = await brandt.do(commands.openCase, {
    services: [kfz, wohnsitz],
    citizen: { name: 'Petra Wendt' },
  })
  const ids = services.map((each) => each.id)
  return { case: id, caseService: ids[0]!, field: 'sepa.iban', ids }
}
const at = ({ case: id, caseService, field }: Field) => ({ case: id, caseService, field })

/** What the page does with the answer: puts it into the form. */
async function write(tab: Tab, place: Field, text: string): Promise<void> {
  const document = await (await tab.owner.document(`${place.case}.shared.1`)).sync()
  document.update(() => {
    const form = document.doc.getMap<Y.Map<Y.Text>>('forms').get(place.caseService)!
    const field = form.get(place.field)!
    field.delete(0, field.length)
    field.insert(0, text)
  })
  await document.until('durable', ({ n }) => n >= 2)
  await document.close()
}

/** Everything the store and the trail hold. */
async function everything(): Promise<string> {
  const tables = await desk.sql(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const parts: string[] = []
  for (const { name } of tables) {
    const [row] = await desk.sql(`select coalesce(json_agg(t), '[]')::text as all from "${String(name)}" t`)
    parts.push(String(row!['all']))
  }
  return parts.join('\n')
}

test('[SEAL1] [SEAL2] [SEAL3] the citizen types the number on the own screen; nobody reads it but the authority that needs it', async () => {
  const place = await opened()
  const screen = await (await desk.pair(brandt.owner, one.counter)).tab()
  const body = { ...at(place), value: ` ${iban.toLowerCase()} ` }
  expect(codeOf(await screen.ask(commands.sealValue, body))).toBe('E_NOT_FOUND')
  await brandt.do(commands.shareCase, { ...one, case: place.case })
  expect(said(await brandt.ask(commands.sealValue, body))).toMatch(/^E_STATE .*gibt die Bürgerin/)
  // Covered meanwhile it is still the own screen.
  await brandt.do(commands.blankScreen, { ...one, show: 'nothing' })
  expect(said(await brandt.ask(commands.sealValue, body))).toMatch(/^E_STATE .*gibt die Bürgerin/)
  await brandt.do(commands.blankScreen, { ...one, show: 'case' })

  const before = await desk.auditHead()
  const { shown } = await screen.do(commands.sealValue, body)
  expect(shown).toMatch(/^DE … 3000 · [0-9a-f]{8}$/)
  expect((await screen.do(commands.sealValue, { ...body, value: spaced })).shown).toBe(shown)
  await write(screen, place, shown)
  const rows = await desk.audit(before)
  expect(rows.find(({ action }) => action === 'sealed.typed')).toBeDefined()
  const { entries } = await brandt.do(commands.readHistory, { case: place.case })
  expect(entries.find(({ action }) => action === 'sealed.typed')?.detail).toMatchObject({ how: 'screen' })
  const stored = await everything()
  expect(stored).toContain(shown)
  expect([stored.includes(iban), stored.includes(spaced)]).toEqual([false, false])

  for (const caseService of place.ids)
    await brandt.do(commands.runPrecheck, { case: place.case, caseService })
  await settle(desk, place.ids)
  const bundles = await handedOver(brandt, place)
  const vehicle = bundles.find(({ services }) => services.some(({ service }) => service === kfz))!
  const data = await dataOf(kessler, vehicle)
  expect(data.services[0]!.values.fields['sepa.iban']).toBe(spaced)
  const home = bundles.find(({ services }) => services.some(({ service }) => service === wohnsitz))!
  expect(home.id).not.toBe(vehicle.id)
  expect(JSON.stringify(await dataOf(arndt, home))).not.toContain(spaced)
})

test('[SEAL1] [SEAL2] without a screen the desk types it; what cannot be right, another field or another case is refused', async () => {
  const place = await opened()
  const put = (body: object) => brandt.ask(commands.sealValue, { ...at(place), value: iban, ...body })
  expect(said(await put({ value: 'DE89370400440532013001' }))).toMatch(/^E_SCHEMA .*nicht stimmen/)
  expect(codeOf(await put({ value: 'DE … 3000 · 01234567' }))).toBe('E_SCHEMA')
  expect(codeOf(await put({ value: 'DE' }))).toBe('E_SCHEMA')
  for (const field of ['sepa.kontoinhaber', 'sepa', 'iban', 'x/y/sepa.iban', 'toString'])
    expect(said(await put({ field }))).toMatch(/^E_SCHEMA Dieses Feld/)
  expect(codeOf(await kessler.ask(commands.sealValue, { ...at(place), value: iban }))).toBe('E_FORBIDDEN')
  const { shown } = await brandt.do(commands.sealValue, { ...at(place), value: iban })
  const other = await opened()
  const again = await brandt.do(commands.sealValue, { ...at(other), value: iban })
  expect(again.shown).not.toBe(shown)
  const { entries } = await brandt.do(commands.readHistory, { case: place.case })
  expect(entries.find(({ action }) => action === 'sealed.typed')?.detail).toMatchObject({ how: 'desk' })
})

test('[SEAL3] what stands for a number that was never sealed here is not handed over', async () => {
  const place = await opened()
  const elsewhere = await opened()
  const { shown } = await brandt.do(commands.sealValue, { ...at(elsewhere), value: iban })
  await write(brandt, place, shown)
  for (const caseService of place.ids)
    await brandt.do(commands.runPrecheck, { case: place.case, caseService })
  await settle(desk, place.ids)
  expect(said(await brandt.ask(commands.handOver, { case: place.case }))).toMatch(
    /^E_STATE Zu „.*“ fehlt die versiegelte Nummer/,
  )
})
