import type { PhoneLink } from '#shared/contract/phone-contract.ts'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import { posted, tellHttp, type Told } from '#client/ui/told.ts'

/** Lets a phone bring papers into the case until it is closed or its time is over; one at a time. */
export const openPhone = (
  id: CaseId,
  wish: { readonly caseService?: CaseServiceId; readonly title?: string },
): Promise<Told<PhoneLink>> => tellHttp(`/api/cases/${id}/phone`, posted(wish))

export const closePhone = (id: CaseId, link: string): Promise<Told> =>
  tellHttp(`/api/cases/${id}/phone/${link}`, { method: 'DELETE' })
