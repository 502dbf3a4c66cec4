import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { lookAtPdf } from '#tests/support/pdf.ts'
import { WireDesk, type Person } from '../gateway/wire-desk.ts'

let desk: WireDesk
let jana: Person
beforeAll(async () => {
  desk = await WireDesk.start()
  jana = await desk.signIn('j.brandt')
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const paper = async (payment: string) => {
  const answer = await jana.ask(`/api/payments/${payment}/receipt.pdf`, 'GET')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="quittung-SEENDORF-2026-/)
  return lookAtPdf(Buffer.from(await answer.arrayBuffer()))
}

test('[FEE15] a receipt and a refund are papers with payees, sums and QR code; handing over leaves a row; nobody else gets it', async () => {
  const brandt = await jana.tab()
  const services = ['personalausweis', 'kfz-ummeldung'] as ServiceId[]
  const opened = await brandt.do(commands.openCase, { services, citizen: { name: 'Żaneta Kılıç' } })
  const lines = ['ab-24', 'einfach'].map((variant, at) => ({ caseService: opened.services[at]!.id, variant }))
  await brandt.do(commands.fixFee, { case: opened.id, lines })
  const cash = { case: opened.id, method: 'cash', total: 7050, given: 8000 } as const
  const { payments } = await brandt.do(commands.settleFee, cash)
  const payment = payments[0]!.id
  const before = await desk.auditHead()
  const receipt = await paper(payment)
  expect(receipt.faults).toEqual([])
  const text = receipt.text.replaceAll('\u00a0', ' ')
  for (const said of [
    'Quittung SEENDORF-2026-00001',
    'Żaneta Kılıç',
    opened.number,
    'Amt Seendorf',
    '46,00 €',
    '24,50 €',
    '70,50 €',
    '9,50 €',
  ])
    expect(text).toContain(said)
  expect(receipt.structure).toContain('Figure')
  expect(await desk.audit(before)).toMatchObject([
    { action: 'receipt.handed', detail: { receipt: 'SEENDORF-2026-00001' } },
  ])
  const after = await brandt.do(commands.refundFee, { payment, reason: 'doppelt gezahlt' })
  const back = await paper(after.payments[1]!.id)
  expect(back.text).toMatch(/Stornobeleg SEENDORF-2026-00002[\s\S]*SEENDORF-2026-00001[\s\S]*doppelt gezahlt/)

  for (const login of ['k.lorenz', 'd.kranz', 'u.kessler']) {
    const stranger = await desk.signIn(login)
    const start = await desk.auditHead()
    const refused = await stranger.ask(`/api/payments/${payment}/receipt.pdf`, 'GET')
    const unknown = await stranger.ask(
      '/api/payments/00000000-0000-7000-8000-000000000000/receipt.pdf',
      'GET',
    )
    expect([refused.status, await refused.text()]).toEqual([unknown.status, await unknown.text()])
    expect(await desk.audit(start)).toMatchObject([
      { action: 'receipt:read', outcome: 'refused' },
      { action: 'receipt:read', outcome: 'refused' },
    ])
  }
  expect((await desk.send(`/api/payments/${payment}/receipt.pdf`, 'GET')).status).toBe(401)
})

test('[FEE15] what was not booked has no receipt', async () => {
  const brandt = await jana.tab()
  const opened = await brandt.do(commands.openCase, { services: ['kfz-ummeldung' as ServiceId] })
  await brandt.do(commands.fixFee, {
    case: opened.id,
    lines: [{ caseService: opened.services[0]!.id, variant: 'einfach' }],
  })
  const card = { case: opened.id, method: 'terminal', total: 2450, simulate: 'timeout' } as const
  const { payments } = await brandt.do(commands.settleFee, card)
  const answer = await jana.ask(`/api/payments/${payments[0]!.id}/receipt.pdf`, 'GET')
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('keinen Beleg')])
})
