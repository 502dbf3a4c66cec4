import { languageHeader, type Language } from '#shared/text/languages.ts'

/** What the page shows, so that the server answers in it. Staff pages never say: their answers stay German. */
let shown: Language = 'de'

/** From now on requests say this language; called by `speakOn` alone. */
export function askIn(language: Language): void {
  shown = language
}

/** Beside `rev` in a packet; nothing in German. */
export const packetLanguage = (): { readonly language?: Language } =>
  shown === 'de' ? {} : { language: shown }

/** The same for a request over HTTP. */
export const languageHeaders = (): Readonly<Record<string, string>> =>
  shown === 'de' ? {} : { [languageHeader]: shown }

/** And for one that tells how much was sent. */
export function sayLanguage(request: XMLHttpRequest): void {
  for (const [name, said] of Object.entries(languageHeaders())) request.setRequestHeader(name, said)
}
