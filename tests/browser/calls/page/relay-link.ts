import type { ReceivedSignal } from '#shared/contract/signal-contract.ts'
import type { Signalling } from '#client/consultations/call/call-types.ts'
import { Cell } from '#client/consultations/call/readable.ts'

/** Signals over the test's relay: comes back by itself, gets another leg each time, drops what is sent while it is down. */
export function relayLink(person: string, name: string): Signalling {
  const handlers = new Set<(signal: ReceivedSignal) => void>()
  const connected = new Cell(false)
  let socket: WebSocket
  const connect = () => {
    const query = new URLSearchParams({ person, name })
    socket = new WebSocket(`ws://${location.host}/relay?${query}`)
    socket.addEventListener('open', () => connected.set(true))
    socket.addEventListener('message', ({ data }) => {
      const signal = JSON.parse(String(data)) as ReceivedSignal
      for (const handler of handlers) handler(signal)
    })
    socket.addEventListener('close', () => {
      connected.set(false)
      setTimeout(connect, 200)
    })
  }
  connect()
  return {
    send: (signal) => socket.send(JSON.stringify(signal)),
    on(handler) {
      handlers.add(handler)
      return () => handlers.delete(handler)
    },
    connected,
  }
}
