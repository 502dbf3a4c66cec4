import { nextTick, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { leaveNoTrace } from '#client/citizen/leave-no-trace.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { posted, sentenceOf, tellHttp } from '#client/ui/told.ts'

/**
 * Leaves the seat of whoever interprets: the talk is taken off the page first, so that camera and microphone are off whatever comes,
 * then the server is told, then this device forgets. `forget` empties the page.
 */
export function useLeaving(forget: () => void) {
  const { t } = useI18n()
  const link = useDeskLink()
  const step = ref<'stays' | 'goes' | 'failed' | 'gone'>('stays')
  const problem = ref('')

  async function leave(): Promise<void> {
    step.value = 'goes'
    await nextTick()
    const told = await tellHttp('/api/interpreters/leave', posted({}))
    // Without a seat any more, e.g. because the office was quicker: that is where one wanted to go.
    if (!told.ok && !(told.kind === 'refused' && told.code === 'E_NOT_ADMITTED')) {
      problem.value = sentenceOf(t, told)
      step.value = 'failed'
      return
    }
    link.disconnect()
    forget()
    // What the device could not forget is nothing of the talk; the seat is over all the same.
    await leaveNoTrace().catch(() => undefined)
    step.value = 'gone'
  }

  return { step, problem, leave }
}
