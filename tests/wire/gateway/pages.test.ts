import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ticketRequest } from '#shared/contract/session-contract.ts'
import { WireDesk } from './wire-desk.ts'

const clientDir = fileURLToPath(new URL('../../../dist/client', import.meta.url))
const built = existsSync(`${clientDir}/index.html`)

let desk: WireDesk
beforeAll(async () => {
  desk = await WireDesk.start({ clientDir })
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

const get = (path: string, headers: Record<string, string> = {}) => desk.send(path, 'GET', undefined, headers)

describe('headers', () => {
  test.each(['/api/desk', '/api/session', '/api/nothing', '/healthz', '/readyz', ...(built ? ['/'] : [])])(
    '[HEAD1] %s carries the headers of the trust chapter',
    async (path) => {
      const { headers } = await get(path)
      const policy = new Map(
        (headers.get('content-security-policy') ?? '').split(';').map((part) => {
          const [name = '', ...values] = part.trim().split(' ')
          return [name, values.join(' ')] as const
        }),
      )
      expect(policy.get('default-src')).toBe("'none'")
      expect(policy.get('script-src')).toMatch(/^'self'( 'sha256-[\w+/]{43}=')*$/)
      expect(policy.get('style-src')).toBe("'self'")
      expect(policy.get('base-uri')).toBe("'none'")
      expect(policy.get('frame-ancestors')).toBe("'none'")
      expect(policy.get('require-trusted-types-for')).toBe("'script'")
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*|https?:/)
      expect(headers.get('permissions-policy')).toContain(
        'camera=(self), microphone=(self), display-capture=(self)',
      )
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('access-control-allow-origin')).toBeNull()
      const kept = headers.get('cache-control') !== 'no-store'
      expect(kept).toBe(!path.startsWith('/api/'))
    },
  )
})

describe('addresses', () => {
  test('[HEAD2] what does not exist in the API is 404 in JSON with a sentence, whatever the method', async () => {
    for (const [path, method] of [
      ['/api/nothing', 'GET'],
      ['/api/cases/1', 'GET'],
      ['/api/session/x', 'POST'],
      ['/api/desk', 'PUT'],
      ['/sync/x', 'GET'],
    ] as const) {
      const answer = await desk.send(path, method)
      expect([path, answer.status]).toEqual([path, 404])
      expect(await answer.json()).toEqual({ error: 'E_NOT_FOUND', message: 'Diese Adresse gibt es nicht.' })
    }
  })

  test.skipIf(!built)(
    '[HEAD3] a deep link gives the page, an unknown file does not, nothing outside is served',
    async () => {
      const page = await (await get('/')).text()
      expect(page).toContain('<div id="app"')
      for (const path of [
        '/vorgang/0197f000-0000-7000-8000-0000000000aa',
        '/dienst',
        '/anmelden?zurueck=/x',
      ]) {
        const answer = await get(path)
        expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
          path,
          200,
          'text/html; charset=utf-8',
        ])
        expect(await answer.text()).toBe(page)
        expect(answer.headers.get('cache-control')).toBe('no-cache')
      }
      for (const path of [
        '/missing.js',
        '/assets/missing.js',
        '/..%2f..%2fpackage.json',
        '/%2e%2e/%2e%2e/package.json',
        '/.env',
        '/assets/..%2f..%2f..%2fpackage.json',
      ]) {
        const answer = await get(path)
        expect([path, answer.status >= 400]).toEqual([path, true])
        expect(await answer.text()).not.toContain('"dependencies"')
      }
      const asset = readdirSync(`${clientDir}/assets`).find((name) => name.endsWith('.js'))
      const answer = await get(`/assets/${asset}`)
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    },
  )

  test.skipIf(!built)(
    '[HEAD5] programs and styles travel compressed, and what a guest opens first stays below 150 kB of them',
    async () => {
      for (const page of ['/platz', '/join', '/status', '/upload']) {
        const html = await (await get(page)).text()
        const names = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path!)
        let bytes = 0
        for (const name of names) {
          const answer = await get(name, { 'accept-encoding': 'gzip' })
          expect([name, answer.headers.get('content-encoding')]).toEqual([name, 'gzip'])
          expect(answer.headers.get('vary')).toMatch(/accept-encoding/i)
          bytes += Number(answer.headers.get('content-length'))
          expect((await answer.text()).length).toBeGreaterThan(0)
        }
        expect(names.length).toBeGreaterThan(1)
        expect(bytes).toBeLessThan(150_000)
      }
    },
  )

  test.skipIf(!built)(
    '[HEAD6] every page of the citizen asks for its ticket first, no page of staff does',
    async () => {
      const inlineOf = async (path: string) => {
        const answer = await get(path)
        const policy = answer.headers.get('content-security-policy')
        const scripts = [...(await answer.text()).matchAll(/<script>([^]*?)<\/script>/g)].map(
          ([, code]) => code!,
        )
        // The browser runs them only by their hash.
        for (const code of scripts)
          expect(policy).toContain(`'sha256-${createHash('sha256').update(code).digest('base64')}'`)
        return scripts.join('\n')
      }
      for (const path of ['/platz', '/join', '/terminal', '/dolmetschen']) {
        const wish = /body: '(.+)'/.exec(await inlineOf(path))?.[1] ?? ''
        expect([path, Value.Check(ticketRequest, JSON.parse(wish))]).toEqual([path, true])
      }
      const forStaff = await inlineOf('/')
      expect(forStaff).toContain('data-kern-theme')
      expect(forStaff).not.toContain('/api/tickets')
    },
  )

  test('[HEAD4] metrics go to loopback or the token only, not through a proxy', async () => {
    expect((await get('/metrics')).status).toBe(200)
    const proxied = { 'x-forwarded-for': '203.0.113.7' }
    expect((await get('/metrics', proxied)).status).toBe(404)
    expect((await get('/metrics', { forwarded: 'for=203.0.113.7' })).status).toBe(404)
    expect((await get('/metrics', { ...proxied, authorization: 'Bearer falsch' })).status).toBe(404)
    const token = { ...proxied, authorization: 'Bearer token-of-the-tests-only' }
    const answer = await get('/metrics', token)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    expect(await answer.text()).toContain('lotse_connections 0')
  })
})
