/** The measurements as a page for people. */
import { spread } from './measuring.mjs'

const number = (value) => value.toFixed(value >= 100 ? 0 : 2)

function cells({ what, against, goal, values, unit, noisy, failed }) {
  if (failed !== undefined || values.length === 0)
    return [
      what,
      against,
      goal === null || Number.isNaN(goal) ? '–' : `≤ ${goal} ${unit}`,
      'not measured',
      '–',
      failed ?? 'no number',
    ]
  const { middle, low, high } = spread(values)
  const between = values.length > 1 ? `${number(low)} to ${number(high)}` : 'one round'
  const verdict = middle <= goal ? 'met' : 'missed'
  return [
    what,
    against || '–',
    `≤ ${goal} ${unit}`,
    `${number(middle)} ${unit}`,
    between,
    verdict + (noisy ? ' (noisy)' : ''),
  ]
}

const order = [
  'documents',
  'storing',
  'growth',
  'memory',
  'opening',
  'clients',
  'desk',
  'paint',
  'calls',
  'network',
  'guest',
]

/** Markdown: how it was measured, the table, what stands behind missed goals. */
export function report(parts, { cores, model, node, instructions, explained }) {
  const ran = order.filter((name) => parts[name] !== undefined)
  const table = ran.flatMap((name) =>
    parts[name].rows.map(
      (row) =>
        `| ${cells(row)
          .map((cell) => String(cell).trim())
          .join(' | ')} |`,
    ),
  )
  const origins = ran.map(
    (name) => `${name} ${parts[name].commit}${parts[name].quick ? ' (quick)' : ''}, load ${parts[name].load}`,
  )
  return `# Measurements

Made by \`npm run bench\` on ${cores} cores (${model}), Node ${node.slice(1)}. Part, commit and load of the machine at its end: ${origins.join('; ')}. A load above ${cores} means that other programs kept the machine busy.
Every figure is a ratio within one run of its part. Instructions repeat within 5 to 8 %; milliseconds on a busy machine do not, such rows are marked as noisy.${instructions ? '' : '\nThis processor does not tell retired instructions: processor time (user and system) stands for them.'}

| what | against | goal | measured | spread | |
|---|---|---|---|---|---|
${table.join('\n')}

${explained.trim()}
`
}
