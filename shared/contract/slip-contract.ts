import { Type } from 'typebox'
import type { CaseId } from '#shared/model/ids.ts'
import { languageNames } from '#shared/text/languages.ts'
import type { SlipState } from '#shared/model/slip.ts'
import { decision, question } from './command.ts'
import { closed, line, oneOf, uuid } from './shapes.ts'

const caseId = uuid<CaseId>()

/** Body of `POST /api/status`: whatever somebody typed; what cannot be a code is answered like an unknown one. */
export const statusWish = closed({ code: Type.String({ maxLength: 200 }) })

export const slipCommands = {
  /** The Laufzettel as it stands now, with its code while one is given out; as a paper: `GET /api/cases/<id>/slip.pdf`. */
  readSlip: question<SlipState>()(
    'slip:read',
    'slip.read',
    closed({ case: caseId, language: oneOf(languageNames) }),
  ),
  /** Gives out a code for the status page; an earlier one of the case ends. The code itself is only in `slip:read`. */
  issueSlip: decision<{ readonly until: string }>()(
    'slip:issue',
    'slip.issue',
    closed({ case: caseId, note: Type.Optional(line(300)) }),
  ),
  /** The code of the case answers nothing any more. */
  revokeSlip: decision<{ readonly at: string }>()(
    'slip:revoke',
    'slip.issue',
    closed({ case: caseId, reason: line(200) }),
  ),
}
