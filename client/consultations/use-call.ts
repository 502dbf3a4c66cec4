import { onScopeDispose, readonly, shallowRef, type ShallowRef } from 'vue'
import type { ConsultationId } from '#shared/model/ids.ts'
import { useDeskLink, type DeskLink } from '#client/link/desk-link.ts'
import { sitsAs } from '#client/link/tickets.ts'
import type { Allowed, Call, CallSnapshot, IceServers } from './call/call-types.ts'
import { openCall } from './call/open-call.ts'
import { iceServersOver, signallingOver } from './call-link.ts'

export interface CallWish {
  readonly consultation: ConsultationId
  /** The person at this screen. */
  readonly self: { readonly person: string; readonly name: string }
  /** `requestedBy` of the consultation. */
  readonly caller: string
  readonly allowed?: Allowed
  readonly relayOnly?: boolean
  /** For a citizen's seat, which asks by a command of its own. */
  readonly ice?: IceServers
  readonly link?: DeskLink
}

export interface UsedCall {
  readonly call: Call
  readonly state: Readonly<ShallowRef<CallSnapshot>>
}

/**
 * A call for as long as the calling component is shown; leaving the page hangs up. `call.prepare()` while it rings,
 * `call.start(people)` after the yes and after a reload.
 */
export function useCall({ link = useDeskLink(), ice, ...wish }: CallWish): UsedCall {
  const signalling = signallingOver(link)
  const iceServers = ice ?? iceServersOver(link, wish.consultation)
  // One seat, one person: what is off there stays off in whatever talk comes next. At a desk each talk begins anew.
  const offAs = sitsAs() === 'seat' ? wish.self.person : wish.consultation
  const call = openCall({ ...wish, offAs, signalling, iceServers })
  const state = shallowRef(call.get())
  const stop = call.subscribe((snapshot) => {
    state.value = snapshot
  })
  onScopeDispose(() => {
    call.leave()
    stop()
    signalling.close()
  })
  return { call, state: readonly(state) }
}
