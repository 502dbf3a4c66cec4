import type { FastifyRequest } from 'fastify'
import type { StoredFile } from '#shared/contract/evidence-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Acts } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import type { VirusScanner } from './clamd.ts'
import type { ContentFiles } from './evidence-port.ts'
import type { EvidenceService, FileWish } from './evidence-service.ts'
import { checkFile } from './file-check.ts'
import { receivedFile } from './received-file.ts'

export interface TakingParts {
  readonly evidence: EvidenceService
  readonly files: ContentFiles
  readonly acts: Acts
  /** Null: the operator runs no scanner. */
  readonly scanner: VirusScanner | null
  /** What happens to a file while the scanner does not answer. */
  readonly scannerDown: 'refuse' | 'accept'
}

/** How long an upload may take in milliseconds: each holds its file in memory. */
const longestUpload = 120_000

/** What the reason of a refusal is in HTTP; the others as everywhere. */
export const statusOfFile: Readonly<Record<string, number>> = {
  'file-too-large': 413,
  'file-type': 415,
  'file-missing': 422,
  'file-fields': 422,
  'file-empty': 422,
  'file-virus': 422,
  'file-polyglot': 422,
  'file-pixels': 422,
  'file-broken': 422,
  'identity-reason': 422,
  'evidence-full': 422,
  'evidence-service': 422,
  'phone-identity': 422,
  'scan-down': 503,
  'store-full': 507,
}

/**
 * Receives the one file of a request, looks at it, and stores it in the case.
 * @param fixed what the sender may not choose, laid over the fields that came with the file.
 */
export async function takeFile(
  request: FastifyRequest,
  principal: Principal,
  id: CaseId,
  parts: TakingParts,
  fixed: Partial<FileWish> = {},
): Promise<StoredFile> {
  const { evidence, files, acts } = parts
  const tooLong = setTimeout(() => request.raw.destroy(), longestUpload)
  const { wish, bytes } = await receivedFile(request, id).finally(() => clearTimeout(tooLong))
  const checked = await checkFile(bytes)
  const unscanned = await passes(bytes, parts)
  const keep = () => files.keep(sha256Hex(bytes), bytes, checked.preview)
  await keep()
  return acts.run(principal, async (act) => {
    const stored = await evidence.addFile(
      act,
      principal,
      { ...wish, ...fixed },
      { bytes, checked, unscanned },
    )
    // A deletion may have taken the same content away in between; from here on it waits for us.
    await keep()
    return stored
  })
}

/** Whether it goes through without a scan. @throws Refused `file-virus`, `scan-down`. */
async function passes(bytes: Buffer, { scanner, scannerDown }: TakingParts): Promise<boolean> {
  const result = (await scanner?.scan(bytes)) ?? 'clean'
  if (result === 'infected') throw new Refused('E_SCHEMA', 'file-virus')
  if (result === 'unavailable' && scannerDown === 'refuse') throw new Refused('E_STORE', 'scan-down')
  return result === 'unavailable'
}
