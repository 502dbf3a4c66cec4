import { spawnSync } from 'node:child_process'

// `npm run check`: types, lint, import directions, dead code, format. Stops at the first that finds something.
const steps = [
  ['types', 'vue-tsc', ['-b', 'tsconfig.json']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings', 'client', 'server', 'shared', 'tests']],
  ['import directions', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'client', 'server', 'shared']],
  ['dead code', 'knip', []],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
]
for (const [name, tool, args] of steps) {
  const started = Date.now()
  const { status } = spawnSync(`node_modules/.bin/${tool}`, args, { stdio: 'inherit' })
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`)
  if (status !== 0) process.exit(1)
}
