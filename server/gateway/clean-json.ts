/** Keys that reach into an object's ancestry; no honest client sends them. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

const deepest = 16

/**
 * Rebuilds a decoded value from its own keys, so that nothing inherited passes a schema.
 * @returns undefined (as `{ ok: false }`) for forbidden keys, a depth over 16, or anything JSON cannot say.
 */
export function cleanJson(value: unknown, depth = 0): { ok: true; value: unknown } | { ok: false } {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return { ok: true, value }
  if (typeof value === 'number') return Number.isFinite(value) ? { ok: true, value } : { ok: false }
  if (typeof value !== 'object' || depth >= deepest) return { ok: false }
  if (Array.isArray(value)) return cleanList(value, depth)
  const clean: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    if (forbidden.has(key)) return { ok: false }
    const inner = cleanJson((value as Record<string, unknown>)[key], depth + 1)
    if (!inner.ok) return inner
    clean[key] = inner.value
  }
  return { ok: true, value: clean }
}

function cleanList(list: readonly unknown[], depth: number): { ok: true; value: unknown } | { ok: false } {
  const clean: unknown[] = []
  for (const each of list) {
    const inner = cleanJson(each, depth + 1)
    if (!inner.ok) return inner
    clean.push(inner.value)
  }
  return { ok: true, value: clean }
}
