import { defineStore } from 'pinia'
import { computed, effectScope, ref, shallowRef, type EffectScope } from 'vue'
import type { ConsultationId } from '#shared/model/ids.ts'
import type { Allowed } from './call/call-types.ts'
import { useCall, type CallWish, type UsedCall } from './use-call.ts'

interface Entered {
  readonly consultation: ConsultationId
  readonly used: UsedCall
  readonly scope: EffectScope
  readonly unlock: () => void
}

/**
 * The one call of this window. It goes on while its person looks at other pages, and it runs in one window only: a second
 * window of the same person may take it over, never double it.
 */
export const useCalls = defineStore('calls', () => {
  const entered = shallowRef<Entered | null>(null)
  const elsewhere = ref<ConsultationId | null>(null)
  const consultation = computed(() => entered.value?.consultation ?? null)
  const used = computed(() => entered.value?.used ?? null)
  let entering: Promise<unknown> = Promise.resolve()

  /** The call of this consultation, or null when another window of the same person has it. */
  function enter(wish: CallWish, take = false): Promise<UsedCall | null> {
    const next = entering.then(() => open(wish, take))
    entering = next
    return next
  }

  async function open(wish: CallWish, take: boolean): Promise<UsedCall | null> {
    if (entered.value?.consultation === wish.consultation) return entered.value.used
    leave()
    const unlock = await lock(wish, take, () => {
      if (entered.value?.consultation === wish.consultation) leave()
      elsewhere.value = wish.consultation
    })
    elsewhere.value = unlock === null ? wish.consultation : null
    if (unlock === null) return null
    const scope = effectScope(true)
    const call = scope.run(() => useCall(wish))
    if (!call) return null
    entered.value = { consultation: wish.consultation, used: call, scope, unlock }
    return call
  }

  function leave(): void {
    const old = entered.value
    entered.value = null
    old?.scope.stop()
    old?.unlock()
  }

  function setAllowed(allowed: Allowed): void {
    entered.value?.used.call.setAllowed(allowed)
  }

  return { consultation, used, elsewhere, enter, leave, setAllowed }
})

/** One window per person and consultation, by a Web Lock; null when another window has it and `take` is not wished. */
function lock(wish: CallWish, take: boolean, lost: () => void): Promise<(() => void) | null> {
  if (!('locks' in navigator)) return Promise.resolve(() => undefined)
  const name = `lotse-call-${wish.consultation}-${wish.self.person}`
  return new Promise((resolve) => {
    const held = navigator.locks.request(name, take ? { steal: true } : { ifAvailable: true }, (got) => {
      if (got === null) {
        resolve(null)
        return undefined
      }
      return new Promise<void>((release) => resolve(() => release()))
    })
    held.catch(lost)
  })
}
