// Asks for the ticket of the seat while the programs of the page are still on their way; `client/link/tickets.ts` takes the answer.
globalThis.lotseTicket = fetch('/api/tickets', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"kind":"socket","as":"seat"}',
}).catch(() => null)
