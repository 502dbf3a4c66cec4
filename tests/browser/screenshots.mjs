import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { runnerImport } from 'vite'

// `npm run screenshots`: builds, starts the product on a new demo district and takes every picture of docs/screenshots/.
// `SCREENSHOTS_DIR` and `SCREENSHOTS_SIZE` (1920x1080) take them elsewhere and larger.
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = process.env['SCREENSHOTS_DIR'] ?? join(root, 'docs/screenshots')
const [width, height] = (process.env['SCREENSHOTS_SIZE'] ?? '1440x900').split('x').map(Number)

const run = (...args) =>
  spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: process.env })

async function ended(child) {
  child.stdout.resume()
  if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve))
  return child.exitCode
}

async function addressOf(child) {
  for await (const line of createInterface(child.stdout)) {
    const found = /^Lotse läuft: (\S+)$/.exec(line)
    if (found) return found[1]
  }
  throw new Error('The desk did not start.')
}

if ((await ended(run('server/start.mjs', '--build-only'))) !== 0) process.exit(1)
const dataDir = await mkdtemp(join(tmpdir(), 'lotse-pictures-'))
process.env['PORT'] = '0'
process.env['DATA_DIR'] = dataDir
process.env['LOG_LEVEL'] = 'error'
const desk = run('dist/server/main.js')
const load = async (file) =>
  (await runnerImport(join(root, 'tests/browser/look', file), { configFile: false, root })).module

/** A browser whose camera shows this person. */
async function browserOf(name, portrait) {
  const { writePortrait } = await load('portrait.ts')
  const film = join(dataDir, `${name}.y4m`)
  await writePortrait(film, portrait)
  return browserWith(`--use-file-for-fake-video-capture=${film}`)
}

async function browserWith(camera) {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    camera,
    '--autoplay-policy=no-user-gesture-required',
    '--allow-loopback-in-peer-connection',
  ]
  return chromium.launch({ executablePath: '/usr/bin/chromium', args })
}

const browsers = []
try {
  const url = await addressOf(desk)
  browsers.push(
    await browserOf('adviser', { wall: 0xb9c4d6, shirt: 0x27408b, skin: 0xe3b998, hair: 0x5a3825 }),
  )
  browsers.push(
    await browserOf('specialist', { wall: 0xd5cdbb, shirt: 0x2f6f5e, skin: 0xd8a782, hair: 0x8d8a86 }),
  )
  const { sheetCamera } = await load('../../support/sheet-camera.ts')
  browsers.push(await browserWith(await sheetCamera()))
  const { Album } = await load('album.ts')
  await new Album(browsers[0], browsers[1], browsers[2], url, folder, { width, height }).fill()
} finally {
  await Promise.all(browsers.map((browser) => browser.close()))
  desk.kill('SIGTERM')
  await ended(desk)
  await rm(dataDir, { recursive: true, force: true })
}
