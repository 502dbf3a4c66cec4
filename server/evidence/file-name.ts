import type { EvidenceType } from '#shared/model/evidence.ts'

const endings: Record<EvidenceType, readonly [string, ...string[]]> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
}
const longest = 120

/** A name for saving: no path, nothing that steers a terminal or the direction of reading, the ending its content has. */
export function cleanName(sent: string, type: EvidenceType): string {
  const last = sent.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"|?*]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const ending = plain.split('.').at(-1)?.toLowerCase() ?? ''
  const fits = plain.includes('.') && endings[type].includes(ending)
  const stem = (fits ? plain.slice(0, -ending.length - 1) : plain).replaceAll(/^[.\s]+|[.\s]+$/g, '')
  return `${stem.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '') || 'unterlage'}.${fits ? ending : endings[type][0]}`
}
