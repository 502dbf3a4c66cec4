import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { sentenceOf, type Told } from './told.ts'

export interface Sending {
  /** Name of what is under way, empty when nothing is. */
  readonly busy: Ref<string>
  /** The sentence for what did not work, empty when all is well. */
  readonly problem: Ref<string>
  /** Sends one thing at a time: what is asked for meanwhile is left out. True when it was done. */
  readonly send: (name: string, work: () => Promise<Told>) => Promise<boolean>
}

/** What every form with a button needs: one command at a time, and its refusal as a sentence. */
export function useSend(): Sending {
  const { t } = useI18n()
  const busy = ref('')
  const problem = ref('')
  return {
    busy,
    problem,
    async send(name, work) {
      if (busy.value !== '') return false
      busy.value = name
      problem.value = ''
      const told = await work()
      busy.value = ''
      if (!told.ok) problem.value = sentenceOf(t, told)
      return told.ok
    },
  }
}
