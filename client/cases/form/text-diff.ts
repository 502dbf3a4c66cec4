/** One stretch of a text replaced by another: what a keystroke, a paste or a spelling correction does. */
export interface Change {
  readonly index: number
  readonly removed: number
  readonly inserted: string
}

/** The parts of a Yjs text event that move characters. */
export interface DeltaPart {
  readonly retain?: number | undefined
  readonly insert?: unknown
  readonly delete?: number | undefined
}

/**
 * The smallest replacement that turns `before` into `after`. Where several are possible ("aa" → "aaa"), the one that
 * ends at `caret`, because there the typing happened. Never splits a surrogate pair.
 */
export function changeBetween(before: string, after: string, caret: number): Change | undefined {
  if (before === after) return undefined
  const mostSuffix = Math.min(before.length, after.length, Math.max(0, after.length - caret))
  let suffix = 0
  while (suffix < mostSuffix && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix += 1
  const mostPrefix = Math.min(before.length, after.length) - suffix
  let prefix = 0
  while (prefix < mostPrefix && before[prefix] === after[prefix]) prefix += 1
  if (isHighHalf(before, prefix - 1) || isHighHalf(after, prefix - 1)) prefix -= 1
  if (isLowHalf(before, before.length - suffix) || isLowHalf(after, after.length - suffix)) suffix -= 1
  return {
    index: prefix,
    removed: before.length - prefix - suffix,
    inserted: after.slice(prefix, after.length - suffix),
  }
}

function isHighHalf(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code >= 0xd800 && code < 0xdc00
}
function isLowHalf(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code >= 0xdc00 && code < 0xe000
}

/** Where a place of the old text is after somebody else's change; insertions right at it stay behind it. */
export function moved(place: number, delta: readonly DeltaPart[]): number {
  let index = 0
  let result = place
  for (const part of delta) {
    if (part.retain !== undefined) index += part.retain
    else if (typeof part.insert === 'string') {
      if (index < result) result += part.insert.length
      index += part.insert.length
    } else if (part.delete !== undefined) result -= Math.max(0, Math.min(part.delete, result - index))
  }
  return result
}
