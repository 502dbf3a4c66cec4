import type { IncomingMessage } from 'node:http'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a request may come from the page it comes from. Without an Origin header it comes from a program, not a page, and
 * brings no cookies of somebody else. A loopback PUBLIC_URL stands for every spelling of loopback.
 */
export function originCheck(publicUrl: string): (request: Pick<IncomingMessage, 'headers'>) => boolean {
  const own = new URL(publicUrl)
  return ({ headers }) => {
    const sent = headers.origin
    if (sent === undefined) return true
    if (sent === own.origin) return true
    if (!loopback.has(own.hostname) || !URL.canParse(sent)) return false
    const other = new URL(sent)
    return loopback.has(other.hostname) && other.port === own.port && other.protocol === own.protocol
  }
}
