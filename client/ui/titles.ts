import { defineStore } from 'pinia'
import { computed, ref, toValue, watchEffect, type MaybeRefOrGetter } from 'vue'

/** The title of the window: a prefix that flashes while something rings, the page, the product. */
export const useTitleStore = defineStore('title', () => {
  const page = ref('')
  const alert = ref('')
  const shown = computed(() => {
    const title = page.value === '' ? 'Lotse' : `${page.value} · Lotse`
    return alert.value === '' ? title : `${alert.value} ${title}`
  })
  watchEffect(() => {
    document.title = shown.value
  })
  return { page, alert, shown }
})

/** Sets the title while the calling component lives. */
export function useTitle(title: MaybeRefOrGetter<string>): void {
  const store = useTitleStore()
  watchEffect(() => {
    store.page = toValue(title)
  })
}
