import { useNow } from '@vueuse/core'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { languages, type Language } from '#shared/text/languages.ts'

const zone = { timeZone: 'Europe/Berlin' } as const

/** Days and times in the language of the page, in the time of the office. */
export function useWhen() {
  const { t, locale } = useI18n()
  const now = useNow({ interval: 30_000 })
  const tag = computed(() => languages[locale.value as Language].lang)
  const day = (at: string) =>
    new Intl.DateTimeFormat(tag.value, { weekday: 'long', day: 'numeric', month: 'long', ...zone }).format(
      new Date(at),
    )
  const time = (at: string) =>
    new Intl.DateTimeFormat(tag.value, { hour: '2-digit', minute: '2-digit', ...zone }).format(new Date(at))
  const isToday = (at: string) => day(at) === day(now.value.toISOString())

  return {
    /** `heute um 10:30 Uhr`. */
    when: (at: string) =>
      isToday(at)
        ? t('join.wait.today', { at: time(at) })
        : t('join.wait.day', { day: day(at), at: time(at) }),
    /** The sentence about the invitation. */
    lead(at: string | null, name: string) {
      if (at === null) return t('join.form.open', { name })
      const words = { at: time(at), name }
      return isToday(at) ? t('join.form.today', words) : t('join.form.day', { ...words, day: day(at) })
    },
  }
}
