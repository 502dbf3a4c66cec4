import { defineStore } from 'pinia'
import { computed, effectScope, ref, shallowRef, type EffectScope } from 'vue'
import type { CaseId, ConsultationId } from '#shared/model/ids.ts'
import type { Allowed } from './call/call-types.ts'
import { useCall, type CallWish, type UsedCall } from './use-call.ts'

interface Entered {
  readonly consultation: ConsultationId
  readonly used: UsedCall
  readonly scope: EffectScope
}

/** Where somebody sat down: to find back from other pages. */
export interface Seated {
  readonly consultation: ConsultationId
  readonly case: CaseId
}

/**
 * The one call of this window. It goes on while its person looks at other pages. Any window may prepare its transport while
 * it rings; only one window of a person sits at the table, a second one may take over, never double.
 */
export const useCalls = defineStore('calls', () => {
  const entered = shallowRef<Entered | null>(null)
  const seated = shallowRef<Seated | null>(null)
  const elsewhere = ref<ConsultationId | null>(null)
  const consultation = computed(() => entered.value?.consultation ?? null)
  const used = computed(() => entered.value?.used ?? null)
  let unlock: (() => void) | null = null

  /** The call of this consultation, opened when it is not open yet; another one ends. Sends nothing by itself. */
  function enter(wish: CallWish): UsedCall {
    if (entered.value?.consultation === wish.consultation) return entered.value.used
    leave()
    const scope = effectScope(true)
    const call = scope.run(() => useCall(wish))
    if (!call) throw new Error('the scope of the call had ended')
    entered.value = { consultation: wish.consultation, used: call, scope }
    return call
  }

  /** Sits down in this window; null when another window of the same person has the seat and `take` is not wished. */
  async function sit(wish: CallWish & { readonly case: CaseId }, take: boolean): Promise<UsedCall | null> {
    if (seated.value?.consultation === wish.consultation && entered.value) return entered.value.used
    const got = await lock(`lotse-call-${wish.consultation}-${wish.self.person}`, take, () => {
      if (seated.value?.consultation !== wish.consultation) return
      leave()
      elsewhere.value = wish.consultation
    })
    elsewhere.value = got === null ? wish.consultation : null
    if (got === null) {
      if (entered.value?.consultation === wish.consultation) leave()
      return null
    }
    const call = enter(wish)
    unlock = got
    seated.value = { consultation: wish.consultation, case: wish.case }
    return call
  }

  function leave(): void {
    const old = entered.value
    entered.value = null
    seated.value = null
    old?.scope.stop()
    unlock?.()
    unlock = null
  }

  function setAllowed(allowed: Allowed): void {
    entered.value?.used.call.setAllowed(allowed)
  }

  return { consultation, used, seated, elsewhere, enter, sit, leave, setAllowed }
})

/** A Web Lock over all windows of this browser; null when another one has it. Where there are none, every window is the only one. */
function lock(name: string, take: boolean, lost: () => void): Promise<(() => void) | null> {
  if (!('locks' in navigator)) return Promise.resolve(() => undefined)
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
