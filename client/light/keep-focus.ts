import { onMounted, onScopeDispose, type Ref } from 'vue'

/** Where one can stand by keyboard. */
const stands = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])'
const headings = 'h1, h2, h3, legend'

const usable = (one: Element): boolean =>
  one.isConnected && one.checkVisibility() && !one.matches(':disabled') && one.closest('[inert]') === null

/**
 * Keyboard and screen reader never fall back to the beginning of a page: what had the focus and goes away, or is switched off,
 * hands it to the heading or the control beside it, else to the heading of the page.
 */
export function keepFocus(root: Readonly<Ref<HTMLElement | null>>): void {
  let last: Element | null = null
  let around: HTMLElement[] = []

  function came({ target }: FocusEvent): void {
    if (!(target instanceof Element)) return
    last = target
    around = []
    for (let one = target.parentElement; one && one !== root.value; one = one.parentElement) around.push(one)
  }
  /** Who clicks beside everything wants to stand nowhere; what is taken away does not want that. */
  function went({ target }: FocusEvent): void {
    queueMicrotask(() => {
      if (target === last && last && usable(last) && document.activeElement === document.body) last = null
    })
  }
  function look(): void {
    const now = document.activeElement
    if (!last || usable(last) || (now !== document.body && now !== last)) return
    const heir = beside() ?? ofPage()
    if (!heir) return
    if (heir.tabIndex < 0 && !heir.hasAttribute('tabindex')) heir.tabIndex = -1
    heir.focus({ preventScroll: true })
  }
  function beside(): HTMLElement | undefined {
    const inside = around.filter((one) => one.isConnected && one.closest('main') && !one.matches('main'))
    for (const one of inside) {
      const found = first(one, headings) ?? first(one, stands)
      if (found) return found
    }
    return undefined
  }
  function ofPage(): HTMLElement | undefined {
    const main = root.value ? first(root.value, 'main') : undefined
    return main ? (first(main, 'h1') ?? main) : undefined
  }
  const first = (within: Element, what: string): HTMLElement | undefined =>
    [...within.querySelectorAll<HTMLElement>(what)].find(usable)

  const watch = new MutationObserver(look)
  onMounted(() => {
    if (!root.value) return
    root.value.addEventListener('focusin', came)
    root.value.addEventListener('focusout', went)
    watch.observe(root.value, {
      childList: true,
      subtree: true,
      attributeFilter: ['disabled', 'hidden', 'inert', 'style'],
    })
  })
  onScopeDispose(() => watch.disconnect())
}
