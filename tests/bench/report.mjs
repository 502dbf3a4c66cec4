/** The measurements as a page for people. */
import { spread } from './measuring.mjs'

const number = (value) => value.toFixed(value >= 100 ? 0 : 2)

function cells({ what, against, goal, values, unit, noisy, failed }) {
  if (failed !== undefined || values.length === 0)
    return [
      what,
      against,
      Number.isNaN(goal) ? '–' : `≤ ${goal} ${unit}`,
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

/** Markdown: how it was measured, the table, what stands behind missed goals. */
export function report(rows, { commit, quick, cores, model, load, node, instructions, explained }) {
  const table = rows.map(
    (row) =>
      `| ${cells(row)
        .map((cell) => String(cell).trim())
        .join(' | ')} |`,
  )
  return `# Measurements

Made by \`npm run bench${quick ? ' -- --quick' : ''}\` on commit ${commit}: ${cores} cores (${model}), Node ${node.slice(1)}, load ${load.toFixed(1)} at the end${load > cores ? ' — other programs kept this machine busy' : ''}.
Every figure is a ratio within this run. Instructions repeat within 5 to 8 %; milliseconds on a busy machine do not, such rows are marked as noisy.${instructions ? '' : '\nThis processor does not tell retired instructions; those rows are missing.'}

| what | against | goal | measured | spread | |
|---|---|---|---|---|---|
${table.join('\n')}

${explained.trim()}
`
}
