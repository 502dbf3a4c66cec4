import { defineStore } from 'pinia'
import { v7 as newId } from 'uuid'
import { computed, ref, shallowRef } from 'vue'
import { queueCommands } from '#shared/contract/queue-contract.ts'
import type { QueueTicketId } from '#shared/model/ids.ts'
import type { QueueTicket } from '#shared/model/queue.ts'
import { useSession } from '#client/identity/session-store.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'

/** Who waits at the counter of the own office, kept up by its stream. */
export const useQueue = defineStore('queue', () => {
  const link = useDeskLink()
  const session = useSession()
  const tickets = shallowRef<readonly QueueTicket[]>([])
  const usualMinutes = ref<number | null>(null)
  const loaded = ref(false)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const waiting = computed(() => tickets.value.filter(({ calledBy }) => calledBy !== session.me))
  /** Who stands here now: one at most. */
  const mine = computed(() => tickets.value.find(({ calledBy }) => calledBy === session.me) ?? null)

  /** Reads the queue and follows it until the result is called. */
  function start(): () => void {
    const office = session.session?.office.id
    if (office === undefined) return () => undefined
    return link.follow(`office/${office}`, {
      event: ({ type }) => {
        if (type === 'queue.changed') void load()
      },
      reset: load,
    })
  }
  async function load(): Promise<void> {
    const told = await tell(() => link.request(queueCommands.listQueue, {}))
    problem.value = told.ok ? null : told
    if (!told.ok) return
    tickets.value = told.value.tickets
    usualMinutes.value = told.value.usualMinutes
    loaded.value = true
  }
  function take(now: QueueTicket): void {
    const others = tickets.value.filter(
      ({ id, calledBy }) => id !== now.id && (now.calledBy === null || calledBy !== now.calledBy),
    )
    tickets.value = [...others, now].toSorted((one, other) => (one.number < other.number ? -1 : 1))
  }
  async function shown(told: Promise<Told<QueueTicket>>): Promise<Told<QueueTicket>> {
    const answer = await told
    if (answer.ok) take(answer.value)
    return answer
  }
  const end = (ticket: QueueTicketId, why: 'served' | 'absent') =>
    tell(() => link.request(queueCommands.endTicket, { ticket, why }, { id: newId() }))

  return {
    tickets,
    usualMinutes,
    loaded,
    problem,
    waiting,
    mine,
    start,
    load,
    draw: (wish: { name?: string; wish?: string }, id: string) =>
      shown(tell(() => link.request(queueCommands.drawTicket, wish, { id }))),
    call: (ticket: QueueTicketId) =>
      shown(tell(() => link.request(queueCommands.callTicket, { ticket }, { id: newId() }))),
    putBack: (ticket: QueueTicketId) =>
      shown(tell(() => link.request(queueCommands.returnTicket, { ticket }, { id: newId() }))),
    end,
    /** A case was opened for who stands here: the number has done its work. */
    served(): void {
      if (mine.value) void end(mine.value.id, 'served')
    },
  }
})
