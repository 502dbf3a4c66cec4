import type { Static } from 'typebox'
import type { trailExport } from '#shared/contract/audit-contract.ts'
import { saveFile } from '#client/ui/save-file.ts'

/** The trail as a file. False when it did not come. */
export function saveTrail(wish: Static<typeof trailExport>): Promise<boolean> {
  const headers = { 'content-type': 'application/json' }
  const ask = () => fetch('/api/audit/export', { method: 'POST', headers, body: JSON.stringify(wish) })
  return saveFile(ask, `protokoll.${wish.as}`)
}
