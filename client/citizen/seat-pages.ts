import type { SeatCase } from '#shared/model/seat.ts'

/** One thing at a time on the citizen's screen. */
export type SeatPage =
  | { readonly kind: 'form'; readonly key: string; readonly service: SeatCase['services'][number] }
  | { readonly kind: 'papers' | 'check' | 'sign' | 'fee'; readonly key: string }

/** The pages of a case in their order: the form of every service, the papers, the check, the signatures, the fee. */
export function pagesOf(now: SeatCase): SeatPage[] {
  return [
    ...now.services.map((service): SeatPage => ({ kind: 'form', key: service.id, service })),
    { kind: 'papers', key: 'papers' },
    { kind: 'check', key: 'check' },
    { kind: 'sign', key: 'sign' },
    { kind: 'fee', key: 'fee' },
  ]
}

const kinds: Readonly<Record<string, 'papers' | 'check' | 'sign' | 'fee'>> = {
  unterlagen: 'papers',
  vorpruefung: 'check',
  unterschrift: 'sign',
  gebuehr: 'fee',
  abschluss: 'fee',
}

/** Where the adviser is, as a page of the citizen's screen; papers that were put there come first. */
export function leadPage(pages: readonly SeatPage[], { step, caseService, signing }: SeatCase): number {
  const wanted = signing ? 'sign' : (kinds[step] ?? caseService)
  const found = pages.findIndex(({ key }) => key === wanted)
  return Math.max(found, 0)
}
