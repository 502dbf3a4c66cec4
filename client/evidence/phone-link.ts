import type { PhoneLink } from '#shared/contract/phone-contract.ts'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import type { RefusalCode } from '#shared/contract/reply.ts'
import type { Told } from '#client/ui/told.ts'

/** Lets a phone bring papers into the case until it is closed or its time is over; one at a time. */
export async function openPhone(
  id: CaseId,
  wish: { readonly caseService?: CaseServiceId; readonly title?: string },
): Promise<Told<PhoneLink>> {
  const answer = await fetch(`/api/cases/${id}/phone`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  }).catch(() => null)
  const body: unknown = await answer?.json().catch(() => null)
  if (answer?.ok === true) return { ok: true, value: body as PhoneLink }
  const { error, message = '' } = (body ?? {}) as { error?: RefusalCode; message?: string }
  return error === undefined
    ? { ok: false, kind: 'lost' }
    : { ok: false, kind: 'refused', code: error, message }
}

/** False when it could not be said. */
export async function closePhone(id: CaseId, link: string): Promise<boolean> {
  const answer = await fetch(`/api/cases/${id}/phone/${link}`, { method: 'DELETE' }).catch(() => null)
  return answer?.ok === true
}
