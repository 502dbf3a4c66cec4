/** The closed list of refusal codes (contract, "Socket.IO"). Every code has a sentence in each text file. */
export const refusalCodes = [
  'E_SCHEMA',
  'E_FORBIDDEN',
  'E_NOT_FOUND',
  'E_NOT_ADMITTED',
  'E_STATE',
  'E_STALE_REV',
  'E_STALE_DOCUMENT',
  'E_ID_REUSED',
  'E_RATE',
  'E_STORE',
  'E_DRAINING',
  'E_VERSION',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/** Codes after which the same command may simply be sent again. */
export const retryCodes: readonly RefusalCode[] = ['E_RATE', 'E_STORE', 'E_DRAINING']

export type Reply<Value> =
  | { readonly ok: true; readonly rev?: number; readonly value: Value }
  | { readonly ok: false; readonly code: RefusalCode; readonly retry: boolean; readonly message: string }
