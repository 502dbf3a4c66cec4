import { canonicalJson } from '#shared/model/canonical.ts'
import type { BundleData, BundleFile } from '#shared/model/handover.ts'
import type { ContentFiles } from '#server/evidence/evidence-port.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import { manifestOf } from './bundle-manifest.ts'
import type { CheckMessage } from './handover-port.ts'
import type { BundlePapers } from './paper-thread.ts'
import { documentId, messageName, xdomeaMessage, type MessageFile } from './xdomea-message.ts'

export interface MadeBundle {
  readonly data: BundleData
  readonly files: readonly BundleFile[]
  /** SHA-256 of the manifest. */
  readonly total: string
}

/** An evidence file of the case: it lies with the Unterlagen and is named, not copied. */
export interface EvidenceFileRef {
  readonly name: string
  readonly title: string
  readonly sha256: string
  readonly size: number
  readonly type: string
}

type Made = BundleFile & { readonly title: string }

/** Makes the files of a bundle and puts them on disk by their content, before anything is written into the store. */
export class BundleMaker {
  constructor(
    private readonly files: Pick<ContentFiles, 'keep'>,
    private readonly check: CheckMessage,
    private readonly papers: (data: BundleData, json: Buffer) => Promise<BundlePapers>,
  ) {}

  /** @throws Refused `E_STATE` when the message does not fit the official schema the operator pointed to. */
  async make(data: BundleData, evidence: readonly EvidenceFileRef[]): Promise<MadeBundle> {
    const json = Buffer.from(canonicalJson(data))
    const { paper, certificates } = await this.papers(data, json)
    const pdf = 'application/pdf'
    const made = [await this.#keep('uebergabe.pdf', pdf, 'paper', 'Übergabe', paper)]
    const checked = data.services.filter(({ kind }) => kind === 'precheck')
    for (const [at, content] of certificates.entries()) {
      const title = `Bescheinigung: ${checked[at]?.title ?? ''}`
      made.push(await this.#keep(`bescheinigung-${at + 1}.pdf`, pdf, 'certificate', title, content))
    }
    made.push(await this.#keep('daten.json', 'application/json', 'data', 'Daten', json))
    made.push(
      ...evidence.map((one, at) => ({ ...one, name: numbered(at, one.name), role: 'evidence' as const })),
    )
    const listed = made.map((one, at): MessageFile => ({ ...one, id: documentId(data.handover, at) }))
    const xml = xdomeaMessage(data, listed)
    await this.check(xml)
    const name = `${messageName(data.handover)}.xml`
    const message = await this.#keep(name, 'application/xml', 'message', 'xdomea', Buffer.from(xml))
    const all = [...made, message].map(({ title: _title, ...file }): BundleFile => file)
    const manifest = manifestOf(data.number, all)
    const { title: _of, ...last } = await this.#keep(
      'manifest.json',
      'application/json',
      'manifest',
      '',
      manifest,
    )
    return { data, files: [...all, last], total: last.sha256 }
  }

  async #keep(
    name: string,
    type: string,
    role: BundleFile['role'],
    title: string,
    content: Buffer,
  ): Promise<Made> {
    const sha256 = sha256Hex(content)
    await this.files.keep(sha256, content, null)
    return { name, sha256, size: content.length, type, role, title }
  }
}

/** Evidence in its order, so that two files of one name stay apart. */
const numbered = (at: number, name: string): string => `unterlagen/${String(at + 1).padStart(2, '0')}-${name}`
