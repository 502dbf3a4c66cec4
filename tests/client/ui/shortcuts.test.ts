import { beforeEach, expect, it, vi } from 'vitest'
import { useShortcutList } from '#client/ui/shortcuts.ts'
import { reset } from './stage.ts'

vi.mock('#client/link/desk-link.ts', async () => {
  const { stage } = await import('./stage-link.ts')
  return { useDeskLink: () => stage.link }
})

const typed = (target: HTMLElement, key: string): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
  Object.defineProperty(event, 'target', { value: target })
  return event
}

beforeEach(() => {
  reset()
  document.body.innerHTML = '<input id="field"><button id="button"></button><p id="text"></p>'
})
const element = (id: string): HTMLElement => document.getElementById(id)!

it('[KEYS1] a shortcut acts on the page and never while somebody types', () => {
  const list = useShortcutList()
  const run = vi.fn<() => void>()
  list.add({ key: '/', label: 'x', run })
  expect(list.press(typed(element('field'), '/'))).toBe(false)
  expect(list.press(typed(element('text'), '/'))).toBe(true)
  expect(run).toHaveBeenCalledOnce()
})

it('[KEYS2] Enter on a button presses that button, not the shortcut', () => {
  const list = useShortcutList()
  const run = vi.fn<() => void>()
  list.add({ key: 'Enter', label: 'x', run })
  expect(list.press(typed(element('button'), 'Enter'))).toBe(false)
  expect(list.press(typed(element('text'), 'Enter'))).toBe(true)
})

it('[KEYS3] the newest shortcut wins, and only while it may', () => {
  const list = useShortcutList()
  const [older, newer] = [vi.fn<() => void>(), vi.fn<() => void>()]
  list.add({ key: 'f', label: 'x', run: older })
  const remove = list.add({ key: 'f', label: 'x', run: newer })
  list.press(typed(element('text'), 'F'))
  remove()
  list.press(typed(element('text'), 'f'))
  expect(newer).toHaveBeenCalledOnce()
  expect(older).toHaveBeenCalledOnce()
})

it('[KEYS4] while a dialog is open or somebody types no key reaches the page, Escape neither', () => {
  const list = useShortcutList()
  const run = vi.fn<() => void>()
  list.add({ key: 'Enter', label: 'x', run })
  document.body.insertAdjacentHTML('beforeend', '<div role="dialog"></div>')
  expect(list.press(typed(element('text'), 'Enter'))).toBe(false)
})
