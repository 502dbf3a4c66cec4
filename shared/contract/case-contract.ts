import { Type } from 'typebox'
import {
  consentScopes,
  type CaseServiceView,
  type CaseSummary,
  type CaseView,
  type ConsentView,
  type HistoryEntry,
} from '#shared/model/case.ts'
import type { CaseId, ServiceId } from '#shared/model/ids.ts'
import { representations } from '#shared/model/representative.ts'
import { decision, question } from './command.ts'
import { closed, line, oneOf, slug, uuid } from './shapes.ts'

const caseId = uuid<CaseId>()
const serviceId = slug<ServiceId>()

/** Reply of `case:open`, as black-box programs rely on it. */
export interface OpenedCase {
  readonly id: CaseId
  readonly number: string
  readonly generation: number
  readonly services: readonly Pick<CaseServiceView, 'id' | 'service' | 'authority' | 'mode'>[]
}

export const caseCommands = {
  openCase: decision<OpenedCase>()(
    'case:open',
    'case.open',
    closed({
      services: Type.Array(serviceId, { minItems: 1, maxItems: 12, uniqueItems: true }),
      lifeEvent: Type.Optional(slug<string>()),
      citizen: Type.Optional(closed({ name: line(120) })),
    }),
  ),
  getCase: question<CaseView>()('case:get', 'case.read', closed({ case: caseId })),
  /**
   * Open cases, the latest change first, 200 at most; `more` says that there are older ones. `find`: parts of the number or the
   * citizen's name, all of which must fit, whatever their case.
   */
  listCases: question<{ readonly cases: readonly CaseSummary[]; readonly more: boolean }>()(
    'case:list',
    'case.list',
    closed({ scope: Type.Optional(oneOf(['mine', 'office'])), find: Type.Optional(line(80)) }),
  ),
  claimCase: decision<CaseView>()('case:claim', 'case.claim', closed({ case: caseId })),
  renameCase: decision<CaseView>()(
    'case:rename',
    'case.edit',
    closed({ case: caseId, citizen: closed({ name: line(120) }) }),
  ),
  /** Who sits there for the citizen, on which ground, with which proof; null: the citizen acts in person again. */
  representCase: decision<CaseView>()(
    'case:represent',
    'case.edit',
    closed({
      case: caseId,
      representative: Type.Union([
        closed({ name: line(120), kind: oneOf(representations), proof: line(200) }),
        Type.Null(),
      ]),
    }),
  ),
  readHistory: question<{ readonly entries: readonly HistoryEntry[] }>()(
    'case:history',
    'case.read',
    closed({ case: caseId }),
  ),
  addService: decision<CaseView>()('service:add', 'case.edit', closed({ case: caseId, service: serviceId })),
  cancelService: decision<CaseView>()(
    'service:cancel',
    'case.edit',
    closed({ case: caseId, caseService: uuid<string>(), reason: line(200) }),
  ),
  giveConsent: decision<{ readonly consents: readonly ConsentView[] }>()(
    'consent:give',
    'consent.record',
    closed({
      case: caseId,
      scopes: Type.Array(oneOf(consentScopes), { minItems: 1, maxItems: 5, uniqueItems: true }),
      how: oneOf(['spoken', 'screen']),
      /** Version of the text that was read out; absent: the one in force. */
      textVersion: Type.Optional(line(40)),
    }),
  ),
  refuseConsent: decision<{ readonly consents: readonly ConsentView[] }>()(
    'consent:refuse',
    'consent.record',
    closed({
      case: caseId,
      scopes: Type.Array(oneOf(consentScopes), { minItems: 1, maxItems: 5, uniqueItems: true }),
    }),
  ),
  withdrawConsent: decision<{ readonly consents: readonly ConsentView[] }>()(
    'consent:withdraw',
    'consent.record',
    closed({
      case: caseId,
      scopes: Type.Array(oneOf(consentScopes), { minItems: 1, maxItems: 5, uniqueItems: true }),
    }),
  ),
}
