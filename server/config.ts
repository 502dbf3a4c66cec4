import { isIP } from 'node:net'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { StartRefused } from './platform/start-refused.ts'

const urlOf = (pattern: string) => Type.String({ pattern })

const schema = Type.Object({
  PORT: Type.Optional(Type.String({ pattern: '^(0|[1-9][0-9]{0,4})$' })),
  HOST: Type.Optional(Type.String({ minLength: 1, pattern: '^[A-Za-z0-9.:-]+$' })),
  PUBLIC_URL: Type.Optional(urlOf('^https?://[^\\s/?#@]+/?$')),
  DATA_DIR: Type.Optional(Type.String({ minLength: 1 })),
  DATABASE_URL: Type.Optional(urlOf('^postgres(ql)?://\\S+$')),
  REDIS_URL: Type.Optional(urlOf('^rediss?://\\S+$')),
  TRUST_PROXY: Type.Optional(Type.String({ pattern: '^[0-9A-Fa-f.:/]+(,[0-9A-Fa-f.:/]+)*$' })),
  TURN_URLS: Type.Optional(urlOf('^turns?:[^\\s,]+(,turns?:[^\\s,]+)*$')),
  TURN_SECRET: Type.Optional(Type.String({ minLength: 16 })),
  OIDC_ISSUER: Type.Optional(Type.String()),
  DEMO: Type.Optional(Type.String({ pattern: '^(on|off)$' })),
  LOG_LEVEL: Type.Optional(Type.String({ pattern: '^(fatal|error|warn|info|debug|trace|silent)$' })),
  XDOMEA_SCHEMA: Type.Optional(Type.String({ minLength: 1 })),
  METRICS_TOKEN: Type.Optional(Type.String({ minLength: 16 })),
  CLAMD: Type.Optional(Type.String({ pattern: '^(/\\S+|[A-Za-z0-9.-]+:[1-9][0-9]{0,4})$' })),
  CLAMD_DOWN: Type.Optional(Type.String({ pattern: '^(refuse|accept)$' })),
  SMTP_URL: Type.Optional(urlOf('^smtps?://\\S+$')),
  MAIL_FROM: Type.Optional(Type.String({ pattern: '^[^\\r\\n]{3,200}$' })),
  SMS_URL: Type.Optional(urlOf('^https?://\\S+$')),
  SMS_TOKEN: Type.Optional(Type.String({ minLength: 8 })),
})

/** What each setting must look like, for the sentence of refusal. */
const expectations: Record<keyof Static<typeof schema>, string> = {
  PORT: 'eine Zahl von 0 bis 65535',
  HOST: 'ein Rechnername oder eine Adresse',
  PUBLIC_URL: 'eine Adresse ohne Pfad wie https://lotse.example.org',
  DATA_DIR: 'ein Ordner',
  DATABASE_URL: 'eine Adresse wie postgres://name@rechner/datenbank',
  REDIS_URL: 'eine Adresse wie redis://rechner:6379',
  TRUST_PROXY: 'eine oder mehrere Adressen oder Netze wie 10.0.0.5 oder 10.0.0.0/24, durch Kommas getrennt',
  TURN_URLS: 'eine oder mehrere Adressen wie turn:turn.example.org:3478, durch Kommas getrennt',
  TURN_SECRET: 'ein Geheimnis von mindestens 16 Zeichen',
  OIDC_ISSUER: 'eine Adresse',
  DEMO: 'on oder off',
  LOG_LEVEL: 'fatal, error, warn, info, debug, trace oder silent',
  XDOMEA_SCHEMA: 'ein Ordner mit xdomea_3.0.0/ und xoev/',
  METRICS_TOKEN: 'ein Geheimnis von mindestens 16 Zeichen',
  CLAMD: 'rechner:port oder der Pfad eines Sockets',
  CLAMD_DOWN: 'refuse oder accept',
  SMTP_URL: 'eine Adresse wie smtps://name:passwort@mail.example.org',
  MAIL_FROM: 'ein Absender wie Bürgerbüro <buero@example.org>',
  SMS_URL: 'die Adresse eines SMS-Dienstes, der {to, text} als JSON nimmt',
  SMS_TOKEN: 'ein Geheimnis von mindestens 8 Zeichen',
}

export interface Config {
  readonly port: number
  readonly host: string
  /** Null: `http://localhost:<port>` with the port that was really taken. */
  readonly publicUrl: string | null
  readonly dataDir: string
  readonly databaseUrl: string | null
  /** Addresses or networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustProxy: readonly string[]
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null
  /** Null: on when the store is empty and embedded, as the store itself says after that. */
  readonly demo: boolean | null
  readonly logLevel: string
  readonly metricsToken: string | null
  /** Folder with the official schema of xdomea 3.0.0; null: messages are not checked against it. */
  readonly xdomeaSchema: string | null
  /** ClamAV's daemon, `host:port` or a socket; null: files are not scanned for viruses. */
  readonly clamd: string | null
  /** What happens to a file while the scanner does not answer. */
  readonly clamdDown: 'refuse' | 'accept'
  /** Mail server and sender of invitations; null: none. */
  readonly mail: { readonly url: string; readonly from: string } | null
  /** Gateway for short messages; null: none. */
  readonly sms: { readonly url: string; readonly token: string } | null
}

/** Reads the settings. @throws StartRefused with one sentence that names the first wrong one. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const known = Object.fromEntries(
    Object.keys(schema.properties).flatMap((name) =>
      env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]],
    ),
  )
  for (const error of Value.Errors(schema, known)) {
    const name = error.instancePath.slice(1) as keyof typeof expectations
    throw new StartRefused(`Die Einstellung ${name} ist falsch: erwartet wird ${expectations[name]}.`)
  }
  const settings = known as Static<typeof schema>
  if (settings.REDIS_URL !== undefined) {
    throw new StartRefused(
      'Die Einstellung REDIS_URL gilt für mehrere Knoten; diese Version läuft auf einem Knoten. Bitte weglassen.',
    )
  }
  if (settings.OIDC_ISSUER !== undefined) {
    throw new StartRefused(
      'Die Einstellung OIDC_ISSUER wird von dieser Version nicht unterstützt: Anmeldung mit lokalen Konten. Bitte weglassen.',
    )
  }
  if (Number(settings.PORT ?? 8080) > 65_535) {
    throw new StartRefused(`Die Einstellung PORT ist falsch: erwartet wird ${expectations.PORT}.`)
  }
  return {
    port: Number(settings.PORT ?? 8080),
    host: settings.HOST ?? '127.0.0.1',
    publicUrl: settings.PUBLIC_URL?.replace(/\/$/, '') ?? null,
    dataDir: settings.DATA_DIR ?? './data',
    databaseUrl: settings.DATABASE_URL ?? null,
    trustProxy: proxiesOf(settings),
    turn: turnOf(settings),
    demo: settings.DEMO === undefined ? null : settings.DEMO === 'on',
    logLevel: settings.LOG_LEVEL ?? 'info',
    metricsToken: settings.METRICS_TOKEN ?? null,
    xdomeaSchema: settings.XDOMEA_SCHEMA ?? null,
    clamd: settings.CLAMD ?? null,
    clamdDown: settings.CLAMD_DOWN === 'accept' ? 'accept' : 'refuse',
    mail: mailOf(settings),
    sms: smsOf(settings),
  }
}

function proxiesOf({ TRUST_PROXY: text }: Static<typeof schema>): string[] {
  const networks = text?.split(',') ?? []
  for (const network of networks) {
    const [address = '', bits, ...more] = network.split('/')
    const family = isIP(address)
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
    if (family === 0 || !fits || more.length > 0)
      throw new StartRefused(
        `Die Einstellung TRUST_PROXY ist falsch: erwartet wird ${expectations.TRUST_PROXY}.`,
      )
  }
  return networks
}

function mailOf({ SMTP_URL: url, MAIL_FROM: from }: Static<typeof schema>): Config['mail'] {
  if (url !== undefined && from !== undefined) return { url, from }
  if (url === undefined && from === undefined) return null
  const missing = url === undefined ? 'SMTP_URL' : 'MAIL_FROM'
  throw new StartRefused(`Die Einstellung ${missing} fehlt: SMTP_URL und MAIL_FROM gehören zusammen.`)
}

function smsOf({ SMS_URL: url, SMS_TOKEN: token }: Static<typeof schema>): Config['sms'] {
  if (url !== undefined && token !== undefined) return { url, token }
  if (url === undefined && token === undefined) return null
  const missing = url === undefined ? 'SMS_URL' : 'SMS_TOKEN'
  throw new StartRefused(`Die Einstellung ${missing} fehlt: SMS_URL und SMS_TOKEN gehören zusammen.`)
}

function turnOf(settings: Static<typeof schema>): Config['turn'] {
  const { TURN_URLS: urls, TURN_SECRET: secret } = settings
  if (urls !== undefined && secret !== undefined) return { urls: urls.split(','), secret }
  if (urls === undefined && secret === undefined) return null
  const missing = urls === undefined ? 'TURN_URLS' : 'TURN_SECRET'
  throw new StartRefused(`Die Einstellung ${missing} fehlt: TURN_URLS und TURN_SECRET gehören zusammen.`)
}
