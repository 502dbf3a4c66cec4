import { v7 as newId } from 'uuid'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { AnyCommand, BodyOf, ValueOf } from '#shared/contract/command.ts'
import {
  precheckCommands,
  type CasePrecheck,
  type ServicePrecheck,
} from '#shared/contract/precheck-contract.ts'
import type { EventBodies, StreamEvent } from '#shared/contract/stream-contract.ts'
import type { CaseServiceView } from '#shared/model/case.ts'
import { noValues } from '#shared/model/forms/values.ts'
import { blockHash } from '#shared/model/precheck/block.ts'
import { findingsOf, type Findings } from '#shared/model/precheck/findings.ts'
import { rulePapersOf } from '#shared/model/precheck/rule-papers.ts'
import type { ServiceSnapshot } from '#shared/model/snapshot.ts'
import { changedKeys } from '#shared/model/snapshot-papers.ts'
import type { CaseContext } from '#client/cases/case-context.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'
import { findingsThen } from './findings-then.ts'

const nothing: Omit<ServicePrecheck, 'caseService'> = {
  decisions: [],
  run: null,
  signOff: null,
  confirmations: [],
}

/** Vorprüfung of a case, live: findings over what stands in the forms now, and what was decided over them. */
export function usePrecheck(context: CaseContext) {
  return context.once('precheck', () => openPrecheck(context))
}

function openPrecheck(context: CaseContext) {
  const link = useDeskLink()
  const view = shallowRef<CasePrecheck | null>(null)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const place = (one: CaseServiceView) => ({ case: context.caseId, caseService: one.id })

  function take(now: CasePrecheck): void {
    if (!view.value || view.value.caseRev <= now.caseRev) view.value = now
  }

  async function load(): Promise<void> {
    const told = await tell(() => link.request(precheckCommands.getPrecheck, { case: context.caseId }))
    problem.value = told.ok ? null : told
    if (told.ok) take(told.value)
  }

  onScopeDispose(
    link.follow(`case/${context.caseId}`, {
      event: (event: StreamEvent) => {
        if (event.type === 'precheck.changed') take((event.body as EventBodies['precheck.changed']).precheck)
      },
      reset: load,
    }),
  )
  void load()

  async function decide<C extends AnyCommand>(command: C, body: BodyOf<C>): Promise<Told<ValueOf<C>>> {
    const told = await tell(() => link.request(command, body, { id: newId() }))
    if (told.ok) take(told.value as CasePrecheck)
    return told
  }

  /** What stood on the screen when a decision was refused because the server holds another content by now. */
  const refused = shallowRef<ReadonlyMap<string, ServiceSnapshot>>(new Map())

  /** A decision over what stands on the screen; refused as stale, the screen says what came in between. */
  async function decideOver<C extends AnyCommand>(
    one: CaseServiceView,
    command: C,
    body: (hash: string) => BodyOf<C>,
  ): Promise<Told<ValueOf<C>>> {
    const seen = context.snapshotOf(one)
    const told = await decide(command, body(context.hashOf(one)))
    const stale = !told.ok && told.kind === 'refused' && told.code === 'E_STALE_DOCUMENT'
    const others = [...refused.value].filter(([id]) => id !== one.id)
    refused.value = new Map(stale ? [...others, [one.id, seen] as const] : others)
    return told
  }

  /** Keys of what changed since the last decision over the service was refused as stale; it arrives with the document. */
  function changedSince(one: CaseServiceView): readonly string[] {
    const before = refused.value.get(one.id)
    return before ? changedKeys(before, context.snapshotOf(one)) : []
  }

  const decided = (one: CaseServiceView) =>
    view.value?.services.find(({ caseService }) => caseService === one.id) ?? {
      caseService: one.id,
      ...nothing,
    }

  /** Live while it is collected; once decided over, as the rules were then. */
  const findings = computed<ReadonlyMap<string, Findings>>(
    () =>
      new Map(
        context.active.value.flatMap((one) => {
          const check = context.checks.value[one.id]
          const { decisions, ...kept } = decided(one)
          const before = findingsThen(one, kept)
          if (before) return [[one.id, before] as const]
          if (!check) return []
          const values = context.values.value.get(one.id) ?? noValues
          const rules = context.rules.value[one.id] ?? []
          const papers = rulePapersOf(one.id, context.papers.value ?? [], ({ personName }) => personName)
          const answers = { values, check, today: context.today, papers }
          return [[one.id, findingsOf(rules, answers, decisions)] as const]
        }),
      ),
  )

  /** What the citizen said to a block: confirmed, changed since, or nothing yet. */
  function confirmationOf(one: CaseServiceView, section: string) {
    const said = decided(one).confirmations.find(({ block }) => block === section)
    const hash = hashOfBlock(one, section)
    const form = context.forms.value[one.id]
    const empty = form !== undefined && hash === blockHash(form, section, noValues)
    return { said, hash, empty, stands: said !== undefined && said.hash === hash }
  }

  function hashOfBlock(one: CaseServiceView, section: string): string | undefined {
    const form = context.forms.value[one.id]
    return form && blockHash(form, section, context.values.value.get(one.id) ?? noValues)
  }

  return {
    loaded: computed(() => view.value !== null),
    problem,
    load,
    findings,
    decided,
    confirmationOf,
    changedSince,
    run: (one: CaseServiceView) =>
      decideOver(one, precheckCommands.runPrecheck, (hash) => ({ ...place(one), hash })),
    decideFinding: (
      one: CaseServiceView,
      requirement: string,
      said: { decision: 'accept' | 'refuse' | 'withdraw'; text: string; source: string },
    ) => decide(precheckCommands.decideFinding, { ...place(one), requirement, ...said }),
    signOff: (one: CaseServiceView, note: string) =>
      decideOver(one, precheckCommands.giveSignOff, (hash) => ({
        ...place(one),
        hash,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      })),
    withdraw: (one: CaseServiceView, reason: string) =>
      decide(precheckCommands.withdrawSignOff, { ...place(one), reason }),
    confirm: (one: CaseServiceView, section: string, hash: string) =>
      decide(precheckCommands.confirmBlock, { ...place(one), block: section, hash, how: 'spoken' }),
  }
}
