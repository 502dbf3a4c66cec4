import type { ShortMessage, Way } from './message-port.ts'

const patienceMs = 10_000

/** Short messages by a gateway: `POST <url>` with `{to, text}` as JSON and a bearer token; every 2xx means taken over. */
export function smsGateway(url: string, token: string): Way<ShortMessage> {
  return {
    simulated: false,
    async send({ to, text }) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ to, text }),
        signal: AbortSignal.timeout(patienceMs),
      })
      await answer.body?.cancel()
      if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`)
    },
  }
}
