import { createHmac } from 'node:crypto'
import type { Clock } from '#server/platform/clock.ts'

/** What a browser gets to use the relay. `ttl` in seconds from now. */
export interface TurnGrant {
  readonly iceServers: readonly {
    readonly urls: string[]
    readonly username: string
    readonly credential: string
  }[]
  readonly ttl: number
}

export interface TurnSettings {
  /** `turn:` and `turns:` addresses; empty: no relay. */
  readonly urls: readonly string[]
  /** Shared with coturn's `static-auth-secret`; empty: no relay. */
  readonly secret: string
}

/** Contract: at most ten minutes. */
export const turnSeconds = 600

/**
 * Credentials by coturn's REST API (draft-uberti-behave-turn-rest-00): the user name is `expiry:consultation.seat` with
 * the expiry in seconds since 1970, the password the base64 HMAC-SHA1 of it. Bound to one seat of one consultation so
 * that a quota per user counts one person. Nobody has to be asked or told; coturn computes the same.
 * Without settings: no servers and ttl 0, then addresses of the machines themselves are used.
 */
export function turnCredentials(
  settings: TurnSettings,
  clock: Clock,
  consultation: string,
  seat: string,
): TurnGrant {
  if (settings.urls.length === 0 || settings.secret === '') return { iceServers: [], ttl: 0 }
  const expiry = Math.floor(clock.now().getTime() / 1_000) + turnSeconds
  const username = `${expiry}:${consultation}.${seat}`
  const credential = createHmac('sha1', settings.secret).update(username).digest('base64')
  return { iceServers: [{ urls: [...settings.urls], username, credential }], ttl: turnSeconds }
}
