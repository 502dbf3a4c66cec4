import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import { DistrictFault, type DistrictProblem } from './district-fault.ts'
import { districtSentences, syntaxSentence } from './district-sentences.ts'

/** Bytes of the largest file that is looked at. */
export const largestFile = 4 * 1024 * 1024
const deepest = 64
const forbiddenKeys: readonly unknown[] = ['__proto__', 'constructor', 'prototype']

/** A file as parsed JSON that still knows its lines. */
export interface ReadText {
  readonly value: unknown
  /** Line of the thing at the pointer, or of the nearest thing around it that exists; from 1. */
  readonly lineOf: (pointer: string) => number
}

/**
 * Reads JSON with its lines. A byte order mark and the lines `npm run` writes before a redirected output are passed over.
 * @throws DistrictFault for broken syntax, a key written twice, or a file too large or too deep.
 */
export function readDistrictText(file: string, raw: string): ReadText {
  if (Buffer.byteLength(raw) > largestFile)
    throw new DistrictFault(file, [{ path: '', sentence: districtSentences.tooLarge(largestFile) }])
  const text = withoutBanner(raw)
  const starts = lineStarts(text)
  const lineAt = (offset: number) => lineIn(starts, offset)
  const tooDeep = deeperThan(text, deepest)
  if (tooDeep !== null)
    throw new DistrictFault(file, [
      { path: '', line: lineAt(tooDeep), sentence: districtSentences.tooDeep(deepest) },
    ])
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: false, disallowComments: true })
  const [first] = errors
  if (root === undefined || first) {
    const line = first ? lineAt(first.offset) : 1
    throw new DistrictFault(file, [
      { path: '', line, sentence: syntaxSentence(first ? printParseErrorCode(first.error) : '') },
    ])
  }
  const wrongKeys = keysOf(root, '', lineAt)
  if (wrongKeys.length > 0) throw new DistrictFault(file, wrongKeys)
  return { value: JSON.parse(text), lineOf: (pointer) => lineAt(nodeAt(root, pointer)) }
}

/** BOM, and npm's "> lotse@… / > node …": blanked, so that the lines stay what an editor counts. */
function withoutBanner(raw: string): string {
  const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw
  const banner = /^(?:\s*\r?\n|> [^\r\n]*\r?\n)+/.exec(text)?.[0] ?? ''
  return banner.replaceAll(/[^\r\n]/g, ' ') + text.slice(banner.length)
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function lineIn(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}

/** Offset of the bracket that goes too deep; the parser itself works by recursion. */
function deeperThan(text: string, limit: number): number | null {
  let depth = 0
  let inside = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (inside) {
      if (sign === '\\') at += 1
      else if (sign === '"' || sign === '\n') inside = false
    } else if (sign === '"') inside = true
    else if (sign === '{' || sign === '[') {
      depth += 1
      if (depth > limit) return at
    } else if (sign === '}' || sign === ']') depth -= 1
  }
  return null
}

function keysOf(node: Node, path: string, lineAt: (offset: number) => number): DistrictProblem[] {
  const children = node.children ?? []
  if (node.type === 'array')
    return children.flatMap((child, index) => keysOf(child, `${path}/${index}`, lineAt))
  if (node.type !== 'object') return []
  const seen = new Set<unknown>()
  return children.flatMap((property) => {
    const [key, value] = property.children ?? []
    const here = `${path}/${pointerPart(String(key?.value))}`
    const wrong: DistrictProblem[] = []
    const at = { path: here, line: lineAt(property.offset) }
    if (seen.has(key?.value)) wrong.push({ ...at, sentence: districtSentences.keyTwice(String(key?.value)) })
    if (forbiddenKeys.includes(key?.value))
      wrong.push({ ...at, sentence: districtSentences.keyForbidden(String(key?.value)) })
    seen.add(key?.value)
    return value ? [...wrong, ...keysOf(value, here, lineAt)] : wrong
  })
}

function nodeAt(root: Node, pointer: string): number {
  const parts = pointer.split('/').slice(1)
  for (let length = parts.length; length > 0; length -= 1) {
    const found = step(root, parts.slice(0, length))
    // A value stands on the line of its key.
    if (found) return found.parent?.type === 'property' ? found.parent.offset : found.offset
  }
  return root.offset
}

function step(root: Node, parts: readonly string[]): Node | undefined {
  let node: Node | undefined = root
  for (const part of parts) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    node = node && findNodeAtLocation(node, [node.type === 'array' ? Number(name) : name])
  }
  return node
}

/** A key as part of a JSON pointer (RFC 6901). */
export function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
