import type { SlipSheet } from '#shared/model/slip.ts'
import { shownCode } from '#shared/model/slip-code.ts'
import { apart, type Language } from '#shared/text/languages.ts'
import type { SlipFacts, SlipService } from './slip-facts.ts'
import type { SlipWords } from './slip-words.ts'
import { ar } from './words/ar.ts'
import { de } from './words/de.ts'
import { easy } from './words/easy.ts'
import { en } from './words/en.ts'
import { tr } from './words/tr.ts'

const slipWords: Readonly<Record<Language, SlipWords>> = { de, easy, en, tr, ar }

export interface SlipSaid {
  readonly language: Language
  readonly at: Date
  readonly note: string | null
  /** Null: none is given out. `base`: address of the desk. */
  readonly code: { readonly code: string; readonly until: Date; readonly base: string } | null
}

/** The facts in the words of one language. */
export function slipSheet(facts: SlipFacts, { language, at, note, code }: SlipSaid): SlipSheet {
  const words = slipWords[language]
  const day = (when: Date) => dayIn(words, when)
  return {
    language,
    title: words.title,
    issuer: facts.office.name,
    lines: [`${words.number} ${apart(language, facts.number)}`, `${words.made} ${apart(language, day(at))}`],
    intro: words.intro,
    services: facts.services.map((one) => serviceIn(words, one)),
    note: note === null ? null : { title: words.note, text: note },
    ask: { title: words.ask, lines: askIn(language, facts) },
    code: code && {
      title: words.code,
      code: shownCode(code.code),
      // In the fragment, which no browser sends and no server writes down.
      url: `${code.base}/status#${code.code}`,
      alt: words.codeAlt,
      lines: words.codeLines(`${code.base}/status`, day(code.until)),
    },
  }
}

function serviceIn(words: SlipWords, one: SlipService): SlipSheet['services'][number] {
  const money = new Intl.NumberFormat(words.locale, { style: 'currency', currency: 'EUR' })
  const day = (iso: string) => dayIn(words, new Date(`${iso}T12:00:00Z`))
  return {
    title: one.title,
    pairs: [
      [words.state, words.states[one.state]],
      [words.next, words.steps[one.next]],
      [words.authority, one.authorityName],
      ...(one.paid === null
        ? []
        : [[words.paid, words.paidTo(money.format(one.paid / 100), one.payeeName)] as const]),
    ],
    bringTitle: words.bring,
    bring: one.bring.map(({ title, until }) => words.bringUntil(title, day(until))),
  }
}

function askIn(language: Language, { office }: SlipFacts): string[] {
  const words = slipWords[language]
  const hours = office.hours.map(
    ({ weekday, times }) => `${words.weekdays[weekday - 1]} ${apart(language, timesOf(times))}`,
  )
  return [
    apart(language, office.name),
    ...(office.phone === null ? [] : [`${words.phone}: ${apart(language, office.phone)}`]),
    ...(hours.length === 0 ? [] : [`${words.hours}: ${hours.join(', ')}`]),
    words.askHint,
  ]
}

/** `08-12,13-16` → `8–12, 13–16`. */
const timesOf = (times: string): string =>
  times
    .split(',')
    .map((span) => span.split('-').map(Number).join('–'))
    .join(', ')

const dayIn = ({ locale }: SlipWords, at: Date): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/Berlin',
  }).format(at)
