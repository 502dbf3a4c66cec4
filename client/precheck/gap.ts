/** Fields of one section that are empty or wrong. */
export interface Gap {
  /** As the form calls the section; null: the form itself is the heading. */
  readonly section: string | null
  readonly titles: readonly string[]
}

/** The first `most` of them in words, „Kind: Familienname, Vornamen; Anderer Elternteil: Name“, and how many more there are. */
export function gapWords(
  gaps: readonly Gap[],
  most: number,
): { readonly fields: string; readonly more: number } {
  const shown: string[] = []
  let left = most
  for (const { section, titles } of gaps) {
    const some = titles.slice(0, left)
    left -= some.length
    const alone = section === null || (some.length === 1 && some[0] === section)
    if (some.length > 0) shown.push(alone ? some.join(', ') : `${section}: ${some.join(', ')}`)
  }
  const all = gaps.reduce((sum, { titles }) => sum + titles.length, 0)
  return { fields: shown.join('; '), more: Math.max(0, all - most) }
}
