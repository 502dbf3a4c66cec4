import { watch } from 'vue'
import { consultationCommands } from '#shared/contract/consultation-contract.ts'
import type { ConsultationId } from '#shared/model/ids.ts'
import type { DeskLink } from '#client/link/desk-link.ts'
import type { IceServers, Signalling } from './call/call-types.ts'
import { Cell } from './call/readable.ts'

/** The desk's one socket as the way of the signals. `close` when the call is over. */
export function signallingOver(link: DeskLink): Signalling & { close(): void } {
  const connected = new Cell(link.leg.value !== null)
  const close = watch(
    link.leg,
    (leg, before) => {
      // A new address means that the socket was away, however short.
      if (before !== null && leg !== before) connected.set(false)
      connected.set(leg !== null)
    },
    { flush: 'sync' },
  )
  return {
    send: (signal) => link.sendSignal(signal),
    on: (handler) => link.onSignal(handler),
    connected,
    close,
  }
}

/** Relay credentials for one consultation. @throws Error when the server refuses; the engine then goes without. */
export function iceServersOver(link: DeskLink, consultation: ConsultationId): IceServers {
  return {
    async get() {
      const reply = await link.request(consultationCommands.iceServers, { consultation })
      if (!reply.ok) throw new Error(reply.code)
      return reply.value
    },
  }
}
