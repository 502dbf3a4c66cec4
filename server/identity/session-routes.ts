import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { signIn, ticketRequest, type DeskInfo } from '#shared/contract/session-contract.ts'
import type { SessionId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Act, Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import { sentenceFor } from '#server/platform/sentences.ts'
import type { SessionService } from './session-service.ts'
import { sessionCookie, type SignedIn } from './signed-in.ts'
import type { Tickets } from './tickets.ts'

export interface SessionRouteParts {
  readonly sessions: SessionService
  readonly tickets: Tickets
  readonly signedIn: SignedIn
  /** Who asks for a ticket: staff or a guest's seat. */
  readonly bearer: (request: FastifyRequest, as?: 'staff' | 'seat') => Promise<Principal>
  readonly acts: Acts
  readonly clock: Clock
  readonly secure: boolean
  readonly info: () => DeskInfo
  /** Somebody signs out or locks the desk, in the same transaction: whatever must not go on without that person. */
  readonly leaving: (act: Act, principal: Principal) => Promise<void>
  /** Closes everything these sessions opened. */
  readonly sessionsEnded: (ids: ReadonlySet<SessionId>) => void
}

const signInSchema = Compile(signIn)
const ticketSchema = Compile(ticketRequest)

/** `POST GET DELETE /api/session`, `POST /api/session/lock`, `POST /api/tickets`, `GET /api/desk` (contract, "Signing in"). */
export function addSessionRoutes(http: FastifyInstance, parts: SessionRouteParts): void {
  const limits = {
    // Wrong passwords: 8 per login and address in 15 minutes, 60 per address.
    login: new RateLimiterMemory({ keyPrefix: 'login', points: 8, duration: 900 }),
    address: new RateLimiterMemory({ keyPrefix: 'address', points: 60, duration: 900 }),
  }
  const cookieName = sessionCookie(parts.secure)
  const cookieOptions = { httpOnly: true, sameSite: 'strict', secure: parts.secure, path: '/' } as const

  http.get('/api/desk', async () => parts.info())

  http.get('/api/session', async (request, reply) => {
    const token = request.cookies[cookieName]
    const locked =
      token && (await parts.acts.read((tx) => parts.sessions.locked(tx, token, parts.clock.now())))
    if (locked) {
      const message = sentenceFor(new Refused('E_NOT_ADMITTED', 'session-locked'))
      return reply.code(401).send({ error: 'E_NOT_ADMITTED', message, locked })
    }
    const { principal, until } = await parts.signedIn(request)
    return parts.sessions.view(principal, until)
  })

  http.post('/api/session', async (request, reply) => {
    const body = request.body
    if (!signInSchema.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
    const keys = [`${body.login.trim().toLowerCase()} ${request.ip}`, request.ip] as const
    const giveBack = await spendTry(limits, keys, reply)
    const opened = await openSession(parts, body, request.cookies[cookieName]).catch(
      async (error: unknown) => {
        // Nothing was found wrong with the password.
        await giveBack()
        throw error
      },
    )
    if (!opened) {
      await parts.acts.run(null, async (act) => act.record({ action: 'session.open', outcome: 'refused' }))
      return reply.code(401).send({ error: 'E_NOT_ADMITTED', message: wrongPassword() })
    }
    await giveBack()
    await limits.login.delete(keys[0])
    const maxAge = Math.floor((opened.until.getTime() - parts.clock.now().getTime()) / 1000)
    reply.setCookie(cookieName, opened.token, { ...cookieOptions, maxAge })
    return parts.sessions.view(opened.principal, opened.until)
  })

  http.post('/api/session/lock', async (request, reply) => {
    const { principal } = await parts.signedIn(request)
    await parts.acts.run(principal, async (act) => {
      await parts.leaving(act, principal)
      await parts.sessions.lock(act, principal)
    })
    parts.sessionsEnded(new Set([principal.session]))
    return reply.code(204).send()
  })

  http.delete<{ Querystring: { everywhere?: string } }>('/api/session', async (request, reply) => {
    const { principal } = await parts.signedIn(request)
    const everywhere = request.query.everywhere === '1'
    const ended = await parts.acts.run(principal, async (act) => {
      await parts.leaving(act, principal)
      return parts.sessions.end(act, principal, everywhere)
    })
    parts.sessionsEnded(new Set(ended))
    reply.clearCookie(cookieName, cookieOptions)
    return reply.header('clear-site-data', '"cache"').code(204).send()
  })

  http.post('/api/tickets', async (request) => {
    const wish = request.body
    if (!ticketSchema.Check(wish)) {
      await parts.bearer(request)
      throw new Refused('E_SCHEMA', 'malformed')
    }
    const principal = await parts.bearer(request, wish.as)
    const ticket = parts.tickets.issue(principal, 'document' in wish ? wish.document : null)
    if (ticket === undefined) throw new Refused('E_RATE', 'too-many')
    return { ticket }
  })
}

const wrongPassword = () => sentenceFor(new Refused('E_NOT_ADMITTED', 'wrong-password'))

interface Limits {
  readonly login: RateLimiterMemory
  readonly address: RateLimiterMemory
}

/** The session of who knows the password; null for everybody else. */
async function openSession(
  parts: SessionRouteParts,
  body: Static<typeof signIn>,
  former: string | undefined,
) {
  const account = await parts.acts.read((tx) => parts.sessions.account(tx, body.login))
  const fits = await parts.sessions.passwordFits(account, body.password)
  if (!account || !fits) return null
  const fresh = await parts.sessions.replacement(account, body.password, body.newPassword)
  return parts.acts.run(null, (act) =>
    parts.sessions.open(act, account.person, { passwordHash: fresh, former }),
  )
}

/**
 * Takes one try before the password is looked at, so that guesses at the same time count one by one.
 * @returns how to give it back. @throws Refused `E_RATE` when none is left
 */
async function spendTry(
  limits: Limits,
  keys: readonly [string, string],
  reply: FastifyReply,
): Promise<() => Promise<void>> {
  const spent = await Promise.allSettled([limits.login.consume(keys[0]), limits.address.consume(keys[1])])
  const refusal = spent.find((one) => one.status === 'rejected')
  if (refusal) {
    const left: unknown = refusal.reason
    const seconds = Math.ceil((left instanceof RateLimiterRes ? left.msBeforeNext : 60_000) / 1000)
    reply.header('retry-after', String(seconds))
    throw new Refused('E_RATE', 'too-many-tries', { minutes: Math.ceil(seconds / 60) })
  }
  return async () => {
    await Promise.allSettled([limits.login.reward(keys[0]), limits.address.reward(keys[1])])
  }
}
