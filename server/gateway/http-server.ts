import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { languageOf } from '#server/platform/language-of.ts'
import type { Log } from '#server/platform/log.ts'
import { Refused } from '#server/platform/refused.ts'
import { sentenceFor } from '#server/platform/sentences.ts'

export interface HttpParts {
  readonly log: Log
  readonly clientDir: string
  readonly secure: boolean
  /** Proxies whose word counts for where a request comes from. */
  readonly trustProxy: readonly string[]
  readonly originAllowed: (request: FastifyRequest['raw']) => boolean
  readonly ready: () => Promise<boolean>
  readonly metrics: () => Promise<string>
  readonly metricsToken: string | null
}

const statusOf: Partial<Record<Refused['code'], number>> = {
  E_SCHEMA: 400,
  E_NOT_ADMITTED: 401,
  E_FORBIDDEN: 403,
  E_NOT_FOUND: 404,
  E_STATE: 409,
  E_RATE: 429,
}

/** Fastify with the headers of design 6-trust, the pages, health and metrics; capabilities add their routes. */
export async function createHttp(parts: HttpParts): Promise<FastifyInstance> {
  const http = Fastify({
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    logger: false,
    ...(parts.trustProxy.length > 0 && { trustProxy: [...parts.trustProxy] }),
  })
  await http.register(helmet, headers(parts.secure, await inlineHashes(parts.clientDir)))
  await http.register(cookie)
  http.addHook('onRequest', async (request, reply) => {
    reply.header(
      'permissions-policy',
      'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()',
    )
    if (!request.url.startsWith('/api/')) return
    reply.header('cache-control', 'no-store')
    if (request.method !== 'GET' && !parts.originAllowed(request.raw))
      throw new Refused('E_FORBIDDEN', 'foreign-origin')
  })
  http.setErrorHandler((error, request, reply) => answerError(error, request, reply, parts.log))
  addHealth(http, parts)
  await addPages(http, parts.clientDir)
  return http
}

/** What the built pages run before they are drawn, as the policy names it: by its hash. */
async function inlineHashes(clientDir: string): Promise<string[]> {
  const pages = (await readdir(clientDir).catch(() => [])).filter((name) => name.endsWith('.html'))
  const texts = await Promise.all(pages.map((name) => readFile(join(clientDir, name), 'utf8')))
  const scripts = texts.flatMap((text) =>
    [...text.matchAll(/<script>([^]*?)<\/script>/g)].map(([, code = '']) => code),
  )
  return [...new Set(scripts.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`))]
}

function headers(secure: boolean, inline: readonly string[]) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...inline],
        workerSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['vue', 'lotse-heartbeat', 'lotse-papers'],
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' as const },
    crossOriginResourcePolicy: { policy: 'same-origin' as const },
    referrerPolicy: { policy: 'no-referrer' as const },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
  }
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  const language = languageOf(request)
  if (error instanceof Refused) {
    const message = sentenceFor(error, language)
    return reply.code(statusOf[error.code] ?? 503).send({ error: error.code, message })
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500
  if (status >= 500) log.fault('http', error)
  const refused =
    status >= 500
      ? new Refused('E_STORE', 'fault')
      : new Refused('E_SCHEMA', status === 413 ? 'too-large' : 'malformed')
  return reply.code(status).send({ error: refused.code, message: sentenceFor(refused, language) })
}

function addHealth(http: FastifyInstance, parts: HttpParts): void {
  http.get('/healthz', async () => ({ ok: true }))
  http.get('/readyz', async (_request, reply) => {
    const ok = await parts.ready()
    return reply.code(ok ? 200 : 503).send({ ok })
  })
  http.get('/metrics', async (request, reply) => {
    const fromHere = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
    const proxied =
      request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined
    const token =
      parts.metricsToken !== null && request.headers.authorization === `Bearer ${parts.metricsToken}`
    if (!token && (!fromHere || proxied)) return reply.code(404).send({ error: 'E_NOT_FOUND' })
    return reply.type('text/plain; version=0.0.4').send(await parts.metrics())
  })
}

/** Pages for people without an account: small, found by nobody's search engine, kept by no cache. */
const lightPages: Readonly<Record<string, string>> = {
  '/status': 'status.html',
  '/platz': 'citizen.html',
  '/terminal': 'terminal.html',
  '/upload': 'phone.html',
  '/join': 'join.html',
  '/dolmetschen': 'interpreting.html',
  '/barrierefreiheit': 'statement.html',
}

/** The built pages; every address that is no file is the app, so that deep links survive a reload. */
async function addPages(http: FastifyInstance, clientDir: string): Promise<void> {
  if (!existsSync(clientDir)) return
  await http.register(fastifyStatic, {
    root: clientDir,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      const lasting = /[/\\]assets[/\\]/.test(path)
      const light = Object.values(lightPages).includes(basename(path))
      if (light) reply.setHeader('x-robots-tag', 'noindex')
      reply.setHeader('vary', 'accept-encoding')
      const passing = light ? 'no-store' : 'no-cache'
      reply.setHeader('cache-control', lasting ? 'public, max-age=31536000, immutable' : passing)
    },
  })
  for (const [path, file] of Object.entries(lightPages))
    http.get(path, (_request, reply) => reply.sendFile(file))
  http.setNotFoundHandler((request, reply) => {
    const page =
      request.method === 'GET' &&
      !/^\/(api|assets|sync|socket\.io)\//.test(request.url) &&
      !/\.\w+$/.test(request.url.split('?')[0] ?? '')
    if (page) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    const message = sentenceFor(new Refused('E_NOT_FOUND', 'page-unknown'), languageOf(request))
    return reply.code(404).send({ error: 'E_NOT_FOUND', message })
  })
}
