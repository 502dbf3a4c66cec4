/** One change of a plain text: at `index`, `remove` UTF-16 units go and `insert` comes. */
export interface TextEdit {
  readonly index: number
  readonly remove: number
  readonly insert: string
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

/**
 * The smallest edit that makes `after` out of `before`. `caret` (where the cursor stands in `after`) decides between edits
 * that look alike: a typed "a" in "aaa" went in before the caret. Never cuts a character outside of the BMP in two.
 */
export function textEdit(before: string, after: string, caret = after.length): TextEdit | null {
  if (before === after) return null
  const shorter = Math.min(before.length, after.length)
  let suffix = 0
  const behindCaret = Math.min(shorter, after.length - caret)
  while (suffix < behindCaret && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix += 1
  let prefix = 0
  while (prefix < shorter - suffix && before[prefix] === after[prefix]) prefix += 1
  while (suffix < shorter - prefix && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix += 1
  if (prefix > 0 && isHigh(before.charCodeAt(prefix - 1))) prefix -= 1
  if (suffix > 0 && isLow(before.charCodeAt(before.length - suffix))) suffix -= 1
  return {
    index: prefix,
    remove: before.length - prefix - suffix,
    insert: after.slice(prefix, after.length - suffix),
  }
}

/** One step of a Yjs text delta. */
export interface DeltaStep {
  readonly retain?: number
  readonly insert?: unknown
  readonly delete?: number
}

/** Where a position moves to when others change the text; `left`: text inserted right there goes behind it. */
export function movePosition(position: number, delta: readonly DeltaStep[], left = true): number {
  let at = 0
  let moved = position
  for (const step of delta) {
    if (step.retain !== undefined) at += step.retain
    else if (typeof step.insert === 'string') {
      if (at < moved || (at === moved && !left)) moved += step.insert.length
      at += step.insert.length
    } else if (step.delete !== undefined && at < moved) moved -= Math.min(step.delete, moved - at)
    if (at > moved) break
  }
  return moved
}
