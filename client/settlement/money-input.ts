/** Whole cents from what a person typed: „50“, „50,5“, „1.234,50“; null when it is no amount. */
export function centsOf(typed: string): number | null {
  const text = typed.replaceAll(/[\s€]/g, '')
  const found = /^(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:,(\d{1,2}))?$/.exec(text)
  if (!found?.[1]) return null
  return Number(found[1].replaceAll('.', '')) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
}
