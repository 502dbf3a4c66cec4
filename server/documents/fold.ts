import * as Y from 'yjs'
import type { Part } from './merge.ts'
import { noLimits, UpdateScan } from './update-scan.ts'

/**
 * One update for the present state out of many: applied in one transaction to a document that collects garbage, so that what
 * was deleted is gone from the bytes as well (`Y.mergeUpdates` would keep it).
 */
export function foldUpdates(updates: readonly Uint8Array[]): Part {
  const doc = new Y.Doc({ gc: true })
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  const bytes = Y.encodeStateAsUpdate(doc)
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    throw new Error('The log of a document has a gap')
  doc.destroy()
  return partOf(bytes)
}

/** Looks up where the parts of an update lie. */
export function partOf(bytes: Uint8Array): Part {
  const scan = new UpdateScan()
  scan.read(bytes, noLimits)
  return { bytes, sections: scan.sections, deleteSections: scan.deleteSections, deletesAt: scan.deletesAt }
}
