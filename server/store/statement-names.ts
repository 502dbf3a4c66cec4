/** Statements known by name; each costs a few kilobytes in every connection, for as long as it lives. */
const most = 300
/** A text heard often enough is worth a name; lists of changing length never get there. */
const often = 3

const names = new Map<string, string>()
const heard = new Map<string, number>()

/**
 * The name under which a connection parses and plans a statement once, undefined for a text that came too seldom. The same
 * text has the same name as long as the process lives.
 */
export function statementName(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= most) return known
  const times = (heard.get(text) ?? 0) + 1
  if (times < often) {
    if (heard.size >= most * often) heard.clear()
    heard.set(text, times)
    return undefined
  }
  heard.delete(text)
  const name = `lotse_${names.size}`
  names.set(text, name)
  return name
}
