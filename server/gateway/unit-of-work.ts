import type { StreamEvent } from '#shared/contract/stream-contract.ts'
import { canonicalJson } from '#shared/model/canonical.ts'
import type { Principal } from '#shared/model/principal.ts'
import { shownDetail } from '#server/audit/history-detail.ts'
import type { AuditTrail } from '#server/audit/audit-port.ts'
import type { Act, Acts, AuditDraft, Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import type { EventLog } from './event-port.ts'

/** What the store offers: one transaction around a piece of work, run again when the store asks for it. */
export interface Transactions {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Sees one moment, writes nothing. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

interface Draft {
  readonly announced: Omit<StreamEvent, 'seq'>[]
  readonly recorded: AuditDraft[]
  readonly effects: (() => void)[]
}

/**
 * One transaction for effect, events and audit; what others hear goes out only after COMMIT. Audit rows are appended last,
 * so that the head of the chain is held as short as possible.
 */
export class UnitOfWork implements Acts {
  constructor(
    private readonly store: Transactions,
    private readonly events: EventLog,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly send: (event: StreamEvent) => void,
    private readonly nameOf: (person: string | null) => string,
  ) {}

  read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.store.read(work)
  }

  async run<T>(actor: Principal | null, work: (act: Act) => Promise<T>): Promise<T> {
    let draft: Draft = { announced: [], recorded: [], effects: [] }
    let sent: StreamEvent[] = []
    const value = await this.store.transaction(async (tx) => {
      draft = { announced: [], recorded: [], effects: [] }
      const act = this.#open(tx, actor, draft)
      const result = await work(act)
      await this.#writeAudit(act, draft)
      sent = await this.events.append(tx, draft.announced)
      return result
    })
    for (const event of sent) this.send(event)
    for (const effect of draft.effects) this.#perform(effect)
    return value
  }

  #open(tx: Tx, actor: Principal | null, draft: Draft): Act {
    const at = this.clock.now()
    return {
      tx,
      actor,
      at,
      announce: (stream, type, body) =>
        void draft.announced.push({ stream, type, body, at: at.toISOString() }),
      record: (entry) => void draft.recorded.push(entry),
      afterCommit: (effect) => void draft.effects.push(effect),
    }
  }

  async #writeAudit(act: Act, draft: Draft): Promise<void> {
    if (draft.recorded.length === 0) return
    const rows = draft.recorded.map((entry) => ({
      at: act.at,
      person: act.actor?.person ?? null,
      action: entry.action,
      outcome: entry.outcome ?? 'done',
      case: entry.case ?? null,
      subject: entry.subject ?? null,
      history: entry.history ?? false,
      payload: canonicalJson(entry.detail ?? {}),
    }))
    const seqs = await this.audit.append(act.tx, rows)
    for (const [at, entry] of draft.recorded.entries()) {
      if (!entry.history || !entry.case) continue
      act.announce(`case/${entry.case}`, 'case.history', {
        entry: {
          seq: seqs[at] ?? 0,
          at: act.at.toISOString(),
          personName: this.nameOf(act.actor?.person ?? null),
          action: entry.action,
          detail: shownDetail(entry.detail ?? {}, this.nameOf),
        },
      })
    }
  }

  /** The decision stands; a failing effect is a fault to be read in the log, not a refusal. */
  #perform(effect: () => void): void {
    try {
      effect()
    } catch (error) {
      this.log.fault('after-commit', error)
    }
  }
}
