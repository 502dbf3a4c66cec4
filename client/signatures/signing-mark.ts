import { computed } from 'vue'
import type { CaseContext } from '#client/cases/case-context.ts'
import type { StepMark } from '#client/cases/case-step.ts'
import { useSignatures } from './use-signatures.ts'

/** How many documents are signed; red when one became void. */
export function signingMark(context: CaseContext) {
  const store = useSignatures(context)
  return computed((): StepMark | null => {
    const said = context.active.value.flatMap((one) =>
      store.documentsOf(one).map((document) => store.saidTo(one, document)?.state),
    )
    if (said.length === 0) return null
    const valid = said.filter((state) => state === 'valid').length
    const tone = said.includes('void') ? 'bad' : 'plain'
    return { done: valid === said.length, tone, text: `${String(valid)}/${String(said.length)}` }
  })
}
