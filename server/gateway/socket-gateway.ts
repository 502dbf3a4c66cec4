import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server as HttpServer } from 'node:http'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { Server, type Socket } from 'socket.io'
import { Compile } from 'typebox/compile'
import type { StreamEvent } from '#shared/contract/stream-contract.ts'
import { signal, type ReceivedSignal } from '#shared/contract/signal-contract.ts'
import { maxPacketBytes, protocolVersion } from '#shared/contract/wire.ts'
import type { ConsultationId, LegId, PersonId, SessionId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { languageOfPacket } from '#server/platform/language-of.ts'
import type { Log } from '#server/platform/log.ts'
import { Refused } from '#server/platform/refused.ts'
import { cleanJson } from './clean-json.ts'
import { refusal, type CommandRouter } from './command-router.ts'

/** What the socket gateway needs from the rest of the desk. */
export interface SocketParts {
  readonly http: HttpServer
  readonly router: CommandRouter
  readonly log: Log
  readonly redeem: (ticket: string) => Principal | undefined
  readonly originAllowed: (request: IncomingMessage) => boolean
  readonly count: (name: string, labels: Record<string, string>) => void
  /** Whose legs may hear a signal of this person in this consultation. */
  readonly mayRelay: (
    consultation: ConsultationId,
    from: PersonId,
    words: boolean,
  ) => Promise<ReadonlySet<PersonId>>
  readonly legOpened: (principal: Principal, leg: LegId) => void
  readonly legClosed: (principal: Principal, leg: LegId) => void
}

interface SocketData {
  principal: Principal
  leg: LegId
}

type DeskSocket = Socket<Record<string, never>, Record<string, never>, Record<string, never>, SocketData>

const streamRoom = (stream: string) => `stream:${stream}`
const legRoom = (leg: LegId) => `leg:${leg}`
/** Seats that hear that something happened on a stream, and not what. */
const heedRoom = (stream: string) => `heed:${stream}`
const personRoom = (person: string) => `of:${person}`

/** Commands and signals a single connection may send: bursts of a fast hand pass, a loop does not. */
const commandBudget = { points: 120, duration: 2 }
const signalBudget = { points: 400, duration: 2 }

const signalSchema = Compile(signal)

/** Sockets: tickets in, commands to the router, events to rooms, signals between legs. The only file that picks rooms. */
export class SocketGateway {
  readonly #io: Server
  readonly #commands = new RateLimiterMemory(commandBudget)
  readonly #signals = new RateLimiterMemory(signalBudget)
  #draining = false

  constructor(private readonly parts: SocketParts) {
    this.#io = new Server(parts.http, {
      transports: ['websocket'],
      serveClient: false,
      destroyUpgrade: false,
      maxHttpBufferSize: maxPacketBytes,
      perMessageDeflate: false,
      // A dead tab is noticed within 10 s; with 5 s of grace for a reload its presence ends within 15 s.
      pingInterval: 5_000,
      pingTimeout: 4_500,
      allowRequest: (request, answer) => {
        const allowed = parts.originAllowed(request) && !this.#draining
        if (!allowed) parts.count('lotse_refused_connections_total', { kind: 'socket', why: 'origin' })
        answer(null, allowed)
      },
    })
    this.#io.use((socket, next) => this.#admit(socket, next))
    this.#io.on('connection', (socket) => this.#open(socket))
  }

  /** Sends a stored event to everybody who follows its stream. */
  send(event: StreamEvent): void {
    this.#io.to(streamRoom(event.stream)).emit('event', event)
    this.#io.to(heedRoom(event.stream)).emit('stirred')
  }

  /** Puts the connection that asks on a stream; rights were checked before. */
  follow(leg: LegId, stream: string): void {
    this.#io.in(legRoom(leg)).socketsJoin(streamRoom(stream))
  }

  /** The connection of a guest learns that something happened on the stream, and asks for what it may see. */
  heed(leg: LegId, stream: string): void {
    this.#io.in(legRoom(leg)).socketsJoin(heedRoom(stream))
  }

  /** The person's connections hear no more that something happens there. */
  unheed(person: PersonId, stream: string): void {
    this.#io.in(personRoom(person)).socketsLeave(heedRoom(stream))
  }

  unfollow(leg: LegId, stream: string): void {
    this.#io.in(legRoom(leg)).socketsLeave(streamRoom(stream))
  }

  /** A right ended: the person's connections hear nothing more of the stream. */
  drop(person: PersonId, stream: string): void {
    this.#io.in(personRoom(person)).socketsLeave(streamRoom(stream))
  }

  /** Ends every connection of these sessions. */
  endSessions(ids: ReadonlySet<SessionId>): void {
    for (const socket of this.#sockets()) {
      if (!ids.has(socket.data.principal.session)) continue
      const untyped = socket as unknown as Socket
      untyped.emit('ended')
      socket.disconnect(true)
    }
  }

  sessions(): Set<SessionId> {
    return new Set(this.#sockets().map((socket) => socket.data.principal.session))
  }

  /** Which streams a connection follows beyond its own, with who follows: for the sweep over rights. */
  followed(prefix: string): { principal: Principal; stream: string }[] {
    return this.#sockets().flatMap((socket) =>
      [...socket.rooms]
        .filter((room) => room.startsWith(streamRoom(prefix)))
        .map((room) => ({ principal: socket.data.principal, stream: room.slice(streamRoom('').length) })),
    )
  }

  get connections(): number {
    return this.#io.sockets.sockets.size
  }

  /** No new connections; those that are open learn why and end. */
  async close(): Promise<void> {
    this.#draining = true
    this.#io.disconnectSockets(true)
    await new Promise<void>((resolve) => {
      this.#io.engine.close()
      resolve()
    })
  }

  #sockets(): DeskSocket[] {
    return [...this.#io.sockets.sockets.values()]
  }

  #admit(socket: DeskSocket, next: (error?: Error) => void): void {
    const { ticket, version } = socket.handshake.auth as { ticket?: unknown; version?: unknown }
    if (version !== undefined && version !== protocolVersion) return next(connectError('E_VERSION'))
    const principal = typeof ticket === 'string' ? this.parts.redeem(ticket) : undefined
    if (!principal) {
      this.parts.count('lotse_refused_connections_total', { kind: 'socket', why: 'ticket' })
      return next(connectError('E_NOT_ADMITTED'))
    }
    const leg = randomBytes(12).toString('base64url') as LegId
    socket.data.principal = { ...principal, leg }
    socket.data.leg = leg
    return next()
  }

  #open(socket: DeskSocket): void {
    const { principal, leg } = socket.data
    void socket.join([personRoom(principal.person), legRoom(leg)])
    const untyped = socket as unknown as Socket
    untyped.emit('welcome', { leg })
    untyped.on('disconnect', (reason: string, description: unknown) => {
      if (reason === 'parse error' || isOversized(description))
        this.parts.count('lotse_malformed_packets_total', { protocol: 'socket' })
      this.parts.legClosed(principal, leg)
    })
    untyped.onAny((name: unknown, ...rest: unknown[]) => void this.#receive(socket, name, rest))
    this.parts.legOpened(principal, leg)
  }

  async #receive(socket: DeskSocket, name: unknown, rest: readonly unknown[]): Promise<void> {
    try {
      if (name === 'signal') {
        await this.#relay(socket, rest[0])
        return
      }
      const acknowledge = rest.at(-1)
      if (typeof name !== 'string' || typeof acknowledge !== 'function') {
        this.parts.count('lotse_malformed_packets_total', { protocol: 'socket' })
        return
      }
      const reply = await this.#answer(socket, name, rest.length > 1 ? rest[0] : undefined)
      acknowledge(reply)
    } catch (error) {
      this.parts.log.fault('socket', error)
    }
  }

  async #answer(socket: DeskSocket, name: string, sent: unknown) {
    const language = languageOfPacket(sent)
    if (this.#draining) return refusal(new Refused('E_DRAINING', 'draining'), language)
    if (!(await spend(this.#commands, socket.id))) return refusal(new Refused('E_RATE', 'too-many'), language)
    return this.parts.router.answer(socket.data.principal, name, sent)
  }

  async #relay(socket: DeskSocket, sent: unknown): Promise<void> {
    const clean = cleanJson(sent)
    if (!clean.ok || !signalSchema.Check(clean.value) || !(await spend(this.#signals, socket.id))) {
      this.parts.count('lotse_malformed_packets_total', { protocol: 'signal' })
      return
    }
    const { consultation, to, data } = clean.value
    const { principal, leg } = socket.data
    // Captions are typed by staff; the screen beside the desk reads them.
    const captions = data.type === 'caption'
    if (captions && principal.kind === 'guest') return
    const hearers = await this.parts.mayRelay(consultation, principal.person, captions)
    const received: ReceivedSignal = {
      consultation,
      from: leg,
      person: principal.person,
      // Who has not been shown the file does not learn a citizen's name by a signal.
      name: principal.kind === 'guest' && principal.interpreter === null ? '' : principal.name,
      data,
    }
    // What is written in the talk is not for the screen that stands beside the desk, nor for whoever interprets.
    const written = data.type === 'text'
    if (written && readsNoText(principal)) return
    for (const other of this.#sockets()) {
      if (written && readsNoText(other.data.principal)) continue
      if (other.data.leg === leg || (to !== undefined && other.data.leg !== to)) continue
      if (hearers.has(other.data.principal.person)) (other as unknown as Socket).emit('signal', received)
    }
  }
}

/** A screen beside a desk, or somebody who interprets; at a terminal stands nobody but the citizen. */
const readsNoText = (principal: Principal): boolean =>
  principal.kind === 'guest' &&
  ((principal.counter !== null && principal.terminal !== true) || principal.interpreter !== null)

/** engine.io passes on only the words of `ws` about a frame larger than `maxHttpBufferSize`. */
const isOversized = (description: unknown): boolean =>
  description instanceof Error && description.message.includes('Max payload size exceeded')

function connectError(code: string): Error {
  return Object.assign(new Error(code), { data: { code } })
}

async function spend(budget: RateLimiterMemory, key: string): Promise<boolean> {
  return budget.consume(key).then(
    () => true,
    () => false,
  )
}
