import { useI18n } from 'vue-i18n'
import { useDocument, type UsedDocument } from '#client/documents/use-document.ts'
import { useSession } from '#client/identity/session-store.ts'
import { useToasts } from '#client/ui/toast-store.ts'
import { documentOptions } from './document-options.ts'

/**
 * A document of a case at a desk. What is not stored when its page is left goes on being sent while the window is open, as long
 * as the same person sits here. `name` is `<case>.<audience>.<generation>`.
 */
export function useCaseDocument(name: string): UsedDocument {
  const { t } = useI18n()
  const session = useSession()
  const toasts = useToasts()
  const { me } = session
  const options = documentOptions(name)
  const ticket = () => (session.me === null || session.me === me ? options.ticket() : Promise.resolve(null))
  return useDocument({ ...options, ticket }, () => toasts.show(t('cases.saved.leave')))
}
