import { v7 as newId } from 'uuid'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { AnyCommand, BodyOf, ValueOf } from '#shared/contract/command.ts'
import { handoverCommands } from '#shared/contract/handover-contract.ts'
import type { EventBodies, StreamEvent } from '#shared/contract/stream-contract.ts'
import type { CaseServiceView } from '#shared/model/case.ts'
import { missingFor, type CaseHandovers, type Missing } from '#shared/model/handover.ts'
import type { QuestionId } from '#shared/model/ids.ts'
import type { CaseContext } from '#client/cases/case-context.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { usePrecheck } from '#client/precheck/use-precheck.ts'
import { tell, type Told } from '#client/ui/told.ts'

/** Bundles of a case, live, and what each service still needs before it can be handed over. */
export function useHandovers(context: CaseContext) {
  return context.once('handover', () => openHandovers(context))
}

function openHandovers(context: CaseContext) {
  const link = useDeskLink()
  const precheck = usePrecheck(context)
  const view = shallowRef<CaseHandovers | null>(null)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const { caseId } = context

  function take(now: CaseHandovers): void {
    if (!view.value || view.value.caseRev <= now.caseRev) view.value = now
  }

  async function load(): Promise<void> {
    const told = await tell(() => link.request(handoverCommands.listHandovers, { case: caseId }))
    problem.value = told.ok ? null : told
    if (told.ok) take(told.value)
  }

  onScopeDispose(
    link.follow(`case/${caseId}`, {
      event: (event: StreamEvent) => {
        if (event.type === 'handover.changed') take((event.body as EventBodies['handover.changed']).handovers)
      },
      reset: load,
    }),
  )
  void load()

  async function decide<C extends AnyCommand>(
    command: C,
    body: BodyOf<C>,
    rev?: number,
  ): Promise<Told<ValueOf<C>>> {
    const more = rev === undefined ? {} : { rev }
    return tell(() => link.request(command, body, { id: newId(), ...more }))
  }

  const missing = (one: CaseServiceView): Missing | null =>
    missingFor(one, precheck.decided(one).run?.colour ?? null)
  const ready = computed(() => context.active.value.filter((one) => missing(one) === null))

  return {
    loaded: computed(() => view.value !== null && precheck.loaded.value),
    handovers: computed(() => view.value?.handovers ?? []),
    problem,
    load,
    missing,
    ready,
    async handOver(): Promise<Told> {
      const hashes = ready.value.map((one) => ({ caseService: one.id, hash: context.hashOf(one) }))
      const services = ready.value.map(({ id }) => id)
      const told = await decide(handoverCommands.handOver, { case: caseId, services, hashes })
      if (told.ok) take(told.value)
      return told
    },
    async answer(question: QuestionId, text: string): Promise<Told> {
      const told = await decide(handoverCommands.answerQuestion, { case: caseId, question, text })
      if (told.ok) take(told.value)
      return told
    },
    pause: (one: CaseServiceView, reason: 'callback' | 'missing_evidence', until: string) =>
      decide(
        handoverCommands.pauseService,
        { case: caseId, caseService: one.id, reason, ...(until === '' ? {} : { until }) },
        context.file.value.rev,
      ),
    resume: (one: CaseServiceView) =>
      decide(handoverCommands.resumeService, { case: caseId, caseService: one.id }),
  }
}
