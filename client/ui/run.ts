import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { sentenceOf, type Told } from './told.ts'
import { useToasts } from './toast-store.ts'

/** For buttons beside a talk, where nothing else has room for a refusal: what did not work is told in passing. `useSend` keeps it in place. */
export function useRun(): {
  readonly busy: Ref<boolean>
  readonly run: (work: () => Promise<Told>) => Promise<void>
} {
  const { t } = useI18n()
  const toasts = useToasts()
  const busy = ref(false)
  return {
    busy,
    async run(work) {
      busy.value = true
      const told = await work()
      busy.value = false
      if (!told.ok) toasts.show(sentenceOf(t, told))
    },
  }
}
