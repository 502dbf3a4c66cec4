import { afterEach, expect, it, vi } from 'vitest'
import { askWith } from '#client/light/light-answer.ts'
import { languageHeaders, packetLanguage } from '#client/text/page-language.ts'
import { speakOn } from '#client/text/spoken.ts'
import { posted } from '#client/ui/told.ts'
import { languageHeader, languageNames } from '#shared/text/languages.ts'

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
