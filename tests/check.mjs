import { spawn } from 'node:child_process'

// `npm run check`: types beside lint, import directions, dead code, format. Each says what it found when it is done.
/** @typedef {{ name: string, tool: string, args: string[] }} Step */
/** @type {Step} */
const types = { name: 'types', tool: 'vue-tsc', args: ['-b', 'tsconfig.json'] }
/** @type {Step[]} */
const others = [
  {
    name: 'lint',
    tool: 'oxlint',
    args: ['--type-aware', '--deny-warnings', 'client', 'server', 'shared', 'tests'],
  },
  {
    name: 'import directions',
    tool: 'depcruise',
    args: ['--config', '.dependency-cruiser.cjs', 'client', 'server', 'shared'],
  },
  { name: 'dead code', tool: 'knip', args: [] },
  { name: 'format', tool: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
]

/**
 * What a step says stays together, though another one runs beside it.
 * @param {Step} step
 * @returns {Promise<boolean>} whether nothing was found
 */
async function run({ name, tool, args }) {
  const started = Date.now()
  const child = spawn(`node_modules/.bin/${tool}`, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  /** @type {Buffer[]} */
  const said = []
  child.stdout.on('data', (part) => said.push(part))
  child.stderr.on('data', (part) => said.push(part))
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  process.stdout.write(
    `${Buffer.concat(said).toString()}${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`,
  )
  return status === 0
}

/** @param {readonly Step[]} steps */
async function inTurn(steps) {
  let fine = true
  for (const step of steps) fine = (await run(step)) && fine
  return fine
}

const found = await Promise.all([inTurn([types]), inTurn(others)])
if (found.includes(false)) process.exit(1)
