import type { AccessReport } from '#shared/model/access.ts'
import type { CaseId } from '#shared/model/ids.ts'
import { question } from './command.ts'
import { closed, uuid } from './shapes.ts'

export const accessCommands = {
  /** Who saw what of a case, from the audit trail; as a paper: `GET /api/cases/<id>/access.pdf`. */
  readAccess: question<AccessReport>()('access:read', 'access.read', closed({ case: uuid<CaseId>() })),
}
