import type { RefusalCode, Reply } from '#shared/contract/reply.ts'

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
    return { ok: false, kind: 'refused', code: reply.code, message: reply.message }
  } catch {
    return { ok: false, kind: 'lost' }
  }
}

/** The sentence for what did not work. */
export function sentenceOf(t: (key: string) => string, told: Exclude<Told, { ok: true }>): string {
  if (told.kind === 'lost') return t('common.lost')
  return told.message.trim() === '' ? t(`refusals.${told.code}`) : told.message
}
