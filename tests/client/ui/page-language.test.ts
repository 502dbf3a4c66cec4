import { afterEach, expect, it, vi } from 'vitest'
import { catalogueCommands } from '#shared/contract/catalogue-contract.ts'
import { askWith } from '#client/light/light-answer.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { languageHeaders, packetLanguage } from '#client/text/page-language.ts'
import { speakOn } from '#client/text/spoken.ts'
import { posted } from '#client/ui/told.ts'
import { languageHeader, languageNames } from '#shared/text/languages.ts'

const wire = vi.hoisted(() => ({ packets: [] as object[] }))
/** A connection that stands at once and answers everything. */
vi.mock('socket.io-client', () => ({
  io: () => {
    const socket = {
      connected: true,
      on: (name: string, hear: (hello: object) => void) => {
        if (name === 'welcome') queueMicrotask(() => hear({ leg: 'leg' }))
      },
      timeout: () => ({
        emitWithAck: (_name: string, packet: object) => {
          wire.packets.push(packet)
          return Promise.resolve({ ok: true, value: {} })
        },
      }),
      removeAllListeners: () => undefined,
      disconnect: () => undefined,
    }
    return socket
  },
}))

afterEach(() => {
  speakOn(document, 'de')
  vi.unstubAllGlobals()
})

it('[REFUSE5] from the moment a page speaks a language its packets and requests say so; a page that never chose says nothing', async () => {
  const sent: (RequestInit | undefined)[] = []
  vi.stubGlobal('fetch', (_path: string, init?: RequestInit) => {
    sent.push(init)
    return Promise.resolve(Response.json({}))
  })
  expect([packetLanguage(), languageHeaders()]).toEqual([{}, {}])
  expect(posted({}).headers).toEqual({ 'content-type': 'application/json' })
  for (const one of languageNames.filter((name) => name !== 'de')) {
    speakOn(document, one)
    expect(packetLanguage()).toEqual({ language: one })
    await askWith('/api/status', '7KXM-Q4RT')
    expect(sent.at(-1)).toMatchObject({ credentials: 'omit', headers: { [languageHeader]: one } })
  }
  speakOn(document, 'de')
  await askWith('/api/status', '7KXM-Q4RT')
  expect([packetLanguage(), sent.at(-1)?.headers]).toEqual([{}, { 'content-type': 'application/json' }])
})

it('[REFUSE5] a command says the language that stands there when it is sent, and none on a page that never chose', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ ticket: 'ticket' })))
  const link = useDeskLink()
  await link.connect()
  for (const one of ['ar', 'easy', 'de'] as const) {
    speakOn(document, one)
    await link.request(catalogueCommands.readCatalogue, {})
    const { language } = wire.packets.at(-1) as { readonly language?: string }
    expect(language).toBe(one === 'de' ? undefined : one)
  }
  link.disconnect()
})
