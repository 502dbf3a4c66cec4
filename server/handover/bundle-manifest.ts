import { canonicalJson } from '#shared/model/canonical.ts'
import type { BundleFile } from '#shared/model/handover.ts'

/** Hash manifest: every file of a bundle by name, size and SHA-256. Its own SHA-256 is the total that everybody names. */
export function manifestOf(number: string, files: readonly BundleFile[]): Buffer {
  const listed = files.map(({ name, sha256, size, type, role }) => ({ name, sha256, size, type, role }))
  return Buffer.from(
    canonicalJson({ format: 'lotse.manifest.v1', number, algorithm: 'SHA-256', files: listed }),
  )
}
