import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { StartRefused } from '#server/platform/start-refused.ts'
import { isCopyFoot, isCopyHead, type CopyHead } from '#server/store/copy/copy-format.ts'
import { storeSentences } from '#server/store/sentences.ts'

/** One row of a copy: its table, and the row as JSON text that only the store parses (numbers may exceed 2^53). */
export interface CopyRow {
  readonly table: string
  readonly json: string
}

/** Reads the head of a copy. @throws StartRefused when the file is none. */
export async function readHead(file: string): Promise<CopyHead> {
  for await (const line of linesOf(file)) {
    const head = parsed(line)
    if (isCopyHead(head)) return head
    break
  }
  throw new StartRefused(storeSentences.copyUnreadable(file, 'Es ist keine Sicherung von Lotse.'))
}

/** Reads the rows of a copy. @throws StartRefused at the end when the file was cut, so load them in one transaction. */
export async function* readRows(file: string): AsyncGenerator<CopyRow> {
  let rows = 0
  let foot: unknown
  for await (const line of linesOf(file)) {
    const tab = line.indexOf('\t')
    if (tab < 0) {
      foot = parsed(line)
      continue
    }
    rows++
    yield { table: line.slice(0, tab), json: line.slice(tab + 1) }
  }
  if (!isCopyFoot(foot) || foot.rows !== rows) throw new StartRefused(storeSentences.copyIncomplete(file))
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const text = createGunzip()
  source.on('error', (error) => text.destroy(error))
  source.pipe(text)
  try {
    yield* splitLines(text)
  } catch (error) {
    if (error instanceof StartRefused) throw error
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'Z_BUF_ERROR') throw new StartRefused(storeSentences.copyIncomplete(file))
    throw new StartRefused(
      storeSentences.copyUnreadable(file, error instanceof Error ? error.message : String(error)),
    )
  }
}

/** By line feed alone: text in JSON may hold U+2028, at which readline would split. */
async function* splitLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
