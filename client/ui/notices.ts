import { defineStore } from 'pinia'
import { ref } from 'vue'

export type NoticeState = NotificationPermission | 'missing'

/** Notifications of the browser. The permission is asked for only on a click. */
export const useNotices = defineStore('notices', () => {
  const state = ref<NoticeState>(typeof Notification === 'undefined' ? 'missing' : Notification.permission)

  async function ask(): Promise<void> {
    if (state.value !== 'missing') state.value = await Notification.requestPermission()
  }

  /** Shows one when permitted and the page is hidden; the result takes it away again. */
  function show(title: string, body: string, tag: string): () => void {
    if (state.value !== 'granted' || document.visibilityState === 'visible') return () => undefined
    const notice = new Notification(title, { body, tag, requireInteraction: true })
    notice.addEventListener('click', () => {
      window.focus()
      notice.close()
    })
    return () => notice.close()
  }

  return { state, ask, show }
})
