import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { largestEvidence } from '#shared/model/evidence.ts'
import type { CaseId, PersonId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Refused } from '#server/platform/refused.ts'
import { sentenceFor } from '#server/platform/sentences.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import type { VirusScanner } from './clamd.ts'
import type { ContentFiles } from './evidence-port.ts'
import type { EvidenceService } from './evidence-service.ts'
import { checkFile } from './file-check.ts'
import { partLimits, receivedFile } from './received-file.ts'

export interface EvidenceRouteParts {
  readonly evidence: EvidenceService
  readonly files: ContentFiles
  readonly acts: Acts
  readonly clock: Clock
  /** Null: the operator runs no scanner. */
  readonly scanner: VirusScanner | null
  /** What happens to a file while the scanner does not answer. */
  readonly scannerDown: 'refuse' | 'accept'
  /** Who is signed in, or whose seat it is. @throws Refused `E_NOT_ADMITTED` */
  readonly bearer: (request: FastifyRequest, as?: 'seat') => Promise<Principal>
}

/** Uploads of one person at a time, and how long one may take in milliseconds: each holds its file in memory. */
const atOnce = 3
const longestUpload = 120_000
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What the reason of a refusal is in HTTP; the others as everywhere. */
const statusOf: Readonly<Record<string, number>> = {
  'file-too-large': 413,
  'file-type': 415,
  'file-missing': 422,
  'file-fields': 422,
  'file-empty': 422,
  'file-virus': 422,
  'file-polyglot': 422,
  'file-pixels': 422,
  'file-broken': 422,
  'identity-reason': 422,
  'evidence-full': 422,
  'evidence-service': 422,
  'scan-down': 503,
  'store-full': 507,
}

/** `POST /api/cases/<id>/evidence` and `GET /api/evidence/<sha256>?case=<id>` (contract, "Files"). */
export async function addEvidenceRoutes(http: FastifyInstance, parts: EvidenceRouteParts): Promise<void> {
  const running = new Map<PersonId, number>()
  await http.register(async (scope) => {
    await scope.register(multipart, { limits: partLimits, throwFileSizeLimit: true })
    scope.post<{ Params: { case: string } }>(
      '/api/cases/:case/evidence',
      { bodyLimit: largestEvidence + 64 * 1024 },
      async (request, reply) => {
        const principal = await parts.bearer(request)
        return answered(parts.acts, reply, { principal, action: 'evidence:add' }, () =>
          oneOfFew(running, principal.person, () => take(request, principal, parts)),
        )
      },
    )
    scope.get<{ Params: { sha256: string }; Querystring: { case?: string; preview?: string; as?: string } }>(
      '/api/evidence/:sha256',
      async (request, reply) => {
        const principal = await parts.bearer(request, request.query.as === 'seat' ? 'seat' : undefined)
        return answered(parts.acts, reply, { principal, action: 'evidence:read' }, async () => {
          const { case: id, preview } = request.query
          const place = { case: caseOf(id), sha256: request.params.sha256 }
          return hand(reply, principal, { ...place, preview: preview === '1' }, parts)
        })
      },
    )
  })
}

function caseOf(id: string | undefined): CaseId {
  if (id === undefined || !uuidPattern.test(id)) throw new Refused('E_NOT_FOUND', 'case-unknown')
  return id as CaseId
}

async function take(request: FastifyRequest, principal: Principal, parts: EvidenceRouteParts) {
  const { evidence, files, acts, clock } = parts
  const id = caseOf((request.params as { case: string }).case)
  await acts.read((tx) => evidence.mayAdd(tx, principal, id, clock.now()))
  const tooLong = setTimeout(() => request.raw.destroy(), longestUpload)
  const { wish, bytes } = await receivedFile(request, id).finally(() => clearTimeout(tooLong))
  const checked = await checkFile(bytes)
  const unscanned = await passes(bytes, parts)
  const keep = () => files.keep(sha256Hex(bytes), bytes, checked.preview)
  await keep()
  return acts.run(principal, async (act) => {
    const stored = await evidence.addFile(act, principal, wish, { bytes, checked, unscanned })
    // A deletion may have taken the same content away in between; from here on it waits for us.
    await keep()
    return stored
  })
}

/** Whether it goes through without a scan. @throws Refused `file-virus`, `scan-down`. */
async function passes(bytes: Buffer, { scanner, scannerDown }: EvidenceRouteParts): Promise<boolean> {
  const result = (await scanner?.scan(bytes)) ?? 'clean'
  if (result === 'infected') throw new Refused('E_SCHEMA', 'file-virus')
  if (result === 'unavailable' && scannerDown === 'refuse') throw new Refused('E_STORE', 'scan-down')
  return result === 'unavailable'
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
  reply: FastifyReply,
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
    const status = statusOf[reason]
    if (status === undefined) throw error
    return reply.code(status).send({ error: code, message: sentenceFor(error) })
  }
}
