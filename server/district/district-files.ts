import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RefusedDistrict } from '#shared/contract/district-contract.ts'
import type { PersonId } from '#shared/model/ids.ts'
import { may, type Action } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Acts } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { DistrictFault } from './district-fault.ts'
import { districtSentences } from './district-sentences.ts'
import type { DistrictService } from './district-service.ts'
import { largestFile } from './district-text.ts'

export interface DistrictFileParts {
  readonly district: DistrictService
  readonly acts: Acts
  /** Who is signed in. @throws Refused `E_NOT_ADMITTED` */
  readonly signedIn: (request: FastifyRequest) => Promise<Principal>
}

const longestNote = 300

/**
 * `GET /api/district/file[?version=]`, `POST /api/district/preview`, `POST /api/district/proposals` (the file as `text/plain`, so
 * that its lines are those of the sender) and `POST /api/district/passwords`.
 */
export function addDistrictFiles(http: FastifyInstance, parts: DistrictFileParts): void {
  const { district, acts } = parts
  const limit = { bodyLimit: largestFile + 1024 }

  http.get<{ Querystring: { version?: string } }>('/api/district/file', async (request, reply) => {
    const principal = await admitted(parts, request, 'district.read')
    const version = versionOf(request.query.version)
    const { text, sha256 } = await acts.read((tx) => district.file(tx, version))
    await acts.run(principal, async (act) => act.record({ action: 'district.exported', detail: { sha256 } }))
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="landkreis-${sha256.slice(0, 8)}.json"`)
      .send(text)
  })

  http.post('/api/district/preview', limit, async (request, reply) => {
    await admitted(parts, request, 'district.propose')
    return orProblems(reply, async () => ({ changes: district.preview(fileName, textOf(request)) }))
  })

  http.post<{ Querystring: { note?: string } }>('/api/district/proposals', limit, async (request, reply) => {
    const principal = await admitted(parts, request, 'district.propose')
    const note = (request.query.note ?? '').trim()
    if (note === '' || note.length > longestNote) throw new Refused('E_SCHEMA', 'malformed')
    const wish = { file: fileName, text: textOf(request), note }
    return orProblems(reply, () => acts.run(principal, (act) => district.propose(act, principal, wish)))
  })

  http.post<{ Body: { person?: unknown } }>('/api/district/passwords', async (request) => {
    const principal = await admitted(parts, request, 'district.propose')
    const person = request.body?.person
    if (typeof person !== 'string') throw new Refused('E_SCHEMA', 'malformed')
    const password = await acts.run(principal, (act) => district.oneTimePassword(act, person as PersonId))
    return { password }
  })
}

/** What a file sent from a page is called in its problems. */
const fileName = 'Datei'

function versionOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw new Refused('E_NOT_FOUND', 'district-version-unknown')
  return Number(text)
}

function textOf(request: FastifyRequest): string {
  if (typeof request.body !== 'string') throw new Refused('E_SCHEMA', 'malformed')
  return request.body
}

async function admitted(
  { acts, signedIn }: DistrictFileParts,
  request: FastifyRequest,
  action: Action,
): Promise<Principal> {
  const principal = await signedIn(request)
  if (may(principal, action)) return principal
  await acts.run(principal, async (act) =>
    act.record({ action, outcome: 'refused', detail: { code: 'E_FORBIDDEN', reason: 'role-may-not' } }),
  )
  throw new Refused('E_FORBIDDEN', 'role-may-not')
}

async function orProblems<T>(reply: FastifyReply, work: () => Promise<T>): Promise<T | FastifyReply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DistrictFault)) throw error
    const refused: RefusedDistrict = {
      error: 'E_SCHEMA',
      message: districtSentences.refused(error.problems.length),
      problems: error.problems,
    }
    return reply.code(422).send(refused)
  }
}
