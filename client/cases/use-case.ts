import { v7 as newId } from 'uuid'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { caseCommands } from '#shared/contract/case-contract.ts'
import { retentionCommands } from '#shared/contract/retention-contract.ts'
import type { AnyCommand, BodyOf, ValueOf } from '#shared/contract/command.ts'
import type { EventBodies, StreamEvent } from '#shared/contract/stream-contract.ts'
import type { CaseView, ConsentScope, HistoryEntry } from '#shared/model/case.ts'
import type { CaseId, ServiceId } from '#shared/model/ids.ts'
import type { Representative } from '#shared/model/representative.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'

/** One case: the view of level 2, live, with its Verlauf. `missing`: unknown or not (any more) disclosed; `over`: the ground it was handled on has ended. */
export function useCase(id: CaseId) {
  const link = useDeskLink()
  const file = shallowRef<CaseView | null>(null)
  const history = shallowRef<readonly HistoryEntry[]>([])
  const missing = ref(false)
  const over = ref(false)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  let leave: (() => void) | null = null

  function take(view: CaseView): void {
    if (!file.value || file.value.rev <= view.rev) file.value = view
  }

  function apply(event: StreamEvent): void {
    if (event.type === 'case.changed') {
      const { case: view } = event.body as EventBodies['case.changed']
      if (view) take(view)
    }
    if (event.type === 'case.history') addLine((event.body as EventBodies['case.history']).entry)
  }

  function addLine(entry: HistoryEntry): void {
    if (history.value.every((one) => one.seq !== entry.seq)) history.value = [...history.value, entry]
  }

  /** Reads the case; called again when disclosure opens or closes. */
  async function load(): Promise<void> {
    const told = await tell(() => link.request(caseCommands.getCase, { case: id }))
    missing.value = !told.ok && told.kind === 'refused' && told.code === 'E_NOT_FOUND'
    problem.value = told.ok || missing.value ? null : told
    over.value = !told.ok && told.kind === 'refused' && told.code === 'E_FORBIDDEN'
    if (!told.ok) {
      if (missing.value || over.value) close()
      return
    }
    take(told.value)
    leave ??= link.follow(`case/${id}`, { event: apply, reset: reread })
    const lines = await tell(() => link.request(caseCommands.readHistory, { case: id }))
    if (lines.ok) history.value = lines.value.entries
  }

  async function reread(): Promise<void> {
    const told = await tell(() => link.request(caseCommands.getCase, { case: id }))
    if (told.ok) take(told.value)
    const lines = await tell(() => link.request(caseCommands.readHistory, { case: id }))
    if (lines.ok) history.value = lines.value.entries
  }

  /** Nothing of the case stays in memory once it is closed for this person. */
  function close(): void {
    leave?.()
    leave = null
    file.value = null
    history.value = []
  }

  onScopeDispose(close)
  void load()

  async function decide<C extends AnyCommand>(
    command: C,
    body: BodyOf<C>,
    withRev = true,
  ): Promise<Told<ValueOf<C>>> {
    const rev = withRev && file.value ? { rev: file.value.rev } : {}
    const told = await tell(() => link.request(command, body, { id: newId(), ...rev }))
    if (told.ok && isCase(told.value)) take(told.value)
    else if (!told.ok && told.kind === 'refused' && told.code === 'E_STALE_REV') await reread()
    return told
  }

  return {
    file,
    history,
    missing,
    over,
    problem,
    load,
    close,
    claim: () => decide(caseCommands.claimCase, { case: id }),
    rename: (name: string) => decide(caseCommands.renameCase, { case: id, citizen: { name } }),
    represent: (representative: Representative | null) =>
      decide(caseCommands.representCase, { case: id, representative }),
    addService: (service: ServiceId) => decide(caseCommands.addService, { case: id, service }),
    cancelService: (caseService: string, reason: string) =>
      decide(caseCommands.cancelService, { case: id, caseService, reason }),
    closeCase: () => decide(retentionCommands.closeCase, { case: id }),
    giveConsent: (scopes: ConsentScope[]) =>
      decide(caseCommands.giveConsent, { case: id, scopes, how: 'spoken' }, false),
    refuseConsent: (scopes: ConsentScope[]) =>
      decide(caseCommands.refuseConsent, { case: id, scopes }, false),
    withdrawConsent: (scopes: ConsentScope[]) =>
      decide(caseCommands.withdrawConsent, { case: id, scopes }, false),
  }
}

export type CaseHandle = ReturnType<typeof useCase>

function isCase(value: unknown): value is CaseView {
  return (
    typeof value === 'object' &&
    value !== null &&
    'services' in value &&
    'consents' in value &&
    'number' in value
  )
}
