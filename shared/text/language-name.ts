/** Deutsche Gebärdensprache: browsers know no name for it. */
const signs = 'gsg'

/** What a language is called in the language of the page; `sign` is how that page calls German Sign Language. */
export function languageName(code: string, page: string, sign: string): string {
  if (code === signs) return sign
  const name = new Intl.DisplayNames([page], { type: 'language', fallback: 'code' }).of(code) ?? code
  return name.slice(0, 1).toLocaleUpperCase(page) + name.slice(1)
}
