import type { StatusView } from '#shared/model/slip.ts'

/** What became of asking; `minutes` until it may be tried again. */
export type Asked =
  | { readonly kind: 'shown'; readonly view: StatusView }
  | { readonly kind: 'unknown' | 'away' }
  | { readonly kind: 'tries'; readonly minutes: number }

/** Asks for the status of a code. The code travels in the body alone, with no cookie. */
export async function askStatus(code: string): Promise<Asked> {
  const answer = await fetch('/api/status', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
    credentials: 'omit',
    cache: 'no-store',
  }).catch(() => null)
  if (answer === null) return { kind: 'away' }
  if (answer.ok) return { kind: 'shown', view: (await answer.json()) as StatusView }
  if (answer.status === 404) return { kind: 'unknown' }
  if (answer.status !== 429) return { kind: 'away' }
  const seconds = Number(answer.headers.get('retry-after') ?? '600')
  return { kind: 'tries', minutes: Math.max(1, Math.ceil(seconds / 60)) }
}
