import type { CaptionLine } from './call-types.ts'

/** So many lines stay to be read. */
const keptLines = 4

/** The lines after somebody typed on: the open line of that person grows, else a new one begins; taken back when it is empty. */
export function captionsAfter(
  lines: readonly CaptionLine[],
  said: { readonly person: string; readonly name: string; readonly text: string; readonly done: boolean },
): readonly CaptionLine[] {
  const open = lines.find((line) => line.person === said.person && !line.done)
  const text = said.text.trim()
  if (text === '') return open ? lines.filter((line) => line !== open) : lines
  const line = { ...said, text, id: open?.id ?? Math.max(0, ...lines.map(({ id }) => id)) + 1 }
  return open ? lines.map((one) => (one === open ? line : one)) : [...lines, line].slice(-keptLines)
}
