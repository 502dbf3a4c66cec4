import {
  fenceStates,
  messages,
  syncProtocol,
  terminalCloseCodes,
  ticketProtocolPrefix,
  type FenceState,
} from '#shared/contract/document-contract.ts'
import {
  applyAwarenessUpdate,
  Awareness,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness'
import * as Y from 'yjs'
import {
  awarenessMessage,
  numberMessage,
  readMessage,
  syncMessage,
  syncSteps,
  type Message,
} from './link-messages.ts'
import { PendingEdits } from './pending-edits.ts'

/**
 * `connecting`: on the way or waiting for the first answer; `synced`: everything the server has is here; `offline`: the
 * connection is away and comes back by itself; `closed`: it does not come back (see `closeCode`); `rejected`: the server
 * refused an edit, the document is frozen and a fresh one has to be started.
 */
type LinkPhase = 'connecting' | 'synced' | 'offline' | 'closed' | 'rejected'

export interface LinkState {
  readonly phase: LinkPhase
  /** Own edits that are not known to be stored. */
  readonly pending: number
  /** When the server last confirmed that everything is stored; null while something is pending or the connection is away. */
  readonly savedAt: Date | null
  readonly closeCode: number | null
  readonly fence: FenceState | null
  /** False on a seat that only reads. */
  readonly canWrite: boolean
  /** Why an edit was refused; null unless `rejected`. */
  readonly rejection: { readonly code: number; readonly reason: string } | null
}

export interface DocumentLinkOptions {
  /** `ws:` or `wss:` address up to and including `/sync`. */
  readonly url: string
  /** `<case>.<audience>.<generation>` */
  readonly name: string
  /** A fresh ticket for this document; null: the session is over. Throws when the server cannot be reached. */
  readonly ticket: () => Promise<string | null>
  readonly now?: () => Date
  /** 0 ≤ x < 1, for the jitter. */
  readonly random?: () => number
  readonly later?: (milliseconds: number, run: () => void) => () => void
  readonly WebSocket?: new (url: string, protocols: string[]) => WebSocket
}

const shortestWait = 200
const longestWait = 10_000
/** The server says something every 10 s; after this long without a word the connection counts as dead. */
const silence = 25_000
/** The same when the browser says that the network is gone, and the server has just been asked to say something. */
const doubtful = 2_500

const systemLater = (milliseconds: number, run: () => void) => {
  const timer = setTimeout(run, milliseconds)
  return () => clearTimeout(timer)
}

/**
 * One live document: sends own edits, takes those of others, and knows exactly what is stored. Counts its sync frames as the
 * server does; after a reconnect everything unacknowledged goes out again with the answer to the server's question.
 */
export class DocumentLink {
  readonly doc = new Y.Doc()
  readonly awareness = new Awareness(this.doc)
  private current: LinkState = {
    phase: 'connecting',
    pending: 0,
    savedAt: null,
    closeCode: null,
    fence: null,
    canWrite: true,
    rejection: null,
  }
  private readonly listeners = new Set<() => void>()
  private readonly edits = new PendingEdits()
  private socket: WebSocket | null = null
  private n = 0
  private answered = false
  private epoch: number | null = null
  private frameBytes = Infinity
  private attempts = 0
  private opening = false
  private ended = false
  private cancelRetry: (() => void) | null = null
  private cancelSilence: (() => void) | null = null

  constructor(private readonly options: DocumentLinkOptions) {
    this.doc.on('update', this.onEdit)
    this.awareness.on('update', this.onCursor)
    this.awareness.setLocalState({ cursor: null })
  }

  get state(): LinkState {
    return this.current
  }

  /** Calls back after every change of `state`; returns how to stop. */
  on(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  hasUnsaved(): boolean {
    return this.edits.count > 0
  }

  /** Connects, now and whenever the connection is lost. Also cuts a wait short (the network is back). */
  connect(): void {
    if (this.ended || this.socket !== null || this.opening) return
    if (this.current.phase === 'closed' || this.current.phase === 'rejected') return
    this.cancelRetry?.()
    this.cancelRetry = null
    void this.open()
  }

  /** The network may be gone although the connection looks open: without a word of the server soon, it is. */
  doubt(): void {
    if (this.socket?.readyState !== 1) return
    this.socket.send(numberMessage(messages.ping, 1))
    this.listen(doubtful)
  }

  /** Asks to store now; resolves when nothing is pending, rejects when that cannot happen any more. */
  flush(): Promise<void> {
    if (this.edits.count === 0) return Promise.resolve()
    if (this.socket?.readyState === 1) this.socket.send(numberMessage(messages.flush, this.n))
    return new Promise((resolve, reject) => {
      const stop = this.on(() => {
        const { phase, pending } = this.current
        if (pending > 0 && phase !== 'closed' && phase !== 'rejected') return
        stop()
        if (pending === 0) resolve()
        else reject(new Error(`The document is ${phase}`))
      })
    })
  }

  /** Leaves for good. The document itself stays readable. */
  destroy(): void {
    this.ended = true
    this.cancelRetry?.()
    this.cancelSilence?.()
    this.doc.off('update', this.onEdit)
    this.awareness.destroy()
    this.awareness.off('update', this.onCursor)
    const { socket } = this
    this.socket = null
    socket?.close(1000)
    this.listeners.clear()
  }

  private readonly onEdit = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return
    this.edits.made()
    // Before the server has asked what we have, its question will bring the answer that holds this edit too.
    if (this.answered) this.sendSync(syncSteps.update, update)
    this.change({ pending: this.edits.count, savedAt: null })
  }

  private readonly onCursor = (
    { added, updated, removed }: { added: number[]; updated: number[]; removed: number[] },
    origin: unknown,
  ): void => {
    if (origin === this) return
    if ([...added, ...updated, ...removed].includes(this.doc.clientID)) this.sendCursor()
  }

  private sendCursor(): void {
    if (this.socket?.readyState !== 1) return
    this.socket.send(awarenessMessage(encodeAwarenessUpdate(this.awareness, [this.doc.clientID])))
  }

  private sendSync(step: number, bytes: Uint8Array): void {
    const frame = syncMessage(step, bytes)
    if (frame.length > this.frameBytes) {
      this.freeze({ code: 4, reason: 'too large' })
      return
    }
    this.n += 1
    this.edits.sentIn(this.n)
    this.socket?.send(frame)
  }

  private async open(): Promise<void> {
    this.opening = true
    this.change({ phase: this.current.phase === 'offline' ? 'offline' : 'connecting' })
    let ticket: string | null
    try {
      ticket = await this.options.ticket()
    } catch {
      this.opening = false
      this.retry()
      return
    }
    this.opening = false
    if (this.ended) return
    if (ticket === null) this.change({ phase: 'closed', closeCode: 4401 })
    else this.dial(ticket)
  }

  private dial(ticket: string): void {
    const Socket = this.options.WebSocket ?? WebSocket
    const socket = new Socket(`${this.options.url}/${this.options.name}`, [
      syncProtocol,
      `${ticketProtocolPrefix}${ticket}`,
    ])
    socket.binaryType = 'arraybuffer'
    this.socket = socket
    this.n = 0
    this.answered = false
    socket.addEventListener('open', () => {
      if (this.socket !== socket) return
      socket.send(syncMessage(syncSteps.one, Y.encodeStateVector(this.doc)))
      this.sendCursor()
    })
    socket.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
      if (this.socket === socket) this.hear(new Uint8Array(event.data))
    })
    socket.addEventListener('error', () => this.listen())
    socket.addEventListener('close', (event: CloseEvent) => {
      if (this.socket === socket) this.gone(event.code)
    })
    this.listen()
  }

  /** Starts the watch over silence anew. */
  private listen(patience = silence): void {
    this.cancelSilence?.()
    this.cancelSilence = (this.options.later ?? systemLater)(patience, () => {
      const { socket } = this
      if (socket === null) return
      this.gone(1006)
      socket.close()
    })
  }

  private hear(data: Uint8Array): void {
    this.listen()
    this.take(readMessage(data))
  }

  private take(message: Message): void {
    switch (message.type) {
      case 'hello':
        return this.onHello(message.epoch, message.role, message.frameBytes)
      case 'sync':
        return this.onSync(message.step, message.bytes)
      case 'awareness':
        applyAwarenessUpdate(this.awareness, message.bytes, this)
        return
      case 'query-awareness':
        return this.sendCursor()
      case 'durable':
        this.edits.durable(message.n)
        return this.settle()
      case 'reject':
        // Refused for now: the connection will end, and the edit goes out again on the next one.
        if (!message.retry) this.freeze({ code: message.code, reason: message.reason })
        return
      case 'fence':
        return this.change({
          fence: fenceOf(message.state),
          ...(fenceOf(message.state) === 'read-only' ? { canWrite: false } : {}),
        })
      case 'other':
    }
  }

  private onHello(epoch: number, role: string, frameBytes: number): void {
    this.frameBytes = frameBytes
    if (this.epoch !== null && this.epoch !== epoch) {
      // Another log answers to this name: what we hold was acknowledged by a store that is gone.
      this.freeze({ code: 8, reason: 'another epoch' })
      return
    }
    this.epoch = epoch
    this.change({ canWrite: role === 'edit', fence: null })
  }

  private onSync(step: number, bytes: Uint8Array): void {
    if (step === syncSteps.one) {
      if (!this.current.canWrite) return
      this.answered = true
      this.sendSync(syncSteps.two, Y.encodeStateAsUpdate(this.doc, bytes))
      return
    }
    Y.applyUpdate(this.doc, bytes, this)
    if (step === syncSteps.two) {
      this.attempts = 0
      this.change({ phase: 'synced', closeCode: null })
      this.settle()
    }
  }

  /** „Gespeichert" only when nothing is pending, the connection is up and the epoch is the same. */
  private settle(): void {
    const pending = this.edits.count
    const saved = pending === 0 && this.current.phase === 'synced' && this.socket !== null
    if (saved && this.current.savedAt !== null) return
    this.change({ pending, savedAt: saved ? this.now() : null })
  }

  private now(): Date {
    return (this.options.now ?? (() => new Date()))()
  }

  private gone(code: number): void {
    this.socket = null
    this.answered = false
    this.cancelSilence?.()
    this.edits.lost()
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.doc.clientID)
    removeAwarenessStates(this.awareness, others, this)
    if (this.current.phase === 'rejected') return
    if (terminalCloseCodes.includes(code)) {
      this.change({ phase: 'closed', closeCode: code, savedAt: null, pending: this.edits.count })
      return
    }
    this.change({ phase: 'offline', closeCode: code, savedAt: null, pending: this.edits.count })
    this.retry()
  }

  /** Full jitter, so that a whole office does not return in the same moment. */
  private retry(): void {
    if (this.ended) return
    this.change({ phase: 'offline' })
    const ceiling = Math.min(longestWait, shortestWait * 2 ** ++this.attempts)
    const wait = shortestWait + (this.options.random ?? Math.random)() * (ceiling - shortestWait)
    this.cancelRetry = (this.options.later ?? systemLater)(wait, () => {
      this.cancelRetry = null
      this.connect()
    })
  }

  private freeze(rejection: { code: number; reason: string }): void {
    this.change({
      phase: 'rejected',
      rejection,
      savedAt: null,
      canWrite: false,
      pending: Math.max(1, this.edits.count),
    })
    this.answered = false
    const { socket } = this
    if (socket === null) return
    this.gone(1000)
    socket.close(1000)
  }

  private change(part: Partial<LinkState>): void {
    this.current = { ...this.current, ...part }
    for (const listener of this.listeners) listener()
  }
}

function fenceOf(state: number): FenceState | null {
  const known = Object.entries(fenceStates).find(([, number]) => number === state)
  return known === undefined ? null : (known[0] as FenceState)
}
