import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { DeclineReason } from '#shared/model/consultation.ts'
import type { ConsultationId } from '#shared/model/ids.ts'
import { sentenceOf } from '#client/ui/told.ts'
import { useToasts } from '#client/ui/toast-store.ts'
import { useDuty } from './duty-store.ts'

/** Answering a ring from wherever its card is shown: accepted → the case, refused → a kind sentence. */
export function useAnswer() {
  const duty = useDuty()
  const toasts = useToasts()
  const router = useRouter()
  const { t } = useI18n()
  const busy = ref<ConsultationId | null>(null)

  async function accept(id: ConsultationId): Promise<void> {
    if (busy.value !== null) return
    busy.value = id
    const told = await duty.accept(id)
    busy.value = null
    if (told.ok) await router.push({ name: 'case', params: { id: told.value.case } })
    else toasts.show(t('duty.ring.acceptFailed', { reason: sentenceOf(t, told) }))
  }

  async function decline(id: ConsultationId, reason: DeclineReason): Promise<void> {
    const told = await duty.decline(id, reason)
    if (!told.ok) toasts.show(t('duty.ring.declineFailed', { reason: sentenceOf(t, told) }))
  }

  return { busy, accept, decline }
}
