import { defineStore } from 'pinia'
import { computed, onScopeDispose, shallowRef } from 'vue'

export interface Shortcut {
  /** `KeyboardEvent.key`, e.g. `/`, `f`, `Enter`, `Escape`. */
  readonly key: string
  /** Text key of what it does, for the help. */
  readonly label: string
  readonly run: () => void
  /** With Ctrl and Shift, also while somebody types or a dialog is open. */
  readonly anywhere?: true
  /** When given, must hold at the moment of the key. */
  readonly when?: () => boolean
}

/** All shortcuts that act on the page that is shown, the newest first. */
export const useShortcutList = defineStore('shortcuts', () => {
  const all = shallowRef<readonly Shortcut[]>([])
  const helpOpen = shallowRef(false)
  const active = computed(() => all.value.toReversed())

  function add(shortcut: Shortcut): () => void {
    all.value = [...all.value, shortcut]
    return () => {
      all.value = all.value.filter((other) => other !== shortcut)
    }
  }

  /** Runs the newest shortcut that fits; says whether there was one. */
  function press(event: KeyboardEvent): boolean {
    const chord = !event.defaultPrevented && event.ctrlKey && event.shiftKey && !event.altKey && !event.repeat
    if (chord) return run(event, ({ anywhere }) => anywhere === true)
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false
    if (isTyping(event.target)) return false
    if (event.key === 'Enter' && isPressable(event.target)) return false
    if (document.querySelector('[role="dialog"],[role="alertdialog"]')) return false
    return run(event, ({ anywhere }) => anywhere !== true)
  }

  function run(event: KeyboardEvent, among: (one: Shortcut) => boolean): boolean {
    const key = event.key.toLowerCase()
    const fits = (one: Shortcut) => one.key.toLowerCase() === key && (one.when?.() ?? true)
    const fitting = active.value.find((one) => among(one) && fits(one))
    if (!fitting) return false
    event.preventDefault()
    fitting.run()
    return true
  }

  return { active, helpOpen, add, press }
})

/** Keys that act while the calling component is shown; never while somebody types or a dialog is open. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const list = useShortcutList()
  const removals = shortcuts.map((shortcut) => list.add(shortcut))
  onScopeDispose(() => {
    for (const remove of removals) remove()
  })
}

const typingTypes = new Set([
  'text',
  'search',
  'password',
  'email',
  'tel',
  'url',
  'number',
  'date',
  'time',
  '',
])

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true
  return target instanceof HTMLInputElement && typingTypes.has(target.getAttribute('type') ?? '')
}

/** Enter on a button or link presses that button and nothing else. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button,a[href],input,[role="button"],[role="option"],[role="menuitem"]') !== null
  )
}
