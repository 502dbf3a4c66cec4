import { Type } from 'typebox'
import { identityKinds, type EvidenceType, type EvidenceView } from '#shared/model/evidence.ts'
import type { CaseId, CaseServiceId, EvidenceId } from '#shared/model/ids.ts'
import { decision, question } from './command.ts'
import { closed, line, oneOf, uuid } from './shapes.ts'

const caseId = uuid<CaseId>()

/** Answer of `POST /api/cases/<id>/evidence`, as black-box programs rely on it. */
export interface StoredFile {
  readonly sha256: string
  readonly size: number
  readonly type: EvidenceType
}

export const evidenceCommands = {
  listEvidence: question<{ readonly evidence: readonly EvidenceView[] }>()(
    'evidence:list',
    'evidence.read',
    closed({ case: caseId }),
  ),
  /** „Wird nachgereicht bis“; said again for the same paper it moves the day. */
  followEvidence: decision<EvidenceView>()(
    'evidence:follow',
    'evidence.add',
    closed({
      case: caseId,
      caseService: uuid<CaseServiceId>(),
      title: line(200),
      /** ISO day, from tomorrow on, at most 90 days ahead. */
      until: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    }),
  ),
  /** An identity document was shown in original. The typed zone is checked and kept nowhere. */
  attestEvidence: decision<EvidenceView>()(
    'evidence:attest',
    'evidence.add',
    closed({
      case: caseId,
      kind: oneOf(identityKinds),
      mrz: Type.Optional(Type.String({ maxLength: 200, pattern: '^[A-Za-z0-9<\\s]*$' })),
    }),
  ),
  withdrawEvidence: decision<EvidenceView>()(
    'evidence:withdraw',
    'evidence.add',
    closed({ case: caseId, evidence: uuid<EvidenceId>(), reason: line(200) }),
  ),
}
