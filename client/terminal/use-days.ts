import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { languages, type Language } from '#shared/text/languages.ts'

/** Days in the language of the page, in German time, with the digits that stand on every clock here. */
export function useDays() {
  const { locale } = useI18n()
  const format = computed(
    () =>
      new Intl.DateTimeFormat(`${languages[locale.value as Language].lang}-u-nu-latn`, {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        timeZone: 'Europe/Berlin',
      }),
  )
  return { longDay: (at: string) => format.value.format(new Date(at)) }
}
