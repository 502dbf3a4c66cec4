import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { closed, line, uuid } from '#shared/contract/shapes.ts'
import { largestEvidence } from '#shared/model/evidence.ts'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import { Refused } from '#server/platform/refused.ts'
import type { FileWish } from './evidence-service.ts'

/** Bounds of one upload: a file and three short fields, however it is cut into parts. */
export const partLimits = {
  files: 1,
  fileSize: largestEvidence,
  fields: 3,
  fieldSize: 1_000,
  fieldNameSize: 40,
  parts: 5,
  headerPairs: 20,
}

const schema = Compile(
  closed({
    caseService: Type.Optional(uuid<CaseServiceId>()),
    title: Type.Optional(line(200)),
    reason: Type.Optional(line(200)),
  }),
)

/** Reads the one file and the fields beside it. @throws Refused with `file-missing`, `file-fields` or `file-too-large`. */
export async function receivedFile(
  request: FastifyRequest,
  id: CaseId,
): Promise<{ wish: FileWish; bytes: Buffer }> {
  if (!request.isMultipart()) throw new Refused('E_SCHEMA', 'file-missing')
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  let bytes: Buffer | undefined
  let name = ''
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        name = part.filename ?? ''
        bytes = await part.toBuffer()
      } else if (part.value !== '') fields[part.fieldname] = part.value
    }
  } catch (error) {
    throw refusalOf(error)
  }
  if (bytes === undefined) throw new Refused('E_SCHEMA', 'file-missing')
  const own = { ...fields }
  if (!schema.Check(own)) throw new Refused('E_SCHEMA', 'file-fields')
  const { caseService = null, title, reason } = own
  return {
    wish: { case: id, caseService, title: title?.trim() ?? null, reason: reason?.trim() ?? null, name },
    bytes,
  }
}

function refusalOf(error: unknown): unknown {
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new Refused('E_SCHEMA', 'file-too-large')
  const malformed =
    (statusCode ?? 500) < 500 || (error instanceof Error && /multipart|boundary|header/i.test(error.message))
  return malformed ? new Refused('E_SCHEMA', 'file-fields') : error
}
