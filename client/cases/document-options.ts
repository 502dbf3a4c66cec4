import type { DocumentLinkOptions } from '#client/documents/document-link.ts'
import { fetchTicket } from '#client/link/tickets.ts'

/** How this window reaches a live document; `name` is `<case>.<audience>.<generation>`. */
export function documentOptions(name: string): DocumentLinkOptions {
  const scheme = window.location.protocol === 'https:' ? 'wss:' : 'ws:'
  return { url: `${scheme}//${window.location.host}/sync`, name, ticket: () => ticketOrEnd(name) }
}

/** Null when the session is over; everything else is tried again. */
async function ticketOrEnd(name: string): Promise<string | null> {
  try {
    return await fetchTicket({ kind: 'document', document: name })
  } catch (error) {
    if ((error as { status?: number }).status === 401) return null
    throw error
  }
}
