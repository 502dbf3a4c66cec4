import { apart, type Language } from '#shared/text/languages.ts'
import type { Refused } from './refused.ts'
import { ar } from './spoken/ar.ts'
import { easy } from './spoken/easy.ts'
import { en } from './spoken/en.ts'
import type { SpokenSentences } from './spoken/reasons.ts'
import { tr } from './spoken/tr.ts'

/** What a refused person reads: says what happened and what to do. Placeholders in braces. */
const sentences: Record<string, string> = {
  malformed:
    'Die Anfrage war unvollständig oder falsch aufgebaut. Bitte die Seite neu laden und noch einmal versuchen.',
  'unknown-command': 'Diese Funktion kennt der Server nicht. Bitte die Seite neu laden.',
  'role-may-not': 'Dafür fehlt Ihnen die Berechtigung. Bitte wenden Sie sich an Ihre Büroleitung.',
  'id-reused':
    'Diese Kennung wurde schon für etwas anderes verwendet. Bitte die Seite neu laden und noch einmal versuchen.',
  'too-many': 'Zu viele Anfragen in kurzer Zeit. Bitte einen Augenblick warten.',
  fault:
    'Das hat nicht geklappt, der Server meldet einen Fehler. Ihre Eingaben sind nicht verloren. Bitte gleich noch einmal versuchen.',
  'foreign-origin': 'Die Anfrage kommt von einer fremden Seite und wird nicht angenommen.',
  'too-large': 'Die Anfrage ist zu groß.',
  'page-unknown': 'Diese Adresse gibt es nicht.',
  'not-signed-in': 'Sie sind nicht angemeldet. Bitte melden Sie sich an.',
  'session-locked': 'Dieser Arbeitsplatz ist gesperrt. Bitte mit dem Kennwort öffnen.',
  'wrong-password': 'Anmeldename oder Kennwort stimmt nicht. Bitte prüfen und noch einmal versuchen.',
  'too-many-tries':
    'Zu viele Fehlversuche. Bitte in {minutes} Minuten noch einmal versuchen oder die Administration ansprechen.',
  'code-tries':
    'Es wurden zu viele falsche Codes eingegeben. Bitte in {minutes} Minuten noch einmal versuchen.',
  draining: 'Der Server wird gerade neu gestartet. Bitte gleich noch einmal versuchen.',
  'store-full':
    'Der Speicherplatz des Servers ist erschöpft. Bitte die Technik benachrichtigen; es geht weiter, sobald wieder Platz ist.',
  'store-away':
    'Der Datenspeicher ist gerade nicht zu erreichen. Ihre Eingaben sind nicht verloren. Bitte gleich noch einmal versuchen.',
  'store-slow':
    'Der Datenspeicher antwortet zu langsam. Ihre Eingaben sind nicht verloren. Bitte gleich noch einmal versuchen.',
  'case-unknown': 'Diesen Vorgang gibt es nicht oder er ist für Sie nicht freigegeben.',
  'stream-unknown': 'Diese Mitteilungen gibt es nicht oder sie sind für Sie nicht freigegeben.',
  'changed-meanwhile':
    'Inzwischen hat jemand anderes etwas geändert. Der neue Stand ist jetzt zu sehen; bitte prüfen und noch einmal versuchen.',
  'case-closed': 'Der Vorgang ist abgeschlossen und lässt sich nicht mehr ändern.',
  'service-unknown': 'Die Leistung „{service}“ steht nicht im Katalog. Bitte über die Suche auswählen.',
  'service-not-allowed': '„{service}“ darf hier nicht bearbeitet werden: {basis}',
  'service-twice': '„{service}“ ist schon Teil dieses Vorgangs.',
  'service-step':
    'Dieser Schritt ist im jetzigen Stand der Leistung nicht möglich. Bitte den Stand prüfen; er ist links zu sehen.',
  'content-changed':
    'Inzwischen wurde etwas geändert. Bitte den neuen Stand ansehen und dann noch einmal entscheiden.',
  'service-state': '„{service}“ kann in diesem Stand nicht mehr entfernt werden.',
  'consent-not-given': 'Diese Einwilligung ist nicht erteilt und kann deshalb nicht zurückgenommen werden.',
}

/** What the other languages say to people without an account. */
export const spoken: Readonly<Record<Exclude<Language, 'de'>, SpokenSentences>> = { easy, en, tr, ar }

/** Sentences of a capability, added where the app is put together. */
export function addSentences(more: Readonly<Record<string, string>>): void {
  Object.assign(sentences, more)
}

/** The sentence of the reason in that language; where it has none, that of the code, so that no German appears in it. */
export function sentenceFor(refused: Refused, language: Language = 'de'): string {
  return sentenceIn(language, refused).replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    apart(language, String(refused.values[name] ?? '')),
  )
}

function sentenceIn(language: Language, { code, reason }: Refused): string {
  if (language === 'de') return sentences[reason] ?? sentences['fault'] ?? reason
  const said: Readonly<Record<string, string>> = spoken[language]
  return said[reason] ?? spoken[language][code]
}
