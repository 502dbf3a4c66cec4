/** Documents protocol (contract, "Documents"): message types on top of y-websocket's 0 to 3, close and reject codes. */
export const audiences = ['shared', 'staff', 'authority'] as const
export type Audience = (typeof audiences)[number]

export const documentPath =
  /^\/sync\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(shared|staff|authority)\.([1-9][0-9]{0,8})$/

export const syncProtocol = 'lotse.sync.v1'
/** The ticket travels as a second subprotocol so that it stands in no URL. */
export const ticketProtocolPrefix = 'lotse.ticket.'

export const messages = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  hello: 112,
  durable: 113,
  reject: 114,
  flush: 115,
  fence: 116,
  ping: 117,
} as const

export const rejectCodes = {
  READONLY: 1,
  OWNER: 2,
  GAP: 3,
  LIMIT: 4,
  SCHEMA: 5,
  DECODE: 6,
  FENCED: 7,
  STORE: 8,
} as const
export type RejectCode = keyof typeof rejectCodes

export const fenceStates = { draining: 1, 'read-only': 2, sealed: 3, revoked: 4 } as const
export type FenceState = keyof typeof fenceStates

export const closeCodes = {
  signedOut: 4401,
  forbidden: 4403,
  generationGone: 4409,
  tooLarge: 4413,
  invalid: 4422,
  clientTooOld: 4426,
  draining: 4503,
  slow: 4508,
  rate: 4529,
} as const
/** After these the client does not come back by itself. */
export const terminalCloseCodes: readonly number[] = [4401, 4403, 4409, 4413, 4422, 4426]

export const limits = {
  frameBytes: 256 * 1024,
  documentBytes: 5 * 1024 * 1024,
  clientsPerFrame: 64,
  structsPerFrame: 20_000,
  deleteRanges: 5_000,
  structLength: 1_000_000,
  clock: 2 ** 31,
  depth: 16,
  awarenessBytes: 2_048,
  strikes: 3,
} as const
