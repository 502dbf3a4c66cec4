import {
  fenceStates,
  limits,
  messages,
  rejectCodes,
  type FenceState,
  type RejectCode,
} from '#shared/contract/document-contract.ts'
import * as encoding from 'lib0/encoding'
import { FrameWriter, uintSize } from './frame-writer.ts'

/** Version of the messages 112 to 117. */
const protocolVersion = 1

// Everything here answers the bytes of the wire, WebSocket header included.
const out = new FrameWriter()

/** ver, epoch, generation as varuint; role (`edit` or `read`) as string; limits: bytes of a frame, a cursor state, a document. */
export const hello = (epoch: number, generation: number, role: 'edit' | 'read'): Buffer =>
  out
    .begin(messages.hello)
    .uint(protocolVersion)
    .uint(epoch)
    .uint(generation)
    .text(role)
    .uint(limits.frameBytes)
    .uint(limits.awarenessBytes)
    .uint(limits.documentBytes)
    .frame()

/** n and headSeq as varuint, state vector with its length, head as 16 raw bytes. */
export const durable = (n: number, headSeq: number, stateVector: Uint8Array, head: Uint8Array): Buffer =>
  out.begin(messages.durable).uint(n).uint(headSeq).sized(stateVector).raw(head).frame()

/** n, code and retry (0 or 1) as varuint; reason as string. */
export const reject = (n: number, code: RejectCode, retry: boolean, reason: string): Buffer =>
  out
    .begin(messages.reject)
    .uint(n)
    .uint(rejectCodes[code])
    .uint(retry ? 1 : 0)
    .text(reason)
    .frame()

/** state as varuint, until as varuint (milliseconds since 1970, 0: open end), reason as string. */
export const fence = (state: FenceState, until: Date | null, reason: string): Buffer =>
  out
    .begin(messages.fence)
    .uint(fenceStates[state])
    .uint(until === null ? 0 : until.getTime())
    .text(reason)
    .frame()

/** nonce as varuint; 0 is the server's own and wants no answer. */
export const ping = (nonce: number): Buffer => out.begin(messages.ping).uint(nonce).frame()

export const syncSteps = { one: 0, two: 1, update: 2 } as const

export const sync = (step: number, bytes: Uint8Array): Buffer =>
  out.begin(messages.sync).uint(step).sized(bytes).frame()

/** A message of a client as it came, for the others. */
export const passedOn = (message: Uint8Array): Buffer => out.payload(message)

/** A cursor state of one client; the parts together are JSON text. */
export function awareness(client: number, clock: number, ...state: readonly Uint8Array[]): Buffer {
  const length = state.reduce((sum, part) => sum + part.length, 0)
  const size = 1 + uintSize(client) + uintSize(clock) + uintSize(length) + length
  out.begin(messages.awareness).uint(size).uint(1).uint(client).uint(clock).uint(length)
  for (const part of state) out.raw(part)
  return out.frame()
}

/** A cursor state that says: gone. */
export const departure = (client: number, clock: number): Buffer => awareness(client, clock, nullText)
const nullText = Buffer.from('null')

export function encodeStateVector(clocks: ReadonlyMap<number, number>): Uint8Array {
  const bytes = encoding.createEncoder()
  encoding.writeVarUint(bytes, clocks.size)
  for (const [client, clock] of clocks) {
    encoding.writeVarUint(bytes, client)
    encoding.writeVarUint(bytes, clock)
  }
  return encoding.toUint8Array(bytes)
}
