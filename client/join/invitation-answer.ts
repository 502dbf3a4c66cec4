import { posted } from '#client/ui/told.ts'

export type InvitationAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  /** `gone`: the code is worth nothing. */
  | { readonly ok: false; readonly gone: boolean; readonly sentence: string }

/** Asks about an invitation; what did not work comes as a sentence in the language of the page. */
export async function invitationAnswer<Value>(
  path: string,
  body: object,
  t: (key: string, more?: Record<string, unknown>) => string,
): Promise<InvitationAnswer<Value>> {
  const answer = await fetch(path, { ...posted(body), cache: 'no-store' }).catch(() => null)
  if (answer?.ok === true) return { ok: true, value: (await answer.json()) as Value }
  if (answer?.status === 410) return { ok: false, gone: true, sentence: t('join.gone') }
  if (answer?.status !== 429) return { ok: false, gone: false, sentence: t('join.lost') }
  const minutes = Math.max(1, Math.ceil(Number(answer.headers.get('retry-after') ?? '600') / 60))
  return { ok: false, gone: false, sentence: t('join.tries', { minutes }) }
}
