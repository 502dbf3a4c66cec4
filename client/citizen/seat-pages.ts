import type { SeatCase } from '#shared/model/seat.ts'

/** One thing at a time on the citizen's screen. */
export type SeatPage =
  | { readonly kind: 'form'; readonly key: string; readonly service: SeatCase['services'][number] }
  | { readonly kind: 'papers' | 'check' | 'sign' | 'fee' | 'slip'; readonly key: string }

/** The pages of a case in their order: the form of every service, the papers, the check, the signatures, the fee, the Laufzettel. */
export function pagesOf(now: SeatCase): SeatPage[] {
  return [
    ...now.services.map((service): SeatPage => ({ kind: 'form', key: service.id, service })),
    { kind: 'papers', key: 'papers' },
    { kind: 'check', key: 'check' },
    { kind: 'sign', key: 'sign' },
    { kind: 'fee', key: 'fee' },
    { kind: 'slip', key: 'slip' },
  ]
}

const kinds: Readonly<Record<string, Exclude<SeatPage['kind'], 'form'>>> = {
  unterlagen: 'papers',
  vorpruefung: 'check',
  unterschrift: 'sign',
  gebuehr: 'fee',
  abschluss: 'slip',
  laufzettel: 'slip',
}

/** Where the adviser is, as a page of the citizen's screen; papers that were put there come first. */
export function leadPage(pages: readonly SeatPage[], { step, caseService, signing }: SeatCase): number {
  const wanted = signing ? 'sign' : (kinds[step] ?? caseService)
  const found = pages.findIndex(({ key }) => key === wanted)
  return Math.max(found, 0)
}
