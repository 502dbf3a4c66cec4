import type { IncomingHttpHeaders } from 'node:http'
import { languageHeader, saidLanguage, type Language } from '#shared/text/languages.ts'

/** In which language the page speaks that sent a request; German for every page that does not say it, as those of staff. */
export const languageOf = ({ headers }: { readonly headers: IncomingHttpHeaders }): Language =>
  saidLanguage(headers[languageHeader])

/** The same of a packet, one that is refused unread included. */
export const languageOfPacket = (sent: unknown): Language =>
  saidLanguage((sent as { readonly language?: unknown } | null | undefined)?.language)
