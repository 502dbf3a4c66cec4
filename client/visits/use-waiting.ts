import { onMounted, onUnmounted, shallowRef } from 'vue'
import { guestCommands } from '#shared/contract/guest-contract.ts'
import { interpreterCommands } from '#shared/contract/interpreter-contract.ts'
import type { EventBodies, StreamEvent } from '#shared/contract/stream-contract.ts'
import type { WaitingGuest } from '#shared/model/guest.ts'
import type { WaitingInterpreter } from '#shared/model/interpreter.ts'
import { useSession } from '#client/identity/session-store.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell } from '#client/ui/told.ts'

/** Who waits to be let in by the own office, from home and to interpret; kept up by the office's stream while the component is shown. */
export function useWaiting() {
  const link = useDeskLink()
  const session = useSession()
  const guests = shallowRef<readonly WaitingGuest[]>([])
  const interpreters = shallowRef<readonly WaitingInterpreter[]>([])

  async function loadGuests(): Promise<void> {
    const told = await tell(() => link.request(guestCommands.listWaiting, {}))
    if (told.ok) guests.value = told.value.waiting
  }
  async function loadInterpreters(): Promise<void> {
    const told = await tell(() => link.request(interpreterCommands.listWaitingInterpreters, {}))
    if (told.ok) interpreters.value = told.value.waiting
  }
  async function load(): Promise<void> {
    await Promise.all([loadGuests(), loadInterpreters()])
  }
  function heard({ type, body }: StreamEvent): void {
    if (type === 'guests.changed') void loadGuests()
    else if (type === 'interpreters.changed') void loadInterpreters()
    else if (type === 'case.changed') {
      // With a case nobody waits for it any more.
      const { summary } = body as EventBodies['case.changed']
      if (summary?.status === 'closed') void load()
    }
  }

  let stop = (): void => undefined
  onMounted(() => {
    const office = session.session?.office.id
    if (office === undefined) return
    stop = link.follow(`office/${office}`, { event: heard, reset: load })
    void load()
  })
  onUnmounted(() => stop())
  return { guests, interpreters }
}
