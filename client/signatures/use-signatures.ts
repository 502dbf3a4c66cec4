import { v7 as newId } from 'uuid'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { AnyCommand, BodyOf } from '#shared/contract/command.ts'
import { signatureCommands, type CaseSignatures } from '#shared/contract/signature-contract.ts'
import type { EventBodies, StreamEvent } from '#shared/contract/stream-contract.ts'
import type { CaseServiceView } from '#shared/model/case.ts'
import type { Representation } from '#shared/model/representative.ts'
import {
  latestFor,
  readyToSign,
  signingHash,
  type PadStrokes,
  type SigningDocument,
} from '#shared/model/signature.ts'
import type { CaseContext } from '#client/cases/case-context.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'

/** What somebody said to a document: signed by hand, with a witness, or for somebody else. */
export interface Signed {
  readonly signer: string
  readonly representative?: { readonly kind: Representation; readonly proof: string }
  readonly strokes?: PadStrokes
  readonly unable?: string
}

/** Unterschriften of a case, live. */
export function useSignatures(context: CaseContext) {
  return context.once('signatures', () => openSignatures(context))
}

function openSignatures(context: CaseContext) {
  const link = useDeskLink()
  const view = shallowRef<CaseSignatures | null>(null)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)

  function take(now: CaseSignatures): void {
    if (!view.value || view.value.caseRev <= now.caseRev) view.value = now
  }

  async function load(): Promise<void> {
    const told = await tell(() => link.request(signatureCommands.listSignatures, { case: context.caseId }))
    problem.value = told.ok ? null : told
    if (told.ok) take(told.value)
  }

  onScopeDispose(
    link.follow(`case/${context.caseId}`, {
      event: (event: StreamEvent) => {
        if (event.type === 'signature.changed')
          take((event.body as EventBodies['signature.changed']).signatures)
      },
      reset: load,
    }),
  )
  void load()

  async function decide<C extends AnyCommand>(command: C, body: BodyOf<C>): Promise<Told> {
    const told = await tell(() => link.request(command, body, { id: newId() }))
    if (told.ok) take(told.value as CaseSignatures)
    return told
  }

  const documentsOf = (one: CaseServiceView): readonly SigningDocument[] =>
    view.value?.documents.find(({ caseService }) => caseService === one.id)?.documents ?? []
  /** Why nothing is signed for the service; undefined: nobody said. */
  const unsignedWhy = (one: CaseServiceView): string | undefined =>
    view.value?.documents.find(({ caseService }) => caseService === one.id)?.unsigned ?? undefined
  const saidTo = (one: CaseServiceView, document: SigningDocument) =>
    latestFor(view.value?.signatures ?? [], one.id, document.id)
  const place = (one: CaseServiceView, document: SigningDocument) => ({
    case: context.caseId,
    caseService: one.id,
    document: document.id,
    hash: signingHash(one.id, document, context.hashOf(one)),
  })

  return {
    loaded: computed(() => view.value !== null),
    problem,
    load,
    documentsOf,
    unsignedWhy,
    saidTo,
    /** Whether it may be signed now: checked, and released where that is needed. */
    ready: readyToSign,
    add: (one: CaseServiceView, document: SigningDocument, signed: Signed) =>
      decide(signatureCommands.addSignature, { ...place(one, document), ...signed } as BodyOf<
        typeof signatureCommands.addSignature
      >),
    refuse: (one: CaseServiceView, document: SigningDocument, reason: string) =>
      decide(signatureCommands.refuseSignature, { ...place(one, document), reason }),
  }
}
