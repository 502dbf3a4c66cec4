import type { StreamEvent } from '#shared/contract/stream-contract.ts'
import { canonicalJson } from '#shared/model/canonical.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { shownDetail } from '#server/audit/history-detail.ts'
import type { AuditRow } from '#server/audit/audit-port.ts'
import type { Act, Acts, AuditDraft, KeptCommand, Tx } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import { linkedBody, type DraftEvent, type Ledger } from './ledger-port.ts'

/** What the store offers: one transaction around a piece of work, run again when the store asks for it. */
export interface Transactions {
  /** `last` sends one statement before it waits for anything; it travels with the COMMIT. */
  transaction<T, L>(
    work: (tx: Tx) => Promise<T>,
    last: (tx: Tx) => Promise<L>,
  ): Promise<{ readonly value: T; readonly closed: L }>
  /** Sees one moment, writes nothing. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

interface Draft {
  readonly at: Date
  readonly announced: DraftEvent[]
  readonly recorded: AuditDraft[]
  readonly effects: (() => void)[]
  command: KeptCommand | null
}

/**
 * One transaction for effect, command, events and audit; what others hear goes out only after COMMIT. All but the effect is
 * written at the very end, together with the COMMIT, so that the head of the chain is held as short as possible.
 */
export class UnitOfWork implements Acts {
  constructor(
    private readonly store: Transactions,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly send: (event: StreamEvent) => void,
    private readonly nameOf: (person: string | null) => string,
  ) {}

  read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.store.read(work)
  }

  async run<T>(actor: Principal | null, work: (act: Act) => Promise<T>): Promise<T> {
    let draft = newDraft(this.clock.now())
    const { value, closed: sent } = await this.store.transaction(
      (tx) => {
        draft = newDraft(this.clock.now())
        return work(this.#open(tx, actor, draft))
      },
      (tx) => this.#close(tx, actor, draft),
    )
    for (const event of sent) this.send(event)
    for (const effect of draft.effects) this.#perform(effect)
    return value
  }

  #open(tx: Tx, actor: Principal | null, draft: Draft): Act {
    const { at } = draft
    return {
      tx,
      actor,
      at,
      announce: (stream, type, body) => void draft.announced.push({ stream, type, body }),
      record: (entry) => void draft.recorded.push(entry),
      keep: (command) => void (draft.command = command),
      afterCommit: (effect) => void draft.effects.push(effect),
    }
  }

  async #close(tx: Tx, actor: Principal | null, draft: Draft): Promise<StreamEvent[]> {
    const { at, recorded, announced, command } = draft
    if (recorded.length + announced.length === 0 && command === null) return []
    const person = actor?.person ?? null
    const rows = recorded.map((entry) => rowOf(entry, at, person))
    const events = [
      ...announced,
      ...recorded.flatMap((entry, row) => this.#historyEvent(entry, row, at, person)),
    ]
    const numbers = await this.ledger.close(tx, { at, person, command, rows, events })
    return events.map(({ row, ...event }, index) => {
      const link = row === undefined ? null : (numbers.rows[row] ?? null)
      return {
        ...event,
        body: linkedBody(event, link),
        seq: numbers.events[index] ?? 0,
        at: at.toISOString(),
      }
    })
  }

  /** A row the Verlauf shows is an event of its case, too. */
  #historyEvent(entry: AuditDraft, row: number, at: Date, person: PersonId | null): DraftEvent[] {
    if (!entry.history || !entry.case) return []
    const shown = {
      seq: 0,
      at: at.toISOString(),
      personName: this.nameOf(person),
      action: entry.action,
      detail: shownDetail(entry.detail ?? {}, this.nameOf),
    }
    return [{ stream: `case/${entry.case}`, type: 'case.history', body: { entry: shown }, row }]
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

const newDraft = (at: Date): Draft => ({ at, announced: [], recorded: [], effects: [], command: null })

function rowOf(entry: AuditDraft, at: Date, person: PersonId | null): AuditRow {
  return {
    at,
    person,
    action: entry.action,
    outcome: entry.outcome ?? 'done',
    case: entry.case ?? null,
    subject: entry.subject ?? null,
    history: entry.history ?? false,
    payload: canonicalJson(entry.detail ?? {}),
  }
}
