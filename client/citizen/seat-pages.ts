import type { CaseServiceId } from '#shared/model/ids.ts'
import type { SeatCase } from '#shared/model/seat.ts'

/** One thing at a time on the citizen's screen. */
export type SeatPage =
  | { readonly kind: 'form'; readonly key: string; readonly service: SeatCase['services'][number] }
  | { readonly kind: 'papers' | 'check' | 'fee'; readonly key: string }

/** The pages of a case in their order: the form of every service, the papers, the check, the fee. */
export function pagesOf(now: SeatCase): SeatPage[] {
  return [
    ...now.services.map((service): SeatPage => ({ kind: 'form', key: service.id, service })),
    { kind: 'papers', key: 'papers' },
    { kind: 'check', key: 'check' },
    { kind: 'fee', key: 'fee' },
  ]
}

const kinds: Readonly<Record<string, 'papers' | 'check' | 'fee'>> = {
  unterlagen: 'papers',
  vorpruefung: 'check',
  gebuehr: 'fee',
  abschluss: 'fee',
}

/** Where the adviser is, as a page of the citizen's screen. */
export function leadPage(pages: readonly SeatPage[], step: string, service: CaseServiceId | null): number {
  const kind = kinds[step]
  const wanted = kind ?? service
  const found = pages.findIndex(({ key }) => key === wanted)
  return Math.max(found, 0)
}
