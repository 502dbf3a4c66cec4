import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { closeCodes, limits, syncProtocol, ticketProtocolPrefix } from '#shared/contract/document-contract.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import { WebSocket, WebSocketServer, type RawData } from 'ws'
import { DocumentConnection } from './connection.ts'
import type { DocumentAccess, DocumentCounters, DocumentName, Opening } from './document-port.ts'
import { nameOf } from './document-name.ts'
import { Outbox } from './outbox.ts'
import type { DocumentProtocol } from './protocol.ts'
import { Rejection } from './rejection.ts'
import type { Room, RoomConnection } from './room.ts'
import type { Rooms } from './rooms.ts'

interface GatewayOptions {
  readonly access: DocumentAccess
  readonly clock: Clock
  readonly log: Log
  readonly counters: DocumentCounters
  readonly allowedOrigin: (origin: string | undefined) => boolean
}

/** Somebody who was let in and whose document is still loading. */
interface Arrival {
  readonly principal: Principal
  readonly name: DocumentName
  revoked: number | null
}

type Verdict =
  | { readonly ok: true; readonly opening: Opening & { ok: true }; readonly room: Room }
  | { readonly ok: false; readonly close: number }

const offered = (request: IncomingMessage): string[] =>
  (request.headers['sec-websocket-protocol'] ?? '').split(',').map((part) => part.trim())

const reasons: Readonly<Record<number, string>> = {
  [closeCodes.signedOut]: 'sign in',
  [closeCodes.forbidden]: 'forbidden',
  [closeCodes.generationGone]: 'generation gone',
  [closeCodes.draining]: 'try again',
}

/** Knows its connection, so that the same listeners serve all of them. */
class DocumentSocket extends WebSocket {
  connection: RoomConnection | null = null
}

/** What a socket tells; `this` is the {@link DocumentSocket}. */
interface SocketListeners {
  readonly error: () => void
  readonly message: (this: WebSocket, data: RawData, isBinary: boolean) => void
  readonly pong: (this: WebSocket) => void
  readonly close: (this: WebSocket) => void
}

/** The edge of the documents: ticket, rights and loading come before the first frame. */
export class DocumentGateway {
  private readonly server = new WebSocketServer({
    noServer: true,
    WebSocket: DocumentSocket,
    perMessageDeflate: false,
    // A little more than a frame, so that the close code can tell what was wrong.
    maxPayload: limits.frameBytes * 2,
    handleProtocols: (protocols) => (protocols.has(syncProtocol) ? syncProtocol : false),
  })
  private readonly outbox = new Outbox()
  private readonly arrivals = new Set<Arrival>()
  private readonly listeners: SocketListeners

  constructor(
    private readonly options: GatewayOptions,
    private readonly rooms: Rooms,
    private readonly protocol: DocumentProtocol,
  ) {
    this.listeners = this.socketListeners()
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const lost = () => socket.destroy()
    socket.on('error', lost)
    if (!this.options.allowedOrigin(request.headers.origin)) {
      this.options.counters.count('refused', { why: 'origin' })
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    void this.judge(request).then((verdict) => {
      socket.off('error', lost)
      if (socket.destroyed) return
      // The handshake and the first frames leave in one write.
      socket.cork()
      this.server.handleUpgrade(request, socket, head, (ws) => this.welcome(request, ws, socket, verdict))
      socket.uncork()
    })
  }

  close(): void {
    this.server.close()
  }

  /** Marks those still on their way in. */
  revokeOpening(
    matches: (
      principal: { person: Principal['person']; session: Principal['session'] },
      name: DocumentName,
    ) => boolean,
    code: number,
  ): void {
    for (const arrival of this.arrivals) if (matches(arrival.principal, arrival.name)) arrival.revoked = code
  }

  private async judge(request: IncomingMessage): Promise<Verdict> {
    try {
      return await this.admit(request)
    } catch (error) {
      this.options.log.fault('documents.open', error)
      return { ok: false, close: closeCodes.draining }
    }
  }

  private async admit(request: IncomingMessage): Promise<Verdict> {
    const ticket = offered(request)
      .find((part) => part.startsWith(ticketProtocolPrefix))
      ?.slice(ticketProtocolPrefix.length)
    if (ticket === undefined || ticket === '') return { ok: false, close: closeCodes.signedOut }
    const name = nameOf(request.url ?? '')
    if (name === undefined) return { ok: false, close: closeCodes.forbidden }
    if (this.protocol.draining) return { ok: false, close: closeCodes.draining }
    const opening = await this.options.access.open(ticket, name)
    if (!opening.ok) return { ok: false, close: opening.close }
    const arrival: Arrival = { principal: opening.principal, name, revoked: null }
    this.arrivals.add(arrival)
    try {
      const room = await this.rooms.enter(name)
      return arrival.revoked === null ? { ok: true, opening, room } : { ok: false, close: arrival.revoked }
    } finally {
      this.arrivals.delete(arrival)
    }
  }

  private welcome(request: IncomingMessage, ws: DocumentSocket, socket: Duplex, verdict: Verdict): void {
    ws.on('error', this.listeners.error)
    if (!verdict.ok) {
      this.options.counters.count('refused', { why: String(verdict.close) })
      ws.close(verdict.close, reasons[verdict.close] ?? 'refused')
      return
    }
    const { principal, seat, canWrite } = verdict.opening
    const extended = offered(request).includes(syncProtocol)
    ws.connection = new DocumentConnection<Room>(
      verdict.room,
      principal,
      seat,
      canWrite,
      extended,
      ws,
      socket,
      this.outbox,
    )
    ws.on('message', this.listeners.message)
    ws.on('pong', this.listeners.pong)
    ws.on('close', this.listeners.close)
    this.protocol.join(ws.connection)
    ws.connection.flush()
  }

  private socketListeners(): SocketListeners {
    const { options, protocol } = this
    const hear = this.hear.bind(this)
    return {
      error() {
        options.counters.count('closed', { why: 'broken' })
      },
      message(this: WebSocket, data: RawData, isBinary: boolean) {
        const { connection } = this as DocumentSocket
        if (connection !== null) hear(connection, data as Buffer, isBinary)
      },
      pong(this: WebSocket) {
        const { connection } = this as DocumentSocket
        if (connection !== null) connection.heardAt = options.clock.now().getTime()
      },
      close(this: WebSocket) {
        const { connection } = this as DocumentSocket
        if (connection !== null) protocol.leave(connection)
      },
    }
  }

  private hear(connection: RoomConnection, data: Buffer, isBinary: boolean): void {
    connection.heardAt = this.options.clock.now().getTime()
    try {
      if (isBinary) this.protocol.receive(connection, data)
      else this.protocol.strike(connection, connection.n, new Rejection('DECODE', 'text'))
    } catch (error) {
      // A fault of ours must not take the process and everybody else along.
      this.options.log.fault('documents.receive', error)
      connection.close(closeCodes.draining, 'fault')
    }
  }
}
