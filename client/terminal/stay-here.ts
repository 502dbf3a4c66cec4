/**
 * No way leads out of the terminal: no menu of the browser, no pinching, nothing dragged away, and back stays where it is. What
 * a page cannot forbid (keys of the system, a second window) the kiosk mode of the device does, see docs/operation.md.
 */
export function stayHere(): void {
  const refuse = (event: Event) => event.preventDefault()
  for (const name of ['contextmenu', 'dragstart', 'gesturestart', 'auxclick'])
    document.addEventListener(name, refuse)
  document.addEventListener('wheel', (event) => event.ctrlKey && event.preventDefault(), { passive: false })
  document.addEventListener('keydown', (event) => {
    if (leadsAway(event)) event.preventDefault()
  })
  // An entry of history that is always in front: going back arrives at the same page.
  window.history.pushState(null, '')
  window.addEventListener('popstate', () => window.history.pushState(null, ''))
}

function leadsAway({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (altKey && ['ArrowLeft', 'ArrowRight', 'Home'].includes(key)) return true
  if ((ctrlKey || metaKey) && ['l', 'n', 'o', 'p', 's', 't', 'u', '+', '-', '0'].includes(key.toLowerCase()))
    return true
  return ['F1', 'F3', 'F5', 'F6', 'F7', 'F11', 'F12', 'BrowserBack', 'BrowserForward'].includes(key)
}
