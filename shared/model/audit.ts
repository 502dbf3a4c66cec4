/** What rows of the audit trail are about, for the search: each group stands for beginnings of action names. */
export const auditGroups = {
  cases: ['case.', 'case:', 'service.', 'service:', 'consent.', 'consent:', 'confirmation'],
  access: ['disclosure.', 'document.', 'evidence.opened', 'evidence:read', 'access.'],
  consultations: ['consultation', 'callback', 'presence', 'guest', 'invitation'],
  decisions: ['precheck', 'finding', 'signoff', 'signature', 'handover', 'response', 'slip'],
  evidence: ['evidence.', 'evidence:'],
  money: ['fee', 'payment'],
  sessions: ['session', 'connection', 'counter'],
  trail: ['audit'],
} as const satisfies Record<string, readonly string[]>
export type AuditGroup = keyof typeof auditGroups
export const auditGroupNames = Object.keys(auditGroups) as [AuditGroup, ...AuditGroup[]]

/** What an action is about: the first group that fits. */
export const auditGroupOf = (action: string): AuditGroup | undefined =>
  auditGroupNames.find((name) => auditGroups[name].some((start) => action.startsWith(start)))

/** Codes in the detail of a row that say nothing about the content of a case. */
export const openDetail = ['authority', 'contract', 'level', 'code', 'scope', 'audience', 'format'] as const

/** What is wrong with the trail at its first bad row. */
type TrailFault =
  'changed' | 'payload' | 'missing' | 'tail' | 'head' | 'rewritten' | 'no-anchor' | 'anchor-file'

/** How a look at the whole chain ended. */
export type TrailVerdict =
  | {
      readonly ok: true
      /** The last row. */
      readonly seq: number
      /** Rows whose content was deleted; their digests remain. */
      readonly emptied: number
      /** Up to which row something outside of the store vouches for the chain. */
      readonly anchored: number
    }
  | { readonly ok: false; readonly fault: TrailFault; readonly seq: number; readonly since: number }
