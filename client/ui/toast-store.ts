import { defineStore } from 'pinia'
import { ref } from 'vue'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

const shownMs = 6_000
const shownWithActionMs = 10_000

/** Short notes that go by themselves; one with an action stays longer. */
export const useToasts = defineStore('toasts', () => {
  const toasts = ref<readonly Toast[]>([])
  let last = 0

  function show(text: string, action?: Toast['action']): number {
    last += 1
    const id = last
    toasts.value = [...toasts.value, action ? { id, text, action } : { id, text }].slice(-3)
    setTimeout(() => dismiss(id), action ? shownWithActionMs : shownMs)
    return id
  }

  function dismiss(id: number): void {
    toasts.value = toasts.value.filter((toast) => toast.id !== id)
  }

  return { toasts, show, dismiss }
})
