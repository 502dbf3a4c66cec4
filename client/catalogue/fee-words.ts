import type { OfferedService } from '#shared/contract/catalogue-contract.ts'
import { euros } from '#client/ui/dates.ts'

/** For comparing: the space before € may be one that does not break. */
const plain = (text: string): string => text.toLocaleLowerCase('de').replaceAll('\u00a0', ' ')

/** What a service costs, with the note of the catalogue where it says more than the sum. */
export function feeWords(
  { feeCents, feeNote }: Pick<OfferedService, 'feeCents' | 'feeNote'>,
  words: { readonly free: string; readonly unknown: string },
): string {
  if (feeCents === null) return feeNote === '' ? words.unknown : feeNote
  const sum = feeCents === 0 ? words.free : euros(feeCents)
  if (feeNote === '') return sum
  return plain(feeNote).startsWith(plain(sum)) ? feeNote : `${sum} · ${feeNote}`
}
