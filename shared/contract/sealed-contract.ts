import { Type } from 'typebox'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import { decision } from './command.ts'
import { closed, line, uuid } from './shapes.ts'

/** What stands in the form instead of what was typed. */
export interface SealedShown {
  readonly case: CaseId
  readonly caseService: CaseServiceId
  readonly field: string
  readonly shown: string
}

export const sealedCommands = {
  /**
   * Seals what only the citizen types (IBAN). The form gets `shown`: country, last four places and a mark. From the citizen's own
   * screen, or from the desk while no screen shows the case.
   */
  sealValue: decision<SealedShown>()(
    'sealed:put',
    'sealed.type',
    closed({
      case: uuid<CaseId>(),
      caseService: uuid<CaseServiceId>(),
      /** Key of the field: its path, within a group `<group>/<item>/<path>`. */
      field: Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9_./-]+$' }),
      value: line(60),
    }),
  ),
}
