import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { largestEvidence } from '#shared/model/evidence.ts'
import type { CaseId, PersonId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { languageOf } from '#server/platform/language-of.ts'
import { Refused } from '#server/platform/refused.ts'
import { sentenceFor } from '#server/platform/sentences.ts'
import { partLimits } from './received-file.ts'
import { statusOfFile, takeFile, type TakingParts } from './take-file.ts'

export interface EvidenceRouteParts extends TakingParts {
  readonly clock: Clock
  /** Who is signed in, or whose seat it is. @throws Refused `E_NOT_ADMITTED` */
  readonly bearer: (request: FastifyRequest, as?: 'seat') => Promise<Principal>
}

/** Uploads of one person at a time. */
const atOnce = 3
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * `POST /api/cases/<id>/evidence` and `GET /api/evidence/<sha256>?case=<id>` (contract, "Files"); with `as=seat` for the citizen's
 * seat, at home with a camera or files of its own.
 */
export async function addEvidenceRoutes(http: FastifyInstance, parts: EvidenceRouteParts): Promise<void> {
  const running = new Map<PersonId, number>()
  await http.register(async (scope) => {
    await scope.register(multipart, { limits: partLimits, throwFileSizeLimit: true })
    scope.post<{ Params: { case: string }; Querystring: { as?: string } }>(
      '/api/cases/:case/evidence',
      { bodyLimit: largestEvidence + 64 * 1024 },
      async (request, reply) => {
        const principal = await parts.bearer(request, seatOf(request.query))
        return answered(parts.acts, { request, reply }, { principal, action: 'evidence:add' }, () =>
          oneOfFew(running, principal.person, () => take(request, principal, parts)),
        )
      },
    )
    scope.get<{ Params: { sha256: string }; Querystring: { case?: string; preview?: string; as?: string } }>(
      '/api/evidence/:sha256',
      async (request, reply) => {
        const principal = await parts.bearer(request, seatOf(request.query))
        return answered(parts.acts, { request, reply }, { principal, action: 'evidence:read' }, async () => {
          const { case: id, preview } = request.query
          const place = { case: caseOf(id), sha256: request.params.sha256 }
          return hand(reply, principal, { ...place, preview: preview === '1' }, parts)
        })
      },
    )
  })
}

const seatOf = ({ as }: { readonly as?: string }) => (as === 'seat' ? 'seat' : undefined)

function caseOf(id: string | undefined): CaseId {
  if (id === undefined || !uuidPattern.test(id)) throw new Refused('E_NOT_FOUND', 'case-unknown')
  return id as CaseId
}

async function take(request: FastifyRequest, principal: Principal, parts: EvidenceRouteParts) {
  const id = caseOf((request.params as { case: string }).case)
  await parts.acts.read((tx) => parts.evidence.mayAdd(tx, principal, id, parts.clock.now()))
  // Why a copy of an identity document is needed only staff can say.
  return takeFile(request, principal, id, parts, principal.kind === 'guest' ? { reason: null } : {})
}

async function hand(
  reply: FastifyReply,
  principal: Principal,
  wish: { case: CaseId; sha256: string; preview: boolean },
  { evidence, files, acts }: EvidenceRouteParts,
): Promise<Buffer> {
  const file = await acts.run(principal, (act) => evidence.open(act, principal, wish))
  const content = await files.read(file.sha256, wish.preview ? 'preview' : 'content')
  if (!content) throw new Refused('E_NOT_FOUND', 'evidence-unknown')
  const name = wish.preview ? file.name.replace(/\.[a-z]+$/, '.webp') : file.name
  const ascii = name.replaceAll(/[^\w. -]/g, '_')
  reply.headers({
    'content-type': wish.preview ? 'image/webp' : file.type,
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  return content
}

/** @throws Refused `E_RATE` for more than a few uploads of one person at the same time. */
async function oneOfFew<T>(
  running: Map<PersonId, number>,
  person: PersonId,
  work: () => Promise<T>,
): Promise<T> {
  const now = running.get(person) ?? 0
  if (now >= atOnce) throw new Refused('E_RATE', 'too-many')
  running.set(person, now + 1)
  try {
    return await work()
  } finally {
    const left = (running.get(person) ?? 1) - 1
    if (left > 0) running.set(person, left)
    else running.delete(person)
  }
}

/** A refusal in its status and sentence; a right that was missing leaves a row. */
async function answered<T>(
  acts: Acts,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  who: { principal: Principal; action: string },
  work: () => Promise<T>,
): Promise<T | FastifyReply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { code, reason } = error
    if (code === 'E_FORBIDDEN' || code === 'E_NOT_FOUND') {
      const detail = { code, reason }
      await acts.run(who.principal, async (act) =>
        act.record({ action: who.action, outcome: 'refused', detail }),
      )
    }
    const status = statusOfFile[reason]
    if (status === undefined) throw error
    return reply.code(status).send({ error: code, message: sentenceFor(error, languageOf(request)) })
  }
}
