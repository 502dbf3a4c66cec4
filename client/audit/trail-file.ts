import type { Static } from 'typebox'
import type { trailExport } from '#shared/contract/audit-contract.ts'

/** Fetches the trail as a file and hands it to the browser. False when it did not come. */
export async function saveTrail(wish: Static<typeof trailExport>): Promise<boolean> {
  const answer = await fetch('/api/audit/export', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  }).catch(() => null)
  if (answer?.ok !== true) return false
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = `protokoll.${wish.as}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
  return true
}
