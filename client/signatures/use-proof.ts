import { computed } from 'vue'
import { isProof } from '#shared/model/evidence.ts'
import { useEvidence } from '#client/evidence/evidence-store.ts'

/** Papers of the open case that show who may sign for somebody. */
export function useProof() {
  const evidence = useEvidence()
  return computed(() =>
    evidence.all.flatMap((one) =>
      one.kind === 'file' && one.withdrawn === null && isProof(one) ? [one] : [],
    ),
  )
}
