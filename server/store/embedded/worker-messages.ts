/** What the store thread is started with. `create` lays a new store down and ends; `serve` answers until told to close. */
export interface StoreTask {
  readonly task: 'create' | 'serve'
  readonly directory: string
}

/** To the thread: bytes of the PostgreSQL protocol, or the end. */
export type ToStore = Uint8Array<ArrayBuffer> | 'close'

/** From the thread: one answer of bytes per request in their order, or a change of state. */
export type FromStore = Uint8Array<ArrayBuffer> | { readonly state: 'ready' | 'not-durable' | 'closed' }
