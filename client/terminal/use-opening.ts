import { useNow } from '@vueuse/core'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { openingAt } from '#shared/model/opening-hours.ts'
import type { SeatView } from '#shared/model/seat.ts'
import { useDays } from './use-days.ts'

/** Whether the office that looks after this terminal is open, and in words when it opens again. */
export function useOpening(place: () => SeatView['terminal']) {
  const { t } = useI18n()
  const { longDay } = useDays()
  const now = useNow({ interval: 30_000 })
  const opening = computed(() => {
    const hours = place()?.hours
    return hours ? openingAt(hours, now.value) : null
  })
  /** Outside opening hours, and nobody is there all the same. */
  const closed = computed(() => place()?.staffed !== true && opening.value?.open === false)
  const again = computed(() => {
    if (!closed.value || opening.value === null || opening.value.open) return ''
    const { next } = opening.value
    return next ? t('terminal.rest.opens', { day: longDay(`${next.day}T12:00:00Z`), time: next.time }) : ''
  })
  return { opening, closed, again }
}
