import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What Debian's qpdf and poppler say about a PDF, and whether it has what PDF/A-3a (ISO 19005-3) asks of its structure. */
export interface LookedAtPdf {
  /** Text in reading order. */
  readonly text: string
  /** Structure tree with its texts, as poppler reads it. */
  readonly structure: string
  readonly files: ReadonlyMap<string, Buffer>
  /** Pages as PNG. */
  readonly pages: readonly Buffer[]
  /** What is against the standard; empty for a good paper. */
  readonly faults: readonly string[]
}

type Value = unknown
interface PdfObject {
  readonly value?: Value
  readonly stream?: { readonly dict: Readonly<Record<string, Value>>; readonly data: string }
}

export function lookAtPdf(content: Buffer): LookedAtPdf {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-pdf-'))
  const file = join(folder, 'paper.pdf')
  try {
    writeFileSync(file, content)
    const run = (program: string, ...more: string[]) =>
      execFileSync(program, more, { cwd: folder, maxBuffer: 256 * 1024 * 1024 })
    run('qpdf', '--check', file)
    const json = run('qpdf', '--json=2', '--json-stream-data=inline', '--decode-level=generalized', file)
    const qpdf = (JSON.parse(json.toString('utf8')) as { qpdf: [unknown, Record<string, PdfObject>] }).qpdf
    run('pdftoppm', '-r', '40', '-png', file, 'page')
    return {
      text: run('pdftotext', '-layout', file, '-').toString('utf8'),
      structure: run('pdfinfo', '-struct-text', file).toString('utf8'),
      files: filesOf(new Objects(qpdf[1])),
      pages: run('ls')
        .toString()
        .split('\n')
        .filter((name) => name.startsWith('page'))
        .map((name) => readFileSync(join(folder, name))),
      faults: faultsOf(new Objects(qpdf[1])),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Objects of a PDF with their references followed. */
class Objects {
  constructor(private readonly all: Readonly<Record<string, PdfObject>>) {}

  get list(): readonly PdfObject[] {
    return Object.values(this.all)
  }

  at(value: Value): Readonly<Record<string, Value>> {
    const object = this.object(value)
    if (object) return (object.stream?.dict ?? object.value ?? {}) as Record<string, Value>
    return (typeof value === 'object' && value !== null ? value : {}) as Record<string, Value>
  }

  object(value: Value): PdfObject | undefined {
    return typeof value === 'string' && value.endsWith(' R') ? this.all[`obj:${value}`] : undefined
  }

  data(value: Value): Buffer {
    return Buffer.from(this.object(value)?.stream?.data ?? '', 'base64')
  }

  get root(): Readonly<Record<string, Value>> {
    return this.at(this.at(this.all['trailer']?.value)['/Root'])
  }

  get trailer(): Readonly<Record<string, Value>> {
    return this.at(this.all['trailer']?.value)
  }
}

const isDictionary = (value: Value): value is Readonly<Record<string, Value>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: Value): string => (typeof value === 'string' ? value.replace(/^u:/, '') : '')

function filesOf(objects: Objects): Map<string, Buffer> {
  const list = (objects.root['/AF'] ?? []) as readonly Value[]
  return new Map(
    list.map((one) => {
      const spec = objects.at(one)
      return [textOf(spec['/UF']), objects.data(objects.at(spec['/EF'])['/F'])]
    }),
  )
}

function faultsOf(objects: Objects): string[] {
  const { root } = objects
  const xmp = objects.data(root['/Metadata']).toString('utf8')
  const info = objects.at(objects.trailer['/Info'])
  const title = textOf(objects.object(info['/Title'])?.value ?? info['/Title'])
  const intents = (root['/OutputIntents'] ?? []) as readonly Value[]
  const dicts = objects.list.map((one) => one.stream?.dict ?? one.value).filter(isDictionary)
  const rules: readonly (readonly [string, boolean])[] = [
    ['the metadata do not claim part 3', /<pdfaid:part>3</.test(xmp)],
    ['the metadata do not claim level A', /<pdfaid:conformance>A</.test(xmp)],
    ['metadata and information disagree over the title', title !== '' && xmp.includes(`>${title}<`)],
    ['no output intent', intents.length === 1 && textOf(objects.at(intents[0])['/S']) === '/GTS_PDFA1'],
    ['no colour profile', objects.data(objects.at(intents[0])['/DestOutputProfile']).length > 1000],
    ['not marked as tagged', objects.at(root['/MarkInfo'])['/Marked'] === true],
    ['no structure tree', objects.at(root['/StructTreeRoot'])['/K'] !== undefined],
    ['no language', textOf(root['/Lang']).startsWith('de')],
    ['encrypted', objects.trailer['/Encrypt'] === undefined],
    ['no file identifier', Array.isArray(objects.trailer['/ID'])],
    ['a script or an action', dicts.every((one) => !['/JS', '/AA', '/OpenAction'].some((key) => key in one))],
    [
      'transparency',
      dicts.every(
        (one) => !('/SMask' in one) && !('/ca' in one) && !('/CA' in one) && one['/S'] !== '/Transparency',
      ),
    ],
    ['a compression that is not allowed', dicts.every((one) => one['/Filter'] !== '/LZWDecode')],
  ]
  return [
    ...rules.flatMap(([fault, good]) => (good ? [] : [fault])),
    ...dicts.flatMap((one) => fontFaults(objects, one)),
    ...dicts.flatMap((one) => fileFaults(objects, one)),
    ...dicts.flatMap((one) =>
      one['/S'] === '/Figure' && textOf(one['/Alt']) === '' ? ['a figure without words'] : [],
    ),
  ]
}

function fontFaults(objects: Objects, one: Readonly<Record<string, Value>>): string[] {
  if (one['/Type'] !== '/Font') return []
  if (one['/Subtype'] === '/Type0') return one['/ToUnicode'] === undefined ? ['a font without Unicode'] : []
  const descriptor = objects.at(one['/FontDescriptor'])
  const embedded = ['/FontFile', '/FontFile2', '/FontFile3'].some((key) => key in descriptor)
  return embedded ? [] : [`a font that is not embedded: ${String(one['/BaseFont'])}`]
}

/** Every embedded file is an associated file with type and relationship. */
function fileFaults(objects: Objects, one: Readonly<Record<string, Value>>): string[] {
  if (one['/Type'] !== '/Filespec') return []
  const embedded = objects.at(objects.at(one['/EF'])['/F'])
  const good =
    one['/AFRelationship'] === '/Data' &&
    '/F' in one &&
    '/UF' in one &&
    typeof embedded['/Subtype'] === 'string'
  return good ? [] : ['an embedded file without type or relationship']
}
