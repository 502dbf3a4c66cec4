import { createServer, type Server } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Probe } from './page/page.ts'

/** Flags measured to work in headless Chromium (design 8-calls). */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--allow-loopback-in-peer-connection',
]
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
}
/** As strict as the product's, so that what needs more fails here. */
const policy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self'; img-src data:; connect-src 'self' ws:; require-trusted-types-for 'script'; trusted-types lotse-heartbeat"

declare global {
  // Set by the page under test.
  var probe: Probe
}

/** `refuse`: what the browser is told not to permit; a header, as the fake answer to its question is always yes. */
export type Setup = Partial<Parameters<Probe['open']>[0]> & {
  readonly refuse?: readonly ('camera' | 'microphone')[]
}

export interface CallStage {
  /** A page of its own browser context with a call that has done nothing yet. */
  enter(person: string, setup?: Setup): Promise<Page>
  /** Hangs up and makes a fresh call in the same page. */
  again(page: Page, person: string): Promise<void>
  /** A page of the components; `query` as the page describes it. */
  look(query: string, viewport: { width: number; height: number }): Promise<Page>
  /** Closes every page. */
  empty(): Promise<void>
  /** Loads the page again, as F5 does, with a fresh call of the same person. */
  reload(page: Page, person: string): Promise<void>
  /** Cuts everybody off from the relay and lets nobody in until it is called again with false. */
  cut(down: boolean): void
  /** Everything that went over the relay, for looking at. */
  readonly signals: { from: string; type: string }[]
  close(): Promise<void>
}

/**
 * Builds a page with the product's engine, serves it, relays signals and starts Chromium. Port 0, own directory.
 * `start`: `index.html` with the engine alone, `looks.html` with the components. `fps`: pictures a second of the cameras.
 */
export async function openCallStage(
  start: 'index.html' | 'looks.html' = 'index.html',
  fps = 30,
): Promise<CallStage> {
  const root = new URL('./page', import.meta.url).pathname
  const outDir = await mkdtemp(join(tmpdir(), 'lotse-calls-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    plugins: [vue()],
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_I18N_LEGACY_API__: 'false',
    },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: { input: [join(root, start)] },
    },
  })
  const server = createServer((request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://x')
    const refused = (searchParams.get('refuse') ?? '').split(',').filter((name) => name !== '')
    const file = join(outDir, path === '/' ? start : path)
    readFile(file).then(
      (content) => {
        const headers = {
          'content-type': types[extname(file)] ?? 'text/plain',
          'content-security-policy': policy,
          'permissions-policy': refused.map((name) => `${name}=()`).join(', '),
        }
        response.writeHead(200, headers).end(content)
      },
      () => response.writeHead(404).end(),
    )
  })
  const relay = openRelay(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...flags, `--use-fake-device-for-media-stream=fps=${fps}`],
  })
  return {
    signals: relay.signals,
    cut: (down) => relay.cut(down),
    enter: (person, setup = {}) => enter(browser, url, person, setup),
    async again(page, person) {
      await page.evaluate(
        (values) => {
          probe.call.leave()
          probe.frames = {}
          return probe.open(values)
        },
        { person, caller: 'a' },
      )
    },
    async look(query, viewport) {
      const page = await (await browser.newContext({ viewport, locale: 'de-DE' })).newPage()
      await page.goto(`${url}?${query}`)
      return page
    },
    async empty() {
      for (const context of browser.contexts()) await context.close()
    },
    async reload(page, person) {
      await page.reload()
      await page.evaluate((values) => probe.open(values), { person, caller: 'a' })
    },
    async close() {
      await browser.close()
      relay.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(outDir, { recursive: true, force: true })
    },
  }
}

async function enter(
  browser: Browser,
  url: string,
  person: string,
  { refuse = [], ...setup }: Setup,
): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(refuse.length === 0 ? url : `${url}?refuse=${refuse.join()}`)
  await page.evaluate((values) => probe.open(values), { person, caller: 'a', ...setup })
  return page
}

/** Relays as the product does: adds who sent it, to one leg or to every other. A leg ends with its socket. */
function openRelay(server: Server) {
  const sockets = new WebSocketServer({ server, path: '/relay' })
  const legs = new Map<string, WebSocket>()
  const signals: { from: string; type: string }[] = []
  let down = false
  let count = 0
  sockets.on('connection', (socket, request) => {
    if (down) return socket.terminate()
    const query = new URL(request.url ?? '/', 'http://x').searchParams
    const person = query.get('person') ?? ''
    const leg = `leg${(count += 1)}`
    legs.set(leg, socket)
    socket.on('close', () => legs.delete(leg))
    socket.on('message', (raw: Buffer) => {
      const { to, consultation, data } = JSON.parse(raw.toString()) as {
        to?: string
        consultation: string
        data: { type: string }
      }
      signals.push({ from: person, type: data.type })
      if (process.env['SHOW_SIGNALS'] !== undefined)
        process.stdout.write(`${leg} ${person} ${data.type} → ${to ?? 'all'}\n`)
      const sent = JSON.stringify({ consultation, from: leg, person, name: query.get('name'), data })
      for (const [other, peer] of legs) if (other !== leg && (to ?? other) === other) peer.send(sent)
    })
  })
  return {
    signals,
    cut(cutNow: boolean) {
      down = cutNow
      if (down) for (const socket of legs.values()) socket.terminate()
    },
    close: () => sockets.close(),
  }
}

/** Asks the page again and again; Playwright's own `waitForFunction` needs `eval`, which the policy forbids. */
export async function until<T>(
  page: Page,
  what: (value: T) => boolean,
  value: T,
  within = 60_000,
): Promise<void> {
  const giveUp = Date.now() + within
  while (!(await page.evaluate(what as (value: unknown) => boolean, value))) {
    if (Date.now() > giveUp) {
      const state = await page.evaluate(() => JSON.stringify([probe.call.get(), probe.faults, probe.frames]))
      throw new Error(`waited in vain for ${what.toString()}\n${state}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
}

/** Waits until more frames of that person have been painted than now. */
export async function pictureMoves(
  page: Page,
  person: string,
  frames: 'frames' | 'screenFrames' = 'frames',
  within = 60_000,
): Promise<void> {
  const seen = await page.evaluate(([who, which]) => probe[which][who] ?? 0, [person, frames] as const)
  await until(
    page,
    ([who, which, before]) => (probe[which][who] ?? 0) > before + 2,
    [person, frames, seen] as const,
    within,
  )
}

/** Waits for a state of the call; the function runs in the page. */
export async function callSays(page: Page, what: () => boolean): Promise<void> {
  await until(page, what, undefined)
}
