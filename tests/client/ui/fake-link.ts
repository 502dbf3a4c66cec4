import { ref } from 'vue'
import type { DeskLink, StreamHandler } from '#client/link/desk-link.ts'
import type { AnyCommand } from '#shared/contract/command.ts'
import type { Reply } from '#shared/contract/reply.ts'
import type { EventBodies, EventType, StreamEvent } from '#shared/contract/stream-contract.ts'
import type { LegId } from '#shared/model/ids.ts'

export interface Sent {
  readonly name: string
  readonly body: unknown
  readonly id: string | undefined
}

type Answer = (sent: Sent) => Reply<unknown> | Promise<Reply<unknown>>

/** The server's side of the link in the hands of a test: answers by command name, events on demand. */
export class FakeLink implements DeskLink {
  readonly status = ref<'offline' | 'connecting' | 'online'>('online')
  readonly latencyMs = ref<number | null>(38)
  readonly leg = ref<LegId | null>(null)
  readonly sent: Sent[] = []
  readonly answers = new Map<string, Answer>()
  readonly handlers = new Map<string, Set<StreamHandler>>()
  connected = 0
  private readonly ended = new Set<() => void>()
  private seq = 0

  connect(): Promise<void> {
    this.connected += 1
    return Promise.resolve()
  }

  disconnect(): void {
    this.connected -= 1
  }

  async request<C extends AnyCommand>(
    command: C,
    body: unknown,
    options: { id?: string } = {},
  ): Promise<never> {
    const sent = { name: command.name, body, id: options.id }
    this.sent.push(sent)
    const answer = this.answers.get(command.name)
    if (answer === undefined) throw new Error(`no answer prepared for ${command.name}`)
    return (await answer(sent)) as never
  }

  follow(stream: string, handler: StreamHandler): () => void {
    const set = this.handlers.get(stream) ?? new Set()
    this.handlers.set(stream, set.add(handler))
    queueMicrotask(() => void handler.reset())
    return () => set.delete(handler)
  }

  sendSignal(): void {}
  onSignal(): () => void {
    return () => undefined
  }

  onStirred() {
    return () => undefined
  }

  onOutdated(): () => void {
    return () => undefined
  }

  onEnded(handler: () => void): () => void {
    this.ended.add(handler)
    return () => this.ended.delete(handler)
  }

  /** The server answers `name` with a value from now on. */
  will(name: string, value: unknown): void {
    this.answers.set(name, () => ({ ok: true, value }))
  }

  /** The server refuses `name` from now on. */
  wont(name: string, code: Extract<Reply<unknown>, { ok: false }>['code'], message = ''): void {
    this.answers.set(name, () => ({ ok: false, code, retry: false, message }))
  }

  /** Something happened on a stream. */
  tell<T extends EventType>(stream: string, type: T, body: EventBodies[T]): void {
    this.seq += 1
    const event = { stream, seq: this.seq, type, body, at: new Date().toISOString() } as StreamEvent
    for (const handler of this.handlers.get(stream) ?? []) handler.event(event)
  }

  endSession(): void {
    for (const handler of this.ended) handler()
  }

  of(name: string): Sent[] {
    return this.sent.filter((one) => one.name === name)
  }
}
