import { afterEach, expect, test, vi } from 'vitest'
import { fetchTicket, sitAs } from '#client/link/tickets.ts'

const answer = (ticket: string, status = 200) => Response.json({ ticket }, { status })
const asked = vi.fn<() => Promise<Response>>(() => Promise.resolve(answer('second')))
vi.stubGlobal('fetch', asked)
afterEach(() => {
  asked.mockClear()
  globalThis.lotseTicket = undefined
  sitAs('staff')
})

test('[HEAD6] the ticket a page of the citizen asked for while it was loading is taken once', async () => {
  sitAs('seat')
  globalThis.lotseTicket = Promise.resolve(answer('first'))
  expect(await fetchTicket({ kind: 'socket' })).toBe('first')
  expect(asked).not.toHaveBeenCalled()
  expect(await fetchTicket({ kind: 'socket' })).toBe('second')
})

test('[HEAD6] it is no ticket for documents nor for staff, and without an answer it is asked for again', async () => {
  globalThis.lotseTicket = Promise.resolve(answer('first'))
  expect(await fetchTicket({ kind: 'socket' })).toBe('second')
  sitAs('seat')
  const document = `${crypto.randomUUID()}.citizen.1` as const
  expect(await fetchTicket({ kind: 'document', document })).toBe('second')
  globalThis.lotseTicket = Promise.resolve(null)
  expect(await fetchTicket({ kind: 'socket' })).toBe('second')
})

test('[HEAD6] that there is no seat is known without asking a second time', async () => {
  sitAs('seat')
  globalThis.lotseTicket = Promise.resolve(answer('', 401))
  await expect(fetchTicket({ kind: 'socket' })).rejects.toMatchObject({ status: 401 })
  expect(asked).not.toHaveBeenCalled()
})
