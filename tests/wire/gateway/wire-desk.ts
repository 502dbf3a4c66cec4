import { io, type Socket } from 'socket.io-client'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { AnyCommand, BodyOf, ValueOf } from '#shared/contract/command.ts'
import type { Reply } from '#shared/contract/reply.ts'
import type { EventType, StreamEvent } from '#shared/contract/stream-contract.ts'
import { createDesk, type Desk } from '#server/app.ts'
import { readConfig, type Config } from '#server/config.ts'
import type { Log } from '#server/platform/log.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { RawClient } from '#tests/support/raw-client.ts'
import { postgresStore } from '#tests/support/stores.ts'

export interface AuditLine {
  readonly action: string
  readonly outcome: string
  readonly person: string | null
  readonly detail: Record<string, unknown>
}

interface Wishes {
  readonly clock?: HandClock
  readonly env?: Readonly<Record<string, string>>
  readonly clientDir?: string
  /** Over the embedded store in this directory, which outlives the desk; {@link WireDesk.sql} asks PostgreSQL only. */
  readonly embeddedIn?: string
}

/** The whole desk on a free port over PostgreSQL, with a hand clock, for one file of stories; collects what the log calls a fault. */
export class WireDesk {
  readonly faults: string[] = []
  private constructor(
    readonly clock: HandClock,
    private readonly databaseUrl: string,
    readonly dataDir: string,
    private readonly config: Config,
    private readonly clientDir: string,
  ) {}
  private desk: Desk | undefined
  /** Where it listens; PUBLIC_URL may say something else. */
  url = ''

  static async start({
    clock = new HandClock(),
    env = {},
    clientDir,
    embeddedIn,
  }: Wishes = {}): Promise<WireDesk> {
    const { databaseUrl, dataDir } =
      embeddedIn === undefined ? await postgresStore() : { databaseUrl: '', dataDir: embeddedIn }
    const config = readConfig({
      PORT: '0',
      DATA_DIR: dataDir,
      ...(databaseUrl === '' ? {} : { DATABASE_URL: databaseUrl }),
      DEMO: 'on',
      METRICS_TOKEN: 'token-of-the-tests-only',
      ...env,
    })
    const live = new WireDesk(clock, databaseUrl, dataDir, config, clientDir ?? `${dataDir}/no-pages`)
    await live.up()
    return live
  }

  private async up(): Promise<void> {
    const log: Log = {
      info: () => undefined,
      warn: () => undefined,
      fault: (event, error) => void this.faults.push(`${event}: ${String(error)}`),
    }
    const { clock, config, clientDir } = this
    this.desk = await createDesk({ config, log, clock, clientDir, onFatal: () => undefined })
    this.url = `http://localhost:${this.desk.port}`
  }

  /** Ends and starts again over the same store; everybody has to come back. */
  async again(): Promise<void> {
    await this.stop()
    await this.up()
  }

  async stop(): Promise<void> {
    const { desk } = this
    this.desk = undefined
    await desk?.close()
  }

  async sql(statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.databaseUrl })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(statement, values)).rows
    } finally {
      await client.end()
    }
  }

  /** Rows of the audit trail behind `after`. */
  async audit(after = 0): Promise<AuditLine[]> {
    const rows = await this.sql(
      'select a.action, a.outcome, a.person, p.body as detail from audit a left join audit_payload p on p.seq = a.seq where a.seq > $1 order by a.seq',
      [after],
    )
    return rows as unknown as AuditLine[]
  }

  async auditHead(): Promise<number> {
    return Number((await this.sql('select seq from audit_head'))[0]?.['seq'] ?? 0)
  }

  async metrics(): Promise<string> {
    return (await fetch(`${this.url}/metrics`)).text()
  }

  /** Sum of a counter over the lines that carry this label text. */
  async counted(name: string, label = ''): Promise<number> {
    const lines = (await this.metrics()).split('\n')
    const mine = lines.filter((line) => line.startsWith(name) && line.includes(label))
    return mine.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
  }

  send(
    path: string,
    method: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: {
        origin: this.url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  /** A text as it is, line by line. */
  sendText(path: string, text: string, headers: Record<string, string>): Promise<Response> {
    return fetch(this.url + path, { method: 'POST', headers: { origin: this.url, ...headers }, body: text })
  }

  async signIn(login: string, password = 'lindetal'): Promise<Person> {
    const answer = await this.send('/api/session', 'POST', { login, password })
    if (!answer.ok) throw new Error(`${login}: ${answer.status} ${await answer.text()}`)
    const { person } = (await answer.json()) as { person: { id: string } }
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    return new Person(this, login, person.id, cookie)
  }

  /** The citizen's screen of a counter, paired with a code of this person's desk: a browser of its own. */
  async pair(adviser: Person, counter: string): Promise<Person> {
    const { code } = (await (await adviser.ask(`/api/counters/${counter}/code`, 'POST')).json()) as {
      code: string
    }
    const answer = await this.send('/api/counters/pair', 'POST', { code })
    if (!answer.ok) throw new Error(`${counter}: ${answer.status} ${await answer.text()}`)
    const { seat } = (await answer.json()) as { seat: string }
    return new Person(this, counter, seat, answer.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  }

  /** As if a colleague sat at this counter: one person keeps one screen only. */
  async colleagueKeeps(counter: string): Promise<void> {
    await this.sql('update seat_session set keeper = gen_random_uuid() where counter = $1', [counter])
  }

  /** A citizen at home who uses an invitation: a browser of its own. */
  async redeem(token: string, name: string): Promise<Person> {
    const answer = await this.send('/api/invitations/redeem', 'POST', { token, name })
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`)
    const { seat } = (await answer.json()) as { seat: string }
    return new Person(this, name, seat, answer.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  }

  /** Somebody who interprets uses a link: a browser of their own. */
  async interpret(token: string, name: string): Promise<Person> {
    const answer = await this.send('/api/interpreters/redeem', 'POST', { token, name, promised: true })
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`)
    const { seat } = (await answer.json()) as { seat: string }
    return new Person(this, name, seat, answer.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  }

  /** Signed in with one open tab. */
  async tab(login: string): Promise<Tab> {
    return (await this.signIn(login)).tab()
  }
}

/** A signed-in session: the cookie of one browser. */
export class Person {
  constructor(
    readonly desk: WireDesk,
    readonly login: string,
    readonly id: string,
    readonly cookie: string,
  ) {}

  ask(path: string, method: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.desk.send(path, method, body, { cookie: this.cookie, ...headers })
  }

  async ticket(document?: string): Promise<string> {
    const wish = document === undefined ? { kind: 'socket' } : { kind: 'document', document }
    const answer = await this.ask('/api/tickets', 'POST', wish)
    if (!answer.ok) throw new Error(`ticket: ${answer.status} ${await answer.text()}`)
    return ((await answer.json()) as { ticket: string }).ticket
  }

  async tab(): Promise<Tab> {
    const tab = new Tab(this, await this.ticket())
    await tab.opened
    return tab
  }

  /** Opens a document with a fresh ticket, or with one given. */
  async document(name: string, options: { ticket?: string; origin?: string } = {}): Promise<RawClient> {
    const ticket = options.ticket ?? (await this.ticket(name))
    const url = `${this.desk.url.replace('http', 'ws')}/sync`
    const origin = options.origin ?? this.desk.url
    return new RawClient({ url, ticket: () => ticket }, this.login, { name, ticket, origin })
  }
}

/** What a document said first: a role to write or read with, or the code it closed with. */
export async function admission(client: RawClient): Promise<string> {
  const first = await Promise.race([client.until('hello'), client.until('close')])
  if (first.type === 'close') return String(first.code)
  return first.role
}

/** One live connection. */
export class Tab {
  readonly events: StreamEvent[] = []
  /** Whatever else the server said, by name. */
  readonly heard: string[] = []
  readonly socket: Socket
  /** Resolves when connected, rejects with the refusal. */
  readonly opened: Promise<void>
  /** Resolves with the reason when the connection ends. */
  readonly ended: Promise<string>
  private readonly looks = new Set<() => void>()

  constructor(
    readonly owner: Person,
    ticket: string,
    more: { origin?: string; auth?: Record<string, unknown> } = {},
  ) {
    this.socket = io(owner.desk.url, {
      transports: ['websocket'],
      auth: { ticket, ...more.auth },
      extraHeaders: { origin: more.origin ?? owner.desk.url },
      forceNew: true,
      reconnection: false,
    })
    this.socket.onAny((name: string) => void this.heard.push(name))
    this.socket.on('event', (event: StreamEvent) => {
      this.events.push(event)
      for (const look of this.looks) look()
    })
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('connect', resolve)
      this.socket.once('connect_error', reject)
    })
    this.opened.catch(() => undefined)
    this.ended = new Promise((resolve) => this.socket.once('disconnect', resolve))
  }

  get person(): string {
    return this.owner.id
  }

  /** A packet as it is. */
  async send(name: string, packet: unknown): Promise<Reply<unknown>> {
    return (await this.socket.timeout(20_000).emitWithAck(name, packet)) as Reply<unknown>
  }

  ask<C extends AnyCommand>(command: C, body: BodyOf<C>, more: { rev?: number; id?: string } = {}) {
    return this.send(command.name, { id: uuidv7(), ...more, body }) as Promise<Reply<ValueOf<C>>>
  }

  async do<C extends AnyCommand>(
    command: C,
    body: BodyOf<C>,
    more: { rev?: number } = {},
  ): Promise<ValueOf<C>> {
    const reply = await this.ask(command, body, more)
    if (!reply.ok) throw new Error(`${command.name}: ${reply.code} ${reply.message}`)
    return reply.value
  }

  /** The first event that fits, past ones included. */
  hears<T extends EventType>(
    type: T,
    fits: (event: StreamEvent<T>) => boolean = () => true,
  ): Promise<StreamEvent<T>> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.events.find((event) => event.type === type && fits(event as StreamEvent<T>))
        if (found === undefined) return
        this.looks.delete(look)
        resolve(found as StreamEvent<T>)
      }
      this.looks.add(look)
      look()
    })
  }

  close(): void {
    this.socket.disconnect()
  }
}

/** `ok`, or code and sentence of the refusal. */
export const said = (reply: Reply<unknown>): string => (reply.ok ? 'ok' : `${reply.code} ${reply.message}`)
/** `ok`, or the code of the refusal. */
export const codeOf = (reply: Reply<unknown>): string => (reply.ok ? 'ok' : reply.code)
