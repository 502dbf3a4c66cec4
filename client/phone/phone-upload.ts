import type { PhoneView } from '#shared/contract/phone-contract.ts'

/** What became of asking; `minutes` until it may be tried again; `refused` with the server's sentence. */
export type PhoneTold<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'unknown' | 'away' }
  | { readonly kind: 'tries'; readonly minutes: number }
  | { readonly kind: 'refused'; readonly message: string }

/** What a code stands for. It travels in the body alone, with no cookie. */
export async function lookAt(code: string): Promise<PhoneTold<PhoneView>> {
  const answer = await fetch('/api/phone/look', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
    credentials: 'omit',
    cache: 'no-store',
  }).catch(() => null)
  if (answer === null) return { kind: 'away' }
  const body: unknown = await answer.json().catch(() => null)
  return toldOf(answer.status, body, answer.headers.get('retry-after'))
}

/** Sends one paper; `sent` hears the share from 0 to 1. */
export function sendPaper(
  code: string,
  file: File,
  sent: (share: number) => void,
): Promise<PhoneTold<unknown>> {
  const form = new FormData()
  form.set('file', file)
  return new Promise((resolve) => {
    // fetch tells nothing of the progress of what is sent.
    const request = new XMLHttpRequest()
    request.open('POST', '/api/phone/files')
    request.setRequestHeader('x-phone-code', code)
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => sent(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () =>
      resolve(toldOf(request.status, request.response, request.getResponseHeader('retry-after'))),
    )
    for (const lost of ['error', 'abort', 'timeout'] as const)
      request.addEventListener(lost, () => resolve({ kind: 'away' }))
    request.send(form)
  })
}

function toldOf<Value>(status: number, body: unknown, retryAfter: string | null): PhoneTold<Value> {
  if (status === 200 && body !== null) return { kind: 'ok', value: body as Value }
  if (status === 404) return { kind: 'unknown' }
  if (status === 429)
    return { kind: 'tries', minutes: Math.max(1, Math.ceil(Number(retryAfter ?? '600') / 60)) }
  const { message } = (body ?? {}) as { message?: string }
  return message === undefined ? { kind: 'away' } : { kind: 'refused', message }
}
