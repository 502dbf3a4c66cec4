import { Type } from 'typebox'
import { auditGroupNames, type TrailVerdict } from '#shared/model/audit.ts'
import { decision, question } from './command.ts'
import { closed, line, oneOf } from './shapes.ts'

/** A row as those see it who look after the trail: who did what when in which case, nothing of its content. */
export interface TrailRow {
  readonly seq: number
  readonly at: string
  readonly personName: string
  readonly action: string
  readonly outcome: 'done' | 'refused'
  readonly caseNumber: string | null
  /** Codes only; empty for an office manager. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
  /** Of this row and of its content, so that it can be found again in a copy. */
  readonly hash: string
  readonly digest: string
}

export interface TrailPage {
  readonly rows: readonly TrailRow[]
  /** Ask again with this as `before`; null: there are no older ones. */
  readonly next: number | null
}

/** The last look at the whole chain. */
export interface TrailLook {
  readonly at: string
  readonly personName: string
  readonly verdict: TrailVerdict
  readonly sentence: string
}

/** Which rows: by number of the case, by a part of a person's name, by subject, by ISO day in Berlin. */
const trailWish = {
  number: Type.Optional(Type.String({ pattern: '^V-20[0-9]{2}-[0-9]{6}$' })),
  person: Type.Optional(line(80)),
  group: Type.Optional(oneOf(auditGroupNames)),
  day: Type.Optional(Type.String({ pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' })),
}

/** Body of `POST /api/audit/export`. */
export const trailExport = closed({ ...trailWish, as: oneOf(['csv', 'jsonl']) })

export const auditCommands = {
  /** How the last look at the chain ended; null before the first. */
  trailState: question<{ readonly look: TrailLook | null }>()('audit:state', 'audit.read', closed({})),
  /** A page of the trail, the latest first. Whoever looks leaves a row, therefore a decision. */
  searchTrail: decision<TrailPage>()(
    'audit:search',
    'audit.read',
    closed({ ...trailWish, before: Type.Optional(Type.Integer({ minimum: 1 })) }),
  ),
  /** Looks at the whole chain now; with an anchor that was noted elsewhere, on paper or in a log, that one has to fit too. */
  verifyTrail: decision<TrailLook>()(
    'audit:verify',
    'audit.verify',
    closed({
      anchor: Type.Optional(
        closed({ seq: Type.Integer({ minimum: 1 }), hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
      ),
    }),
  ),
}
