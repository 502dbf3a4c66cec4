import { v7 as newId } from 'uuid'
import { computed, ref, watch } from 'vue'
import { visitCommands } from '#shared/contract/visit-contract.ts'
import type { ConsultationId } from '#shared/model/ids.ts'
import type { SeatCall } from '#shared/model/seat.ts'
import { useDeskLink } from '#client/link/desk-link.ts'

/**
 * The talk this device takes part in: sits down by itself as soon as there is one, and again after a reload. `end` stops it here
 * at once, before the server has answered; it does not begin again by itself.
 */
export function useSeatCall(offered: () => SeatCall | null) {
  const link = useDeskLink()
  const ended = ref<ConsultationId | null>(null)
  let asking = false

  const call = computed(() => {
    const now = offered()
    return now?.seated === true && now.consultation !== ended.value ? now : null
  })

  async function sit(now: SeatCall): Promise<void> {
    if (asking || now.seated || now.consultation === ended.value) return
    asking = true
    await link.request(visitCommands.sitDown, { consultation: now.consultation }, { id: newId() })
    asking = false
  }

  watch(
    offered,
    (now) => {
      if (now === null) ended.value = null
      else void sit(now)
    },
    { immediate: true },
  )

  return {
    call,
    end: () => (ended.value = offered()?.consultation ?? null),
  }
}
