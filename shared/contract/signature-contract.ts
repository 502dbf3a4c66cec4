import { Type } from 'typebox'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import { representations } from '#shared/model/representative.ts'
import type { SignatureView, SigningDocument } from '#shared/model/signature.ts'
import { decision, question } from './command.ts'
import { closed, line, oneOf, slug, uuid } from './shapes.ts'

const caseId = uuid<CaseId>()
const caseService = uuid<CaseServiceId>()
const pixel = Type.Integer({ minimum: 0, maximum: 4000 })
const point = Type.Tuple([
  pixel,
  pixel,
  Type.Integer({ minimum: 0, maximum: 100 }),
  Type.Integer({ minimum: 0, maximum: 600_000 }),
])
/** The whole packet stays below 64 KiB. */
const strokes = closed({
  width: Type.Integer({ minimum: 100, maximum: 4000 }),
  height: Type.Integer({ minimum: 50, maximum: 4000 }),
  lines: Type.Array(Type.Array(point, { minItems: 1, maxItems: 1500 }), { minItems: 1, maxItems: 80 }),
})
const place = {
  case: caseId,
  caseService,
  document: slug<string>(),
  /** `signingHash` of what was shown. */
  hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
}

/** What is to be signed in a case, and what was said to it. */
export interface CaseSignatures {
  readonly case: CaseId
  /** Grows with each change of the case. */
  readonly caseRev: number
  readonly documents: readonly {
    readonly caseService: CaseServiceId
    readonly documents: readonly SigningDocument[]
    /** Why nothing is signed, where the district says so. */
    readonly unsigned: string | null
  }[]
  /** The latest last. */
  readonly signatures: readonly SignatureView[]
}

export const signatureCommands = {
  listSignatures: question<CaseSignatures>()('signature:list', 'signature.read', closed({ case: caseId })),
  /**
   * By strokes, or by the word of a witness with a reason (`unable`); exactly one of the two. A guest signs by hand, in the own
   * name, and only what `screen:sign` put before them.
   */
  addSignature: decision<CaseSignatures>()(
    'signature:add',
    'signature.take',
    closed({
      ...place,
      signer: line(120),
      representative: Type.Optional(closed({ kind: oneOf(representations), proof: line(200) })),
      strokes: Type.Optional(strokes),
      unable: Type.Optional(line(200)),
    }),
  ),
  refuseSignature: decision<CaseSignatures>()(
    'signature:refuse',
    'signature.take',
    closed({ ...place, reason: line(200) }),
  ),
}
