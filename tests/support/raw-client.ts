import { messages } from '#shared/contract/document-contract.ts'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { caseId, type DocumentServer } from './document-server.ts'

export type Heard =
  | { type: 'hello'; ver: number; epoch: number; generation: number; role: string }
  | { type: 'durable'; n: number; headSeq: number; clocks: Map<number, number>; head: string }
  | { type: 'reject'; n: number; code: number; retry: boolean; reason: string }
  | { type: 'fence'; state: number; reason: string }
  | { type: 'sync'; step: number; bytes: Uint8Array }
  | { type: 'awareness'; states: { client: number; clock: number; state: Record<string, unknown> | null }[] }
  | { type: 'ping'; nonce: number }
  | { type: 'close'; code: number }

function read(data: Uint8Array): Heard {
  const input = decoding.createDecoder(data)
  const type = decoding.readVarUint(input)
  switch (type) {
    case messages.hello:
      return {
        type: 'hello',
        ver: decoding.readVarUint(input),
        epoch: decoding.readVarUint(input),
        generation: decoding.readVarUint(input),
        role: decoding.readVarString(input),
      }
    case messages.durable:
      return {
        type: 'durable',
        n: decoding.readVarUint(input),
        headSeq: decoding.readVarUint(input),
        clocks: Y.decodeStateVector(decoding.readVarUint8Array(input)),
        head: Buffer.from(decoding.readUint8Array(input, 16)).toString('hex'),
      }
    case messages.reject:
      return {
        type: 'reject',
        n: decoding.readVarUint(input),
        code: decoding.readVarUint(input),
        retry: decoding.readVarUint(input) === 1,
        reason: decoding.readVarString(input),
      }
    case messages.fence: {
      const state = decoding.readVarUint(input)
      decoding.readVarUint(input)
      return { type: 'fence', state, reason: decoding.readVarString(input) }
    }
    case messages.ping:
      return { type: 'ping', nonce: decoding.readVarUint(input) }
    case messages.sync:
      return { type: 'sync', step: decoding.readVarUint(input), bytes: decoding.readVarUint8Array(input) }
    case messages.awareness: {
      const inner = decoding.createDecoder(decoding.readVarUint8Array(input))
      const states = Array.from({ length: decoding.readVarUint(inner) }, () => ({
        client: decoding.readVarUint(inner),
        clock: decoding.readVarUint(inner),
        state: JSON.parse(decoding.readVarString(inner)) as Record<string, unknown> | null,
      }))
      return { type: 'awareness', states }
    }
    default:
      throw new Error(`The server said something unknown: ${type}`)
  }
}

export const syncFrame = (step: number, bytes: Uint8Array): Uint8Array => {
  const out = encoding.createEncoder()
  encoding.writeVarUint(out, messages.sync)
  encoding.writeVarUint(out, step)
  encoding.writeVarUint8Array(out, bytes)
  return encoding.toUint8Array(out)
}

/** A client of the documents protocol without any cleverness: keeps what it hears, applies what it is told. */
export class RawClient {
  readonly heard: Heard[] = []
  readonly doc = new Y.Doc()
  readonly ws: WebSocket
  closed: number | null = null
  private waiting: { match: (heard: Heard) => boolean; resolve: (heard: Heard) => void }[] = []

  constructor(
    server: Pick<DocumentServer, 'url' | 'ticket'>,
    login: string,
    options: { name?: string; protocols?: string[]; origin?: string; ticket?: string } = {},
  ) {
    const ticket = options.ticket ?? server.ticket(login)
    this.ws = new WebSocket(
      `${server.url}/${options.name ?? `${caseId}.shared.1`}`,
      options.protocols ?? ['lotse.sync.v1', `lotse.ticket.${ticket}`],
      { perMessageDeflate: false, ...(options.origin === undefined ? {} : { origin: options.origin }) },
    )
    this.ws.on('message', (data: Buffer) => this.take(read(new Uint8Array(data))))
    this.ws.on('close', (code) => {
      this.closed = code
      this.take({ type: 'close', code })
    })
    this.ws.on('error', () => undefined)
  }

  private take(heard: Heard): void {
    this.heard.push(heard)
    if (heard.type === 'sync' && heard.step > 0) Y.applyUpdate(this.doc, heard.bytes, this)
    const ready = this.waiting.filter((one) => one.match(heard))
    this.waiting = this.waiting.filter((one) => !ready.includes(one))
    for (const one of ready) one.resolve(heard)
  }

  /** The first thing heard (from `from` on) that matches. */
  until<T extends Heard['type']>(
    type: T,
    match: (heard: Extract<Heard, { type: T }>) => boolean = () => true,
    from = 0,
  ): Promise<Extract<Heard, { type: T }>> {
    type Wanted = Extract<Heard, { type: T }>
    const fits = (heard: Heard): boolean => heard.type === type && match(heard as Wanted)
    const known = this.heard.slice(from).find(fits)
    if (known !== undefined) return Promise.resolve(known as Wanted)
    return new Promise((resolve) =>
      this.waiting.push({ match: fits, resolve: (heard) => resolve(heard as Wanted) }),
    )
  }

  /** Asks for the state and answers the server's question, as every client does. */
  async sync(): Promise<this> {
    await this.until('hello')
    this.send(syncFrame(0, Y.encodeStateVector(this.doc)))
    await this.until('sync', (heard) => heard.step === 1)
    const question = this.heard.find((heard) => heard.type === 'sync' && heard.step === 0)
    if (question?.type === 'sync') this.send(syncFrame(1, Y.encodeStateAsUpdate(this.doc, question.bytes)))
    return this
  }

  send(bytes: Uint8Array): void {
    this.ws.send(bytes)
  }

  /** Changes the own document and answers the update, unsent. */
  edit(change: (doc: Y.Doc) => void): Uint8Array {
    const updates: Uint8Array[] = []
    const listen = (update: Uint8Array, origin: unknown) => {
      if (origin !== this) updates.push(update)
    }
    this.doc.on('update', listen)
    this.doc.transact(() => change(this.doc))
    this.doc.off('update', listen)
    return updates[0] ?? new Uint8Array([0, 0])
  }

  update(change: (doc: Y.Doc) => void): void {
    this.send(syncFrame(2, this.edit(change)))
  }

  close(): Promise<unknown> {
    const gone = this.until('close')
    this.ws.close()
    return gone
  }
}
