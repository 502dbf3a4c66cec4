import type { io as connectTo, Socket } from 'socket.io-client'
import { v7 as uuidv7 } from 'uuid'
import { readonly, ref, type Ref } from 'vue'
import type { AnyCommand, BodyOf, ValueOf } from '#shared/contract/command.ts'
import type { Reply } from '#shared/contract/reply.ts'
import type { TicketRequest } from '#shared/contract/session-contract.ts'
import type { ReceivedSignal, Signal } from '#shared/contract/signal-contract.ts'
import { streamCommands, type StreamEvent } from '#shared/contract/stream-contract.ts'
import { protocolVersion } from '#shared/contract/wire.ts'
import type { LegId } from '#shared/model/ids.ts'
import { packetLanguage } from '#client/text/page-language.ts'
import { away } from './away.ts'
import { backoff } from './backoff.ts'
import { fetchTicket, sitsAs } from './tickets.ts'

/** How long one answer is waited for before the command is sent again under the same id, in milliseconds. */
const patienceMs = 8_000

/** So soon after the browser says that the network is gone the server has to answer, or the connection counts as lost. */
const doubtMs = 2_500

/** How often the round trip is measured, in milliseconds. */
const probeEveryMs = 10_000

export interface StreamHandler {
  /** One event, in order, none missing. */
  event(event: StreamEvent): void
  /** The start, or too much was missed: read the thing anew. */
  reset(): void | Promise<void>
}

export interface DeskLink {
  readonly status: Readonly<Ref<'offline' | 'connecting' | 'online'>>
  readonly latencyMs: Readonly<Ref<number | null>>
  /** Address of this tab in a call; null while not connected. */
  readonly leg: Readonly<Ref<LegId | null>>
  /** Resolves when connected for the first time, or when the session is over. */
  connect(): Promise<void>
  disconnect(): void
  /**
   * Sends a command. `id` is one per user intent: pass the same again and nothing happens twice. While the connection is away
   * the command waits up to 8 s and then answers `E_STORE` with `retry`.
   */
  request<C extends AnyCommand>(
    command: C,
    body: BodyOf<C>,
    options?: { rev?: number; id?: string },
  ): Promise<Reply<ValueOf<C>>>
  /** Follows a stream through every reconnect until the returned function is called. */
  follow(stream: string, handler: StreamHandler): () => void
  sendSignal(signal: Signal): void
  onSignal(handler: (signal: ReceivedSignal) => void): () => void
  /** Told when something happened in the case that the seat of this page shows. */
  onStirred(handler: () => void): () => void
  /** Told when the server does not speak with a page this old any more; it has to be loaded anew. */
  onOutdated(handler: () => void): () => void
  /** Told when the server says that the session is over. */
  onEnded(handler: () => void): () => void
}

interface Followed {
  readonly handlers: Set<StreamHandler>
  seq: number | null
  catchingUp: boolean
  failures: number
}

const fetchSockets = () => import('socket.io-client')

function createDeskLink(
  ticket: (wish: TicketRequest) => Promise<string> = fetchTicket,
  url?: string,
): DeskLink {
  const status = ref<'offline' | 'connecting' | 'online'>('offline')
  const latencyMs = ref<number | null>(null)
  const leg = ref<LegId | null>(null)
  const followed = new Map<string, Followed>()
  const signalHandlers = new Set<(signal: ReceivedSignal) => void>()
  const stirredHandlers = new Set<() => void>()
  const endedHandlers = new Set<() => void>()
  const outdatedHandlers = new Set<() => void>()
  const waiting = new Set<() => void>()
  let socket: Socket | null = null
  let wanted = false
  let attempt = 0
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let probeTimer: ReturnType<typeof setInterval> | undefined

  async function open(): Promise<void> {
    if (!wanted || socket) return
    status.value = 'connecting'
    try {
      // Who has no seat needs nothing to talk with: a citizen's first page is light, a desk waits for both at once.
      const early = sitsAs() === 'staff' ? fetchSockets() : undefined
      early?.catch(() => undefined)
      const value = await ticket({ kind: 'socket' })
      const { io } = await (early ?? fetchSockets())
      if (wanted && !socket) start(io, value)
    } catch (error) {
      if ((error as { status?: number }).status === 401) end()
      else later()
    }
  }

  function start(io: typeof connectTo, value: string): void {
    const options = {
      auth: { ticket: value, version: protocolVersion },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    }
    const fresh = url === undefined ? io(options) : io(url, options)
    socket = fresh
    fresh.on('welcome', (hello: { leg: LegId }) => {
      leg.value = hello.leg
      attempt = 0
      status.value = 'online'
      for (const release of waiting) release()
      waiting.clear()
      for (const [stream, entry] of followed) void catchUp(stream, entry)
      void probe()
    })
    fresh.on('event', (event: StreamEvent) => receive(event))
    fresh.on('signal', (signal: ReceivedSignal) => {
      for (const handler of signalHandlers) handler(signal)
    })
    fresh.on('stirred', () => {
      for (const handler of stirredHandlers) handler()
    })
    fresh.on('ended', () => end())
    fresh.on('disconnect', () => lost(fresh))
    fresh.on('connect_error', (error: Error & { data?: { code?: string } }) => {
      if (error.data?.code !== 'E_VERSION') return lost(fresh)
      close()
      for (const handler of outdatedHandlers) handler()
    })
    probeTimer ??= setInterval(() => void probe(), probeEveryMs)
  }

  function lost(fresh: Socket): void {
    if (socket !== fresh) return
    fresh.removeAllListeners()
    fresh.disconnect()
    socket = null
    leg.value = null
    latencyMs.value = null
    if (wanted) later()
    else status.value = 'offline'
  }

  /** The network may be gone although the connection looks open. */
  async function doubt(): Promise<void> {
    const now = socket
    if (!now?.connected) return
    const packet = { id: uuidv7(), body: { stream: 'duty/probe' } }
    const answered = await send(now, streamCommands.leaveStream.name, packet, doubtMs)
    if (answered === away) lost(now)
  }

  /** The network is back: no wait any more. */
  function hurry(): void {
    if (!wanted || socket) return
    clearTimeout(retryTimer)
    void open()
  }

  function later(): void {
    status.value = 'connecting'
    clearTimeout(retryTimer)
    retryTimer = setTimeout(() => void open(), backoff(attempt, Math.random()))
    attempt += 1
  }

  function end(): void {
    close()
    for (const handler of endedHandlers) handler()
  }

  function close(): void {
    wanted = false
    clearTimeout(retryTimer)
    clearInterval(probeTimer)
    probeTimer = undefined
    const old = socket
    socket = null
    leg.value = null
    latencyMs.value = null
    status.value = 'offline'
    old?.removeAllListeners()
    old?.disconnect()
    for (const release of waiting) release()
    waiting.clear()
  }

  async function probe(): Promise<void> {
    if (!socket?.connected) return
    const before = performance.now()
    const reply = await send(socket, streamCommands.leaveStream.name, {
      id: uuidv7(),
      body: { stream: 'duty/probe' },
    })
    if (reply !== away) latencyMs.value = Math.round(performance.now() - before)
  }

  async function send(
    to: Socket,
    name: string,
    packet: object,
    patience = patienceMs,
  ): Promise<Reply<unknown>> {
    try {
      return (await to.timeout(patience).emitWithAck(name, packet)) as Reply<unknown>
    } catch {
      return away
    }
  }

  /** Waits for a connection, at most `patienceMs`. */
  function online(): Promise<Socket | null> {
    if (socket && status.value === 'online') return Promise.resolve(socket)
    if (!wanted) return Promise.resolve(null)
    return new Promise((resolve) => {
      const timer = setTimeout(done, patienceMs)
      function done(): void {
        clearTimeout(timer)
        waiting.delete(done)
        resolve(status.value === 'online' ? socket : null)
      }
      waiting.add(done)
    })
  }

  async function request<C extends AnyCommand>(
    command: C,
    body: BodyOf<C>,
    options: { rev?: number; id?: string } = {},
  ): Promise<Reply<ValueOf<C>>> {
    const packet = {
      id: options.id ?? uuidv7(),
      body,
      ...(options.rev === undefined ? {} : { rev: options.rev }),
      ...packetLanguage(),
    }
    const first = await online()
    let reply = first ? await send(first, command.name, packet) : away
    if (reply === away && wanted) {
      // The answer may have been lost on the way back: the same id asks again without doing it twice.
      const second = await online()
      if (second) reply = await send(second, command.name, packet)
    }
    return reply as Reply<ValueOf<C>>
  }

  function receive(event: StreamEvent): void {
    const entry = followed.get(event.stream)
    if (!entry || entry.seq === null || entry.catchingUp) return
    if (event.seq <= entry.seq) return
    if (event.seq > entry.seq + 1) {
      void catchUp(event.stream, entry)
      return
    }
    deliver(entry, event)
  }

  function deliver(entry: Followed, event: StreamEvent): void {
    entry.seq = event.seq
    for (const handler of entry.handlers) handler.event(event)
  }

  async function catchUp(stream: string, entry: Followed): Promise<void> {
    if (entry.catchingUp || !socket || followed.get(stream) !== entry) return
    entry.catchingUp = true
    const after = entry.seq === null ? {} : { after: entry.seq }
    const reply = await request(streamCommands.resumeStream, { stream, ...after })
    entry.catchingUp = false
    if (followed.get(stream) !== entry) return
    if (!reply.ok) {
      // The store may be away for a moment; a new connection begins anew by itself.
      if (reply.retry) setTimeout(() => void catchUp(stream, entry), backoff(entry.failures++, Math.random()))
      return
    }
    entry.failures = 0
    const anew = entry.seq === null || reply.value.reset
    if (anew) entry.seq = reply.value.seq
    for (const event of reply.value.events) if (event.seq > (entry.seq ?? 0)) deliver(entry, event)
    if (anew) for (const handler of entry.handlers) void handler.reset()
    // Something may have arrived while catching up and was passed over.
    const check = await request(streamCommands.resumeStream, { stream, after: entry.seq ?? 0 })
    if (check.ok)
      for (const event of check.value.events) if (event.seq > (entry.seq ?? 0)) deliver(entry, event)
  }

  function follow(stream: string, handler: StreamHandler): () => void {
    let entry = followed.get(stream)
    if (entry) {
      entry.handlers.add(handler)
      if (entry.seq !== null) void handler.reset()
    } else {
      entry = { handlers: new Set([handler]), seq: null, catchingUp: false, failures: 0 }
      followed.set(stream, entry)
      if (status.value === 'online') void catchUp(stream, entry)
    }
    const kept = entry
    return () => {
      kept.handlers.delete(handler)
      if (kept.handlers.size > 0 || followed.get(stream) !== kept) return
      followed.delete(stream)
      if (status.value === 'online') void request(streamCommands.leaveStream, { stream })
    }
  }

  window.addEventListener('offline', () => void doubt())
  window.addEventListener('online', hurry)

  return {
    status: readonly(status),
    latencyMs: readonly(latencyMs),
    leg: readonly(leg),
    async connect() {
      wanted = true
      await open()
      await online()
    },
    disconnect: close,
    request,
    follow,
    sendSignal: (signal) => void socket?.emit('signal', signal),
    onSignal(handler) {
      signalHandlers.add(handler)
      return () => signalHandlers.delete(handler)
    },
    onStirred(handler) {
      stirredHandlers.add(handler)
      return () => stirredHandlers.delete(handler)
    },
    onOutdated(handler) {
      outdatedHandlers.add(handler)
      return () => outdatedHandlers.delete(handler)
    },
    onEnded(handler) {
      endedHandlers.add(handler)
      return () => endedHandlers.delete(handler)
    },
  }
}

let shared: DeskLink | undefined

/** The one socket of this tab. */
export function useDeskLink(): DeskLink {
  shared ??= createDeskLink()
  return shared
}
