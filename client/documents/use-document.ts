import { onScopeDispose, readonly, shallowRef, type ShallowRef } from 'vue'
import { DocumentLink, type DocumentLinkOptions, type LinkState } from './document-link.ts'
import { guardUnload } from './unsaved.ts'
import { peersOf, type Peer } from './peers.ts'

export interface UsedDocument {
  readonly link: DocumentLink
  readonly state: Readonly<ShallowRef<LinkState>>
  readonly peers: Readonly<ShallowRef<readonly Peer[]>>
}

/** Opens a document for as long as the component lives: connects, reconnects, warns before the page is left unsaved. */
export function useDocument(options: DocumentLinkOptions): UsedDocument {
  const link = new DocumentLink(options)
  const state = shallowRef(link.state)
  const peers = shallowRef<readonly Peer[]>([])
  const stop = link.on(() => {
    state.value = link.state
  })
  const look = () => {
    peers.value = peersOf(link.awareness)
  }
  link.awareness.on('change', look)
  const unguard = guardUnload(window, () => link.hasUnsaved())
  const back = () => link.connect()
  const gone = () => link.doubt()
  window.addEventListener('online', back)
  window.addEventListener('offline', gone)
  link.connect()
  onScopeDispose(() => {
    stop()
    unguard()
    window.removeEventListener('online', back)
    window.removeEventListener('offline', gone)
    link.awareness.off('change', look)
    link.destroy()
  })
  return {
    link,
    state: readonly(state),
    peers: readonly(peers),
  }
}
