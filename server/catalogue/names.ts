import type { CatalogueNames } from '#server/district/names-file.ts'

/** Every German title that stands in a JSON Schema. */
export function titlesIn(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return []
  const own: unknown = Array.isArray(schema) ? undefined : (schema as { title?: unknown }).title
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(schema).flatMap(titlesIn)]
}

/** Of all names those that are needed. */
export function namesFor(german: readonly string[], all: CatalogueNames): CatalogueNames {
  const wanted = new Set(german)
  return Object.fromEntries(
    Object.entries(all).map(([language, names]) => [
      language,
      Object.fromEntries(Object.entries(names).filter(([title]) => wanted.has(title))),
    ]),
  )
}
