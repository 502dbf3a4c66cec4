import { stemmer } from '@orama/stemmers/german'
import MiniSearch from 'minisearch'
import { lifeEventWords, serviceWords } from './catalogue-words.ts'
import type { LifeEvent, Service } from './district.ts'

type CatalogueHit =
  | { readonly kind: 'service'; readonly id: Service['id']; readonly score: number }
  | { readonly kind: 'life-event'; readonly id: string; readonly score: number }

/** Finds services and life events; best first. An empty query finds nothing. */
export type CatalogueSearch = (query: string, limit?: number) => CatalogueHit[]

interface Phrase {
  readonly id: number
  readonly target: number
  readonly text: string
}

type Target =
  | { readonly kind: 'service'; readonly id: Service['id'] }
  | { readonly kind: 'life-event'; readonly id: string }

/** Words that say nothing about what is wanted. Compared after folding. */
const fillers = new Set(
  'ich du wir sie mein meine meinen meinem meiner der die das den dem des ein eine einen einem einer und oder zu zum zur im in am an auf bei mit von vom nach fuer fur ist sind hat haben habe will wollen moechte mochte muss kann brauche brauchen wie wo was bitte machen lassen beantragen beantrage antrag wurde werden es als mal neu noch kaputt hier jetzt'.split(
    ' ',
  ),
)

/**
 * Builds the index (about 700 short phrases, some milliseconds) over titles, names of the LeiKa list, everyday words and keys.
 * Every phrase is a document of its own, so that "Auto ummelden" beats a long text that mentions both somewhere.
 */
export function catalogueSearch(
  services: readonly Pick<Service, 'id' | 'leika' | 'title' | 'leikaName' | 'words'>[],
  lifeEvents: readonly Pick<LifeEvent, 'id' | 'name'>[],
): CatalogueSearch {
  const targets: Target[] = [
    ...services.map(({ id }) => ({ kind: 'service' as const, id })),
    ...lifeEvents.map(({ id }) => ({ kind: 'life-event' as const, id })),
  ]
  const texts = [
    ...services.map((one) => [
      ...titleParts(one.title),
      one.leikaName,
      ...wordsOf(serviceWords, one.id),
      ...one.words,
    ]),
    ...lifeEvents.map((one) => [one.name, ...wordsOf(lifeEventWords, one.id)]),
  ]
  const phrases: Phrase[] = []
  for (const [target, list] of texts.entries())
    for (const text of list) phrases.push({ id: phrases.length, target, text })
  const index = indexOf(phrases)
  return (query, limit = 12) => {
    const digits = query.replaceAll(/[\s.-]/g, '')
    if (/^\d{4,}$/.test(digits)) return byKey(services, digits).slice(0, limit)
    return ranked(index, phrases, targets, query).slice(0, limit)
  }
}

function wordsOf(lists: Readonly<Record<string, readonly string[]>>, id: string): readonly string[] {
  return Object.hasOwn(lists, id) ? (lists[id] ?? []) : []
}

/** "Fahrzeug umschreiben (Halterwechsel)" is found as a whole and without what stands in brackets. */
function titleParts(title: string): string[] {
  const short = title.replace(/\s*\(.*$/, '')
  return short === title ? [title] : [short, title]
}

function byKey(services: readonly Pick<Service, 'id' | 'leika'>[], digits: string): CatalogueHit[] {
  return services
    .filter(({ leika }) => leika.startsWith(digits))
    .map(({ id, leika }) => ({ kind: 'service', id, score: digits.length / leika.length }))
}

function indexOf(phrases: readonly Phrase[]): MiniSearch<Phrase> {
  const index = new MiniSearch<Phrase>({
    fields: ['text'],
    tokenize: words,
    processTerm: (term) => term,
    idField: 'id',
  })
  index.addAll(phrases)
  return index
}

const umlauts: Readonly<Record<string, string>> = { ä: 'a', ö: 'o', ü: 'u', ß: 'ss' }

/** Lower case without umlauts however they are written (ü, ue, u), then the stem. The same for index and query. */
function fold(word: string): string {
  const plain = word
    .normalize('NFC')
    .toLocaleLowerCase('de')
    .replaceAll(/[äöüß]/g, (letter) => umlauts[letter] ?? letter)
    .replaceAll(/(?<![aeq])([aou])e(?!u)/g, '$1')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
  return stemmer(plain)
}

function words(text: string): string[] {
  const split = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const telling = split.filter((word) => !fillers.has(word.toLocaleLowerCase('de')))
  return (telling.length > 0 ? telling : split).map(fold)
}

function ranked(
  index: MiniSearch<Phrase>,
  phrases: readonly Phrase[],
  targets: readonly Target[],
  query: string,
): CatalogueHit[] {
  const asked = words(query)
  if (asked.length === 0) return []
  const found = index.search(query, {
    combineWith: 'OR',
    fuzzy: allowedTypos,
    prefix: (term) => term.length > 2,
    weights: { fuzzy: 0.3, prefix: 0.5 },
  })
  const best = new Map<number, number>()
  for (const { id, score, queryTerms } of found) {
    const phrase = phrases[Number(id)]
    if (!phrase) continue
    const value = score * coverage(queryTerms.length, asked.length, words(phrase.text).length)
    const before = best.get(phrase.target) ?? 0
    best.set(phrase.target, Math.max(before, value) + Math.min(before, value) * 0.02)
  }
  return [...best]
    .toSorted(([, one], [, other]) => other - one)
    .flatMap(([target, score]) => {
      const hit = targets[target]
      return hit ? [{ ...hit, score }] : []
    })
}

/** Short words have to be right, long ones may hold two slips. */
function allowedTypos(term: string): number | false {
  if (term.length < 4) return false
  return term.length < 8 ? 1 : 2
}

/** How much of the question the phrase answers, and how much of the phrase was asked for. */
function coverage(matched: number, asked: number, length: number): number {
  return (matched / asked) ** 2 * (matched / Math.max(length, matched)) ** 0.5
}
