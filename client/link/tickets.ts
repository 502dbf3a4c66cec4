import type { TicketRequest } from '#shared/contract/session-contract.ts'

let side: 'staff' | 'seat' = 'staff'

/** Whose tickets this page takes: a citizen's page sits at its own seat, whoever else has signed in in this browser. */
export function sitAs(who: 'staff' | 'seat'): void {
  side = who
}

declare global {
  /** The answer about a seat's first ticket, asked for by `client/public/ticket.js` in the head before the programs of the page are there. */
  var lotseTicket: Promise<Response | null> | undefined
}

export const sitsAs = (): 'staff' | 'seat' => side

/** It is good for one connection. Null: not asked, or not reachable then. */
async function askedEarly(wish: TicketRequest): Promise<Response | null> {
  if (side !== 'seat' || wish.kind !== 'socket') return null
  const answer = globalThis.lotseTicket
  globalThis.lotseTicket = undefined
  return (await answer) ?? null
}

const askForTicket = (wish: TicketRequest): Promise<Response> =>
  fetch('/api/tickets', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...wish, as: side }),
  })

/** Single-use ticket for one live connection. @throws Error when not signed in or not reachable; `status` 401 is final. */
export async function fetchTicket(wish: TicketRequest): Promise<string> {
  const response = (await askedEarly(wish)) ?? (await askForTicket(wish))
  if (!response.ok) throw Object.assign(new Error('ticket refused'), { status: response.status })
  const { ticket } = (await response.json()) as { ticket: string }
  return ticket
}
