import { onScopeDispose, readonly, shallowRef, type ShallowRef } from 'vue'
import { DocumentLink, type DocumentLinkOptions, type LinkState } from './document-link.ts'
import { guardUnload } from './unsaved.ts'
import { peersOf, type Peer } from './peers.ts'

export interface UsedDocument {
  readonly link: DocumentLink
  readonly state: Readonly<ShallowRef<LinkState>>
  readonly peers: Readonly<ShallowRef<readonly Peer[]>>
}

/** Documents whose page was left before everything was stored, by name: they stay connected until it is, or until they are opened again. */
const left = new Map<string, DocumentLink>()

/** How to stop what was set up for a link that lives. */
const watches = new WeakMap<DocumentLink, () => void>()

/** Connects again as soon as the network is back, and warns before the window closes with something unsaved. */
function watchOver(link: DocumentLink): void {
  const unguard = guardUnload(window, () => link.hasUnsaved())
  const back = () => link.connect()
  const gone = () => link.doubt()
  window.addEventListener('online', back)
  window.addEventListener('offline', gone)
  watches.set(link, () => {
    unguard()
    window.removeEventListener('online', back)
    window.removeEventListener('offline', gone)
  })
}

function discard(link: DocumentLink): void {
  watches.get(link)?.()
  link.destroy()
}

/** Nothing that was typed ends with the page it was typed on; a refused edit waits to be looked at, a closed document is over. */
function leaveBehind(name: string, link: DocumentLink): void {
  left.set(name, link)
  const stop = link.on(() => {
    const { phase } = link.state
    if (left.get(name) !== link) return stop()
    if (link.hasUnsaved() && phase !== 'closed') return
    left.delete(name)
    stop()
    discard(link)
  })
}

/**
 * Opens a document for as long as the component lives: connects, reconnects, warns before the window is closed unsaved. Given
 * `unsaved`, a document that is left with something unsaved lives on until that is stored; `unsaved` hears of it.
 */
export function useDocument(options: DocumentLinkOptions, unsaved?: () => void): UsedDocument {
  const waiting = left.get(options.name)
  left.delete(options.name)
  const link = waiting ?? new DocumentLink(options)
  if (!waiting) watchOver(link)
  const state = shallowRef(link.state)
  const peers = shallowRef<readonly Peer[]>([])
  const stop = link.on(() => {
    state.value = link.state
  })
  const look = () => {
    peers.value = peersOf(link.awareness)
  }
  link.awareness.on('change', look)
  link.connect()
  onScopeDispose(() => {
    stop()
    link.awareness.off('change', look)
    if (unsaved && link.hasUnsaved() && link.state.phase !== 'closed') {
      link.awareness.setLocalState({ cursor: null })
      leaveBehind(options.name, link)
      if (link.state.phase !== 'synced') unsaved()
    } else discard(link)
  })
  return {
    link,
    state: readonly(state),
    peers: readonly(peers),
  }
}
