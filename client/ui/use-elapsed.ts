import { useI18n } from 'vue-i18n'
import { elapsedSince, type Instant } from './dates.ts'

/** „gerade eben“, „vor 3 Min“, „vor 2 Std“, „gestern“, „am 21.11.2026“. */
export function useElapsed(): (at: Instant, now: number) => string {
  const { t } = useI18n()
  return (at, now) => {
    const elapsed = elapsedSince(at, now)
    return t(`common.elapsed.${elapsed.unit}`, { count: elapsed.count, day: elapsed.day })
  }
}
