import type { Page } from 'playwright-core'

interface Node {
  readonly nodeId: string
  readonly ignored: boolean
  readonly role?: { readonly value?: string }
  readonly name?: { readonly value?: string }
  readonly childIds?: readonly string[]
  readonly parentId?: string
}

/** Boxes that say nothing themselves. */
const silent = new Set(['generic', 'none', 'paragraph', 'InlineTextBox', 'LineBreak', 'RootWebArea'])

/** What differs from run to run and says nothing about the page. */
const changing: readonly (readonly [RegExp, string])[] = [
  [/\b\d{2}:\d{2}\b/g, '00:00'],
  [/\b\d{2}\.\d{2}\.\d{4}\b/g, '01.01.2026'],
  [/\b\d{1,2}\. [A-Z][a-zä]+ \d{4}\b/g, '1. Januar 2026'],
  [/\bV-\d{4}-\d{6}\b/g, 'V-2026-000001'],
  [/\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, 'ABCD-2345'],
  [/http:\/\/[^\s/]+/g, 'http://desk'],
  [/Guten (?:Morgen|Tag|Abend)/g, 'Guten Tag'],
]

/** The browser's own accessibility tree in reading order, one line each: what a screen reader is given. */
export async function treeOf(page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page)
  const { nodes } = (await cdp.send('Accessibility.getFullAXTree')) as unknown as { nodes: readonly Node[] }
  await cdp.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const lines: string[] = []
  const walk = (node: Node, depth: number, around: string) => {
    const role = node.role?.value ?? ''
    const name = (node.name?.value ?? '').trim()
    const said = !node.ignored && !silent.has(role) && !(role === 'StaticText' && around.includes(name))
    if (said) lines.push(`${'  '.repeat(depth)}${role}${name === '' ? '' : `: ${name}`}`)
    for (const id of node.childIds ?? []) {
      const child = byId.get(id)
      if (child) walk(child, said ? depth + 1 : depth, said ? name : around)
    }
  }
  const root = nodes.find(({ parentId }) => parentId === undefined)
  if (root) walk(root, 0, '')
  return `${changing.reduce((text, [pattern, by]) => text.replaceAll(pattern, by), lines.join('\n'))}\n`
}

/** Everything to be hit that is narrower or lower than `least` CSS pixels; a tick box counts with its label. */
export const smallTargets = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((bound) => {
    const hit = 'button, select, textarea, input, [role=button], [role=tab], footer a, nav a'
    return [...document.querySelectorAll<HTMLElement>(hit)].flatMap((one) => {
      const whole = one.matches('[type=checkbox], [type=radio]') ? (one.closest('label') ?? one) : one
      const { width, height } = whole.getBoundingClientRect()
      const shown = one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && width > 1
      if (!shown || (width >= bound && height >= bound)) return []
      return [`${one.outerHTML.slice(0, 90)} ${Math.round(width)}×${Math.round(height)}`]
    })
  }, least)

/** What is read after something else and stands above it, in a window of one column; what is fixed to an edge does not count. */
export const outOfOrder = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const blocks = 'h1, h2, h3, h4, p, li, dt, label, legend, textarea, select, button, img'
    const fixed = (one: Element | null): boolean =>
      one !== null &&
      (['sticky', 'fixed'].includes(getComputedStyle(one).position) || fixed(one.parentElement))
    const jumps: string[] = []
    let lowest = { top: -Infinity, words: '' }
    for (const one of document.querySelectorAll<HTMLElement>(blocks)) {
      const { top, width } = one.getBoundingClientRect()
      if (width <= 1 || !one.checkVisibility({ opacityProperty: true }) || fixed(one)) continue
      const words = one.textContent?.trim().slice(0, 40) ?? ''
      // Side by side is no jump.
      if (top < lowest.top - 60) jumps.push(`${words} above ${lowest.words}`)
      if (top > lowest.top) lowest = { top, words }
    }
    return jumps
  })
