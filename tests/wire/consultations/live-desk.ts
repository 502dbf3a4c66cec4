import { io, type Socket } from 'socket.io-client'
import { v7 as uuidv7 } from 'uuid'
import { onTestFinished } from 'vitest'
import type { AnyCommand, BodyOf, ValueOf } from '#shared/contract/command.ts'
import type { Reply } from '#shared/contract/reply.ts'
import type { EventType, StreamEvent } from '#shared/contract/stream-contract.ts'
import { createDesk, type Desk } from '#server/app.ts'
import { readConfig } from '#server/config.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { postgresStore, type StorePlace } from '#tests/support/stores.ts'

/** The whole desk on a free port, with a clock moved by hand. */
export class LiveDesk {
  private constructor(
    readonly desk: Desk,
    readonly clock: HandClock,
    private readonly place: StorePlace,
  ) {}

  static async start(place?: StorePlace, clock = new HandClock()): Promise<LiveDesk> {
    const store = place ?? (await postgresStore())
    const config = readConfig({
      PORT: '0',
      DATA_DIR: store.dataDir,
      DATABASE_URL: store.databaseUrl,
      DEMO: 'on',
    })
    const desk = await createDesk({
      config,
      log: quietLog,
      clock,
      clientDir: store.dataDir,
      onFatal: () => undefined,
    })
    let open = true
    const live = new LiveDesk(
      {
        ...desk,
        close: async () => {
          if (!open) return
          open = false
          await desk.close()
        },
      },
      clock,
      store,
    )
    onTestFinished(() => live.desk.close())
    return live
  }

  async restart(): Promise<LiveDesk> {
    await this.desk.close()
    return LiveDesk.start(this.place, this.clock)
  }

  async visit(login: string): Promise<LiveVisitor> {
    const signedIn = await this.#post('/api/session', { login, password: 'lindetal' })
    const cookie = signedIn.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    const { person } = (await signedIn.json()) as { person: { id: string } }
    const visitor = new LiveVisitor(
      person.id,
      async () => {
        const answer = await this.#post('/api/tickets', { kind: 'socket' }, cookie)
        return ((await answer.json()) as { ticket: string }).ticket
      },
      this.desk.url,
    )
    await visitor.connect()
    return visitor
  }

  #post(path: string, body: unknown, cookie = ''): Promise<Response> {
    return fetch(this.desk.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.desk.url, cookie },
      body: JSON.stringify(body),
    })
  }
}

/** A real client: one tab of a signed-in person. */
export class LiveVisitor {
  readonly events: StreamEvent[] = []
  readonly #listeners = new Set<() => void>()
  #socket: Socket | undefined

  constructor(
    readonly person: string,
    private readonly ticket: () => Promise<string>,
    private readonly url: string,
  ) {}

  async connect(): Promise<void> {
    const socket = io(this.url, {
      transports: ['websocket'],
      auth: { ticket: await this.ticket() },
      extraHeaders: { origin: this.url },
      forceNew: true,
      reconnection: false,
    })
    this.#socket = socket
    onTestFinished(() => void socket.disconnect())
    socket.on('event', (event: StreamEvent) => {
      this.events.push(event)
      for (const listener of this.#listeners) listener()
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
  }

  disconnect(): void {
    this.#socket?.disconnect()
  }

  /** Sends a packet as it is and waits for its acknowledgement. */
  async send(name: string, packet: unknown): Promise<Reply<unknown>> {
    if (this.#socket === undefined) throw new Error('Not connected')
    return (await this.#socket.timeout(10_000).emitWithAck(name, packet)) as Reply<unknown>
  }

  /** Sends a command; the answer as it comes. */
  ask<C extends AnyCommand>(command: C, body: BodyOf<C>, more: { rev?: number; id?: string } = {}) {
    return this.send(command.name, { id: uuidv7(), ...more, body }) as Promise<Reply<ValueOf<C>>>
  }

  /** Sends a command that has to succeed. */
  async do<C extends AnyCommand>(
    command: C,
    body: BodyOf<C>,
    more: { rev?: number } = {},
  ): Promise<ValueOf<C>> {
    const reply = await this.ask(command, body, more)
    if (!reply.ok) throw new Error(`${command.name}: ${reply.code} ${reply.message}`)
    return reply.value
  }

  /** Waits for the first event that fits, past ones included. */
  hears<T extends EventType>(
    type: T,
    fits: (body: StreamEvent<T>['body']) => boolean = () => true,
  ): Promise<StreamEvent<T>> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.events.find(
          (event) => event.type === type && fits(event.body as StreamEvent<T>['body']),
        )
        if (found === undefined) return
        this.#listeners.delete(look)
        resolve(found as StreamEvent<T>)
      }
      this.#listeners.add(look)
      look()
    })
  }
}
