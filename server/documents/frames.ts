import {
  fenceStates,
  limits,
  messages,
  rejectCodes,
  type FenceState,
  type RejectCode,
} from '#shared/contract/document-contract.ts'
import * as encoding from 'lib0/encoding'

/** Version of the messages 112 to 117. */
const protocolVersion = 1

const frame = (type: number, write: (out: encoding.Encoder) => void): Uint8Array => {
  const out = encoding.createEncoder()
  encoding.writeVarUint(out, type)
  write(out)
  return encoding.toUint8Array(out)
}

/** ver, epoch, generation as varuint; role (`edit` or `read`) as string; limits: bytes of a frame, a cursor state, a document. */
export const hello = (epoch: number, generation: number, role: 'edit' | 'read'): Uint8Array =>
  frame(messages.hello, (out) => {
    encoding.writeVarUint(out, protocolVersion)
    encoding.writeVarUint(out, epoch)
    encoding.writeVarUint(out, generation)
    encoding.writeVarString(out, role)
    encoding.writeVarUint(out, limits.frameBytes)
    encoding.writeVarUint(out, limits.awarenessBytes)
    encoding.writeVarUint(out, limits.documentBytes)
  })

/** n and headSeq as varuint, state vector with its length, head as 16 raw bytes. */
export const durable = (n: number, headSeq: number, stateVector: Uint8Array, head: Uint8Array): Uint8Array =>
  frame(messages.durable, (out) => {
    encoding.writeVarUint(out, n)
    encoding.writeVarUint(out, headSeq)
    encoding.writeVarUint8Array(out, stateVector)
    encoding.writeUint8Array(out, head)
  })

/** n, code and retry (0 or 1) as varuint; reason as string. */
export const reject = (n: number, code: RejectCode, retry: boolean, reason: string): Uint8Array =>
  frame(messages.reject, (out) => {
    encoding.writeVarUint(out, n)
    encoding.writeVarUint(out, rejectCodes[code])
    encoding.writeVarUint(out, retry ? 1 : 0)
    encoding.writeVarString(out, reason)
  })

/** state as varuint, until as varuint (milliseconds since 1970, 0: open end), reason as string. */
export const fence = (state: FenceState, until: Date | null, reason: string): Uint8Array =>
  frame(messages.fence, (out) => {
    encoding.writeVarUint(out, fenceStates[state])
    encoding.writeVarUint(out, until === null ? 0 : until.getTime())
    encoding.writeVarString(out, reason)
  })

/** nonce as varuint; 0 is the server's own and wants no answer. */
export const ping = (nonce: number): Uint8Array =>
  frame(messages.ping, (out) => encoding.writeVarUint(out, nonce))

export const syncSteps = { one: 0, two: 1, update: 2 } as const

export const sync = (step: number, bytes: Uint8Array): Uint8Array =>
  frame(messages.sync, (out) => {
    encoding.writeVarUint(out, step)
    encoding.writeVarUint8Array(out, bytes)
  })

/** A cursor state of one client; `state` is JSON text, `null` when it left. */
export const awareness = (client: number, clock: number, state: string): Uint8Array =>
  frame(messages.awareness, (out) => {
    const inner = encoding.createEncoder()
    encoding.writeVarUint(inner, 1)
    encoding.writeVarUint(inner, client)
    encoding.writeVarUint(inner, clock)
    encoding.writeVarString(inner, state)
    encoding.writeVarUint8Array(out, encoding.toUint8Array(inner))
  })

export function encodeStateVector(clocks: ReadonlyMap<number, number>): Uint8Array {
  const out = encoding.createEncoder()
  encoding.writeVarUint(out, clocks.size)
  for (const [client, clock] of clocks) {
    encoding.writeVarUint(out, client)
    encoding.writeVarUint(out, clock)
  }
  return encoding.toUint8Array(out)
}
