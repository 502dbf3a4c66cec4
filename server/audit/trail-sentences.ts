import type { TrailVerdict } from '#shared/model/audit.ts'

type Bad = Extract<TrailVerdict, { ok: false }>

const german: Record<Bad['fault'], (bad: Bad) => string> = {
  changed: ({ seq }) => `Die Protokollkette ist ab Zeile ${seq} gebrochen: Diese Zeile wurde verändert.`,
  payload: ({ seq }) => `Der Inhalt von Zeile ${seq} der Protokollkette wurde verändert.`,
  missing: ({ seq }) => `In der Protokollkette fehlt Zeile ${seq}.`,
  tail: ({ seq }) => `Das Ende der Protokollkette fehlt ab Zeile ${seq}.`,
  head: ({ seq }) =>
    `Der Kopf der Protokollkette passt nicht zu ihren Zeilen; die erste fragliche ist Zeile ${seq}.`,
  rewritten: ({ seq, since }) =>
    `Die Protokollkette wurde neu geschrieben: Sie passt nicht zum Prüfpunkt bei Zeile ${since}; die erste fragliche ist Zeile ${seq}.`,
  'no-anchor': ({ seq }) =>
    `Zu den ${seq} Zeilen der Protokollkette fehlt jeder Prüfpunkt, ihr Ende ist deshalb nicht belegt. Mit „--anchor none“ wird ohne geprüft.`,
  'anchor-file': () => 'Die Datei der Prüfpunkte (audit-anchors.jsonl) ist beschädigt.',
}

const english: Record<Bad['fault'], (bad: Bad) => string> = {
  changed: ({ seq }) => `The audit chain is broken at row ${seq}: this row was changed.`,
  payload: ({ seq }) => `The content of row ${seq} of the audit chain was changed.`,
  missing: ({ seq }) => `Row ${seq} of the audit chain is missing.`,
  tail: ({ seq }) => `The end of the audit chain is missing from row ${seq} on.`,
  head: ({ seq }) => `The head of the audit chain does not fit its rows; the first in doubt is row ${seq}.`,
  rewritten: ({ seq, since }) =>
    `The audit chain was written anew: it does not fit the anchor at row ${since}; the first in doubt is row ${seq}.`,
  'no-anchor': ({ seq }) =>
    `There is no anchor for the ${seq} rows of the audit chain, so its end is not proven. "--anchor none" checks without.`,
  'anchor-file': () => 'The file of anchors (audit-anchors.jsonl) is damaged.',
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

/** What an operator or auditor reads, in both languages. */
export function verdictSentences(verdict: TrailVerdict): { readonly de: string; readonly en: string } {
  if (!verdict.ok) return { de: german[verdict.fault](verdict), en: english[verdict.fault](verdict) }
  const { seq, anchored, emptied } = verdict
  const gone = { de: '', en: '' }
  if (emptied > 0) {
    gone.de = `, ${count(emptied, 'Inhalt ist', 'Inhalte sind')} gelöscht`
    gone.en = `, ${count(emptied, 'content is', 'contents are')} deleted`
  }
  return {
    de: `Die Protokollkette ist unversehrt: ${count(seq, 'Zeile', 'Zeilen')}, bis Zeile ${anchored} durch Prüfpunkte belegt${gone.de}.`,
    en: `The audit chain is sound: ${count(seq, 'row', 'rows')}, vouched for by anchors up to row ${anchored}${gone.en}.`,
  }
}
