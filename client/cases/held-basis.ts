import type { CaseServiceView } from '#shared/model/case.ts'
import { useCatalogue } from '#client/catalogue/catalogue-store.ts'
import { useSession } from '#client/identity/session-store.ts'

type Service = Pick<CaseServiceView, 'service' | 'authority'>

/**
 * Why a service of the case can no longer be handled here, with clause and whom to ask; null while its basis holds. The
 * server refuses for the same reason; this only says so beforehand, and changes as soon as the catalogue does.
 */
export function useHeldBasis(): (service: Service) => string | null {
  const catalogue = useCatalogue()
  const session = useSession()
  return ({ service, authority }) => {
    const offered = catalogue.byId.get(service)
    if (!offered || session.session?.office.authority === authority) return null
    return offered.allowed && offered.authority === authority ? null : offered.basis
  }
}
