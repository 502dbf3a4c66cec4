import type { StoredFile } from '#shared/contract/evidence-contract.ts'
import type { RefusalCode } from '#shared/contract/reply.ts'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import { sayLanguage } from '#client/text/page-language.ts'
import type { Told } from '#client/ui/told.ts'

export interface FileToSend {
  readonly case: CaseId
  readonly caseService: CaseServiceId | null
  readonly title: string | null
  readonly reason: string | null
  readonly file: File
  /** From the citizen's seat instead of a desk. */
  readonly as?: 'seat'
}

/** Sends one file; `sent` hears the share from 0 to 1. Never rejects: what did not work is told. */
export function sendFile(wish: FileToSend, sent: (share: number) => void): Promise<Told<StoredFile>> {
  const form = new FormData()
  if (wish.caseService) form.set('caseService', wish.caseService)
  if (wish.title) form.set('title', wish.title)
  if (wish.reason) form.set('reason', wish.reason)
  form.set('file', wish.file)
  return new Promise((resolve) => {
    // fetch tells nothing of the progress of what is sent.
    const request = new XMLHttpRequest()
    request.open('POST', `/api/cases/${wish.case}/evidence${wish.as ? `?as=${wish.as}` : ''}`)
    sayLanguage(request)
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => sent(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () => resolve(toldOf(request)))
    for (const lost of ['error', 'abort', 'timeout'] as const)
      request.addEventListener(lost, () => resolve({ ok: false, kind: 'lost' }))
    request.send(form)
  })
}

function toldOf({ status, response }: XMLHttpRequest): Told<StoredFile> {
  const body = response as (StoredFile & { error?: RefusalCode; message?: string }) | null
  if (status === 200 && body) return { ok: true, value: body }
  if (!body?.error) return { ok: false, kind: 'lost' }
  return { ok: false, kind: 'refused', code: body.error, message: body.message ?? '' }
}

/** Address of a stored file. */
export const fileAddress = (id: CaseId, sha256: string, preview = false): string =>
  `/api/evidence/${sha256}?case=${id}${preview ? '&preview=1' : ''}`
