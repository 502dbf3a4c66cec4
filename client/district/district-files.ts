import type { DistrictChange, DistrictView, RefusedDistrict } from '#shared/contract/district-contract.ts'
import { saveFile } from '#client/ui/save-file.ts'

/** What became of a file: understood, wrong at these places, refused with a sentence, or no answer at all. */
export type FileTold<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'wrong'; readonly message: string; readonly problems: RefusedDistrict['problems'] }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'lost' }

async function post<Value>(path: string, body: string, type: string): Promise<FileTold<Value>> {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': type }, body }).catch(
    () => null,
  )
  const said: unknown = await answer?.json().catch(() => null)
  if (answer === null || said === null) return { kind: 'lost' }
  if (answer.ok) return { kind: 'ok', value: said as Value }
  const { message, problems = [] } = said as Partial<RefusedDistrict>
  if (answer.status === 422) return { kind: 'wrong', message: message ?? '', problems }
  return { kind: 'refused', message: message ?? '' }
}

/** The text goes as it is, so that the lines the server names are those of the file. */
export const previewFile = (text: string) =>
  post<{ readonly changes: readonly DistrictChange[] }>('/api/district/preview', text, 'text/plain')

export const proposeFile = (text: string, note: string) =>
  post<DistrictView>(`/api/district/proposals?note=${encodeURIComponent(note)}`, text, 'text/plain')

export const issuePassword = (person: string) =>
  post<{ readonly password: string }>(
    '/api/district/passwords',
    JSON.stringify({ person }),
    'application/json',
  )

/** The file of a version, null: of the bundled district. False when it did not come. */
export const saveVersion = (seq: number | null): Promise<boolean> =>
  saveFile(() => fetch(`/api/district/file?version=${seq ?? 0}`), `landkreis-fassung-${seq ?? 0}.json`)
