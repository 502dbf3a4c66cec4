import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Compile } from 'typebox/compile'
import { phoneCode, phoneWish } from '#shared/contract/phone-contract.ts'
import { largestEvidence } from '#shared/model/evidence.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Clock } from '#server/platform/clock.ts'
import { CodeTries } from '#server/platform/code-tries.ts'
import { languageOf } from '#server/platform/language-of.ts'
import { withRefusalRow } from '#server/platform/refusal-row.ts'
import { Refused } from '#server/platform/refused.ts'
import { sentenceFor } from '#server/platform/sentences.ts'
import type { PhoneGrant, PhoneService } from './phone-service.ts'
import { partLimits } from './received-file.ts'
import { statusOfFile, takeFile, type TakingParts } from './take-file.ts'

export interface PhoneRouteParts extends TakingParts {
  readonly phones: PhoneService
  readonly clock: Clock
  /** Who is signed in. @throws Refused `E_NOT_ADMITTED` */
  readonly signedIn: (request: FastifyRequest) => Promise<Principal>
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const wished = Compile(phoneWish)
const typed = Compile(phoneCode)

/**
 * `POST /api/cases/<id>/phone` and `DELETE /api/cases/<id>/phone/<link>` for who sits at the case; `POST /api/phone/look` and
 * `POST /api/phone/files` (the code in the header `x-phone-code`) for the phone, without session or cookie.
 */
export async function addPhoneRoutes(http: FastifyInstance, parts: PhoneRouteParts): Promise<void> {
  const { phones, acts, clock, signedIn } = parts
  const tries = new CodeTries('phone')

  http.post<{ Params: { case: string } }>('/api/cases/:case/phone', async (request) => {
    const principal = await signedIn(request)
    const body = request.body ?? {}
    if (!wished.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
    const { caseService = null, title = null } = body
    return withRefusalRow(acts, principal, 'evidence:phone', () =>
      acts.run(principal, (act) =>
        phones.open(act, principal, { case: idOf(request.params.case), caseService, title }),
      ),
    )
  })
  http.delete<{ Params: { case: string; link: string } }>('/api/cases/:case/phone/:link', async (request) => {
    const principal = await signedIn(request)
    const link = idOf(request.params.link)
    await acts.run(principal, (act) => phones.close(act, principal, link))
    return { closed: true }
  })

  /** @throws Refused `E_NOT_FOUND` for every code that is not one now, `E_RATE` for guessing. */
  async function granted(request: FastifyRequest, reply: FastifyReply, code: string): Promise<PhoneGrant> {
    reply.header('x-robots-tag', 'noindex')
    const right = await tries.take(request.ip, (seconds) => void reply.header('retry-after', String(seconds)))
    const grant = await acts.read((tx) => phones.grant(tx, code, clock.now()))
    if (!grant) throw new Refused('E_NOT_FOUND', 'phone-unknown')
    await right()
    return grant
  }
  http.post('/api/phone/look', async (request, reply) => {
    if (!typed.Check(request.body)) throw new Refused('E_SCHEMA', 'malformed')
    return phones.viewOf(await granted(request, reply, request.body.code))
  })
  await http.register(async (scope) => {
    await scope.register(multipart, { limits: partLimits, throwFileSizeLimit: true })
    const bodyLimit = largestEvidence + 64 * 1024
    scope.post('/api/phone/files', { bodyLimit }, async (request, reply) => {
      const code = request.headers['x-phone-code']
      if (typeof code !== 'string' || code.length > 40) throw new Refused('E_SCHEMA', 'malformed')
      const { principal, case: of, link, caseService, title } = await granted(request, reply, code)
      try {
        return await takeFile(request, principal, of, parts, {
          caseService,
          title,
          reason: null,
          phone: link,
        })
      } catch (error) {
        const status = error instanceof Refused ? statusOfFile[error.reason] : undefined
        if (!(error instanceof Refused) || status === undefined) throw error
        const message = sentenceFor(error, languageOf(request))
        return reply.code(status).send({ error: error.code, message })
      }
    })
  })
}

/** @throws Refused for what is no id at all: it answers like an unknown one. */
function idOf(text: string): CaseId {
  if (!uuidPattern.test(text)) throw new Refused('E_NOT_FOUND', 'case-unknown')
  return text as CaseId
}
