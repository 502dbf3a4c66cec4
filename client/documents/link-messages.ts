import { messages } from '#shared/contract/document-contract.ts'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export const syncSteps = { one: 0, two: 1, update: 2 } as const

/** What the server may say (contract, "Documents"). */
export type Message =
  | { readonly type: 'sync'; readonly step: number; readonly bytes: Uint8Array }
  | { readonly type: 'awareness'; readonly bytes: Uint8Array }
  | { readonly type: 'query-awareness' }
  | { readonly type: 'hello'; readonly epoch: number; readonly role: string; readonly frameBytes: number }
  | { readonly type: 'durable'; readonly n: number }
  | {
      readonly type: 'reject'
      readonly n: number
      readonly code: number
      readonly retry: boolean
      readonly reason: string
    }
  | { readonly type: 'fence'; readonly state: number }
  | { readonly type: 'other' }

/** @throws when the bytes are not a message */
export function readMessage(data: Uint8Array): Message {
  const input = decoding.createDecoder(data)
  switch (decoding.readVarUint(input)) {
    case messages.sync:
      return { type: 'sync', step: decoding.readVarUint(input), bytes: decoding.readVarUint8Array(input) }
    case messages.awareness:
      return { type: 'awareness', bytes: decoding.readVarUint8Array(input) }
    case messages.queryAwareness:
      return { type: 'query-awareness' }
    case messages.hello: {
      decoding.readVarUint(input)
      const epoch = decoding.readVarUint(input)
      decoding.readVarUint(input)
      const role = decoding.readVarString(input)
      return { type: 'hello', epoch, role, frameBytes: decoding.readVarUint(input) }
    }
    case messages.durable:
      return { type: 'durable', n: decoding.readVarUint(input) }
    case messages.reject: {
      const n = decoding.readVarUint(input)
      const code = decoding.readVarUint(input)
      const retry = decoding.readVarUint(input) === 1
      return { type: 'reject', n, code, retry, reason: decoding.readVarString(input) }
    }
    case messages.fence:
      return { type: 'fence', state: decoding.readVarUint(input) }
    default:
      return { type: 'other' }
  }
}

const frame = (write: (out: encoding.Encoder) => void): Uint8Array<ArrayBuffer> => {
  const out = encoding.createEncoder()
  write(out)
  return new Uint8Array(encoding.toUint8Array(out))
}

export const syncMessage = (step: number, bytes: Uint8Array) =>
  frame((out) => {
    encoding.writeVarUint(out, messages.sync)
    encoding.writeVarUint(out, step)
    encoding.writeVarUint8Array(out, bytes)
  })

export const awarenessMessage = (bytes: Uint8Array) =>
  frame((out) => {
    encoding.writeVarUint(out, messages.awareness)
    encoding.writeVarUint8Array(out, bytes)
  })

/** `flush` or `ping` with its number. */
export const numberMessage = (type: number, value: number) =>
  frame((out) => {
    encoding.writeVarUint(out, type)
    encoding.writeVarUint(out, value)
  })
