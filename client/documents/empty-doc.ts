import * as Y from 'yjs'

/** A document with nothing in it, to compare with. */
export const emptyDoc = (): Y.Doc => new Y.Doc()
