import { posted } from '#client/ui/told.ts'

/** What became of asking the server with a code; `minutes` until it may be tried again; `refused` with its sentence. */
export type LightTold<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'unknown' | 'away' }
  | { readonly kind: 'tries'; readonly minutes: number }
  | { readonly kind: 'refused'; readonly message: string }

/** Asks with a code. It travels in the body alone, with no cookie. */
export async function askWith<Value>(path: string, code: string): Promise<LightTold<Value>> {
  const wish = { ...posted({ code }), credentials: 'omit', cache: 'no-store' } as const
  const answer = await fetch(path, wish).catch(() => null)
  if (answer === null) return { kind: 'away' }
  const body: unknown = await answer.json().catch(() => null)
  return lightTold(answer.status, body, answer.headers.get('retry-after'))
}

/** @param retryAfter seconds, as the header says them. */
export function lightTold<Value>(status: number, body: unknown, retryAfter: string | null): LightTold<Value> {
  if (status === 200 && body !== null) return { kind: 'ok', value: body as Value }
  if (status === 404) return { kind: 'unknown' }
  if (status === 429)
    return { kind: 'tries', minutes: Math.max(1, Math.ceil(Number(retryAfter ?? '600') / 60)) }
  const { message } = (body ?? {}) as { message?: string }
  return message === undefined ? { kind: 'away' } : { kind: 'refused', message }
}

interface ProblemTexts {
  readonly unknown: string
  readonly away: string
  readonly tries: string
}

/** The sentence for what did not work; empty when it did, or nothing was asked. */
export function problemOf(told: LightTold<unknown> | null, texts: ProblemTexts): string {
  if (told === null || told.kind === 'ok') return ''
  if (told.kind === 'refused') return told.message
  return told.kind === 'tries' ? texts.tries.replace('{minutes}', String(told.minutes)) : texts[told.kind]
}
