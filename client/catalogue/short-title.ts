/** The title of a service without what stands in brackets at its end, for narrow places. */
export function shortTitle(title: string): string {
  const short = title.replace(/\s*\([^()]*\)$/, '')
  return short === '' ? title : short
}
