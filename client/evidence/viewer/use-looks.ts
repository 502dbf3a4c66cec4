import { useThrottleFn } from '@vueuse/core'
import { computed, onScopeDispose } from 'vue'
import type { CaseContext } from '#client/cases/case-context.ts'
import { readLook, type PaperLook } from './paper-look.ts'

/** Somebody else who looks at a paper of the case now. */
export interface Onlooker {
  readonly client: number
  readonly person: string
  readonly name: string
  readonly look: PaperLook
}

/** Milliseconds between two words about where a pointer is. */
const pace = 80

/** Who looks at which paper, through the presence of the shared document: nothing of it is stored. */
export function useLooks(context: CaseContext) {
  const { awareness } = context.document.link
  const others = computed(() =>
    context.document.peers.value.flatMap(({ client, person, name, cursor }): Onlooker[] => {
      const look = readLook((cursor as { paper?: unknown } | null)?.paper)
      return look ? [{ client, person, name, look }] : []
    }),
  )
  let open = false
  const say = useThrottleFn(
    (look: PaperLook) => {
      if (open) awareness.setLocalStateField('cursor', { paper: look })
    },
    pace,
    true,
  )
  function tell(look: PaperLook): void {
    open = true
    void say(look)
  }
  function leave(): void {
    if (!open) return
    open = false
    awareness.setLocalStateField('cursor', null)
  }
  onScopeDispose(leave)
  return { others, tell, leave }
}
