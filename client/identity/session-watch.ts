import { onScopeDispose, watch } from 'vue'
import { useDeskLink } from '#client/link/desk-link.ts'
import type { useSession } from './session-store.ts'

/** How long the connection may be gone before the session itself is asked after. */
const patienceMs = 3_000

/** Learns that the session has ended: told by the server, or found when the connection stays away. */
export function useSessionWatch(session: ReturnType<typeof useSession>): void {
  const link = useDeskLink()
  let timer: ReturnType<typeof setTimeout> | undefined
  const calm = (): void => clearTimeout(timer)

  watch(link.status, (status) => {
    calm()
    if (status !== 'online' && session.me !== null)
      timer = setTimeout(() => void session.verify(), patienceMs)
  })
  const leave = link.onEnded(() => void session.over())
  onScopeDispose(() => {
    calm()
    leave()
  })
}
