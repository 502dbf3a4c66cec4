import { spawnSync } from 'node:child_process'

// `npm run check`: types, lint, import directions, dead code, format. Stops at the first that finds something.
/** @type {{ name: string, tool: string, args: string[] }[]} */
const steps = [
  { name: 'types', tool: 'vue-tsc', args: ['-b', 'tsconfig.json'] },
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
for (const { name, tool, args } of steps) {
  const started = Date.now()
  const { status } = spawnSync(`node_modules/.bin/${tool}`, args, { stdio: 'inherit' })
  process.stdout.write(
    `${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
  )
  if (status !== 0) process.exit(1)
}
