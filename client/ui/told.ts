import type { RefusalCode, Reply } from '#shared/contract/reply.ts'
import { away } from '#client/link/away.ts'
import { languageHeaders } from '#client/text/page-language.ts'

/** What became of a command, as a component needs it: done, refused with a sentence, or no answer at all. */
export type Told<Value = unknown> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string }
  | { readonly ok: false; readonly kind: 'lost' }

/** Runs a command; an answer that never came is told, not thrown. */
export async function tell<Value>(ask: () => Promise<Reply<Value>>): Promise<Told<Value>> {
  try {
    const reply = await ask()
    if (reply.ok) return { ok: true, value: reply.value }
    if (reply === away) return { ok: false, kind: 'lost' }
    return { ok: false, kind: 'refused', code: reply.code, message: reply.message }
  } catch {
    return { ok: false, kind: 'lost' }
  }
}

/** The same over HTTP: JSON comes back, a refusal as `{error, message}`. */
export async function tellHttp<Value>(path: string, init: RequestInit): Promise<Told<Value>> {
  const answer = await fetch(path, init).catch(() => null)
  const body: unknown = await answer?.json().catch(() => null)
  if (answer?.ok === true) return { ok: true, value: body as Value }
  const { error, message = '' } = (body ?? {}) as { error?: RefusalCode; message?: string }
  return error === undefined
    ? { ok: false, kind: 'lost' }
    : { ok: false, kind: 'refused', code: error, message }
}

/** What a request carries as JSON, with the language of the page. */
export const posted = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...languageHeaders() },
  body: JSON.stringify(body),
})

/** The sentence for what did not work. */
export function sentenceOf(t: (key: string) => string, told: Exclude<Told, { ok: true }>): string {
  if (told.kind === 'lost') return t('common.lost')
  return told.message.trim() === '' ? t(`refusals.${told.code}`) : told.message
}
