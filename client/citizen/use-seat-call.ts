import { v7 as newId } from 'uuid'
import { computed, ref, watch } from 'vue'
import { visitCommands } from '#shared/contract/visit-contract.ts'
import type { ConsultationId } from '#shared/model/ids.ts'
import type { ConsentScope, ConsentView } from '#shared/model/case.ts'
import type { SeatCall } from '#shared/model/seat.ts'
import { useDeskLink } from '#client/link/desk-link.ts'

/**
 * The talk this device takes part in: sits down by itself as soon as there is one, and again after a reload. `end` stops it here
 * at once, before the server has answered; it does not begin again by itself. `stop` does the same for one thing alone.
 */
export function useSeatCall(offered: () => SeatCall | null, consents: () => readonly ConsentView[]) {
  const link = useDeskLink()
  const ended = ref<ConsultationId | null>(null)
  /** Taken back here; the server may not know it yet. */
  const stopped = ref<readonly ConsentScope[]>([])
  let asking = false

  const call = computed(() => {
    const now = offered()
    if (now?.seated !== true || now.consultation === ended.value) return null
    const { audio, video } = now.sends
    const stays = (scope: ConsentScope) => !stopped.value.includes(scope)
    return { ...now, sends: { audio: audio && stays('audio'), video: video && stays('video') } }
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

  // The server knows it: from now on a new yes counts again.
  watch(consents, (now) => {
    stopped.value = stopped.value.filter((scope) =>
      now.some((one) => one.scope === scope && one.state === 'given'),
    )
  })

  return {
    call,
    stop: (scope: ConsentScope) => (stopped.value = [...stopped.value, scope]),
    end: () => (ended.value = offered()?.consultation ?? null),
  }
}
