import type { WipeProof } from '#shared/model/seat.ts'

/**
 * Deletes whatever a browser could still hold of a citizen and counts what is left, to be reported to the server. In the
 * browser of a desk what the desk itself keeps (its colours, its devices) stays; it belongs to no citizen.
 */
export async function leaveNoTrace(): Promise<WipeProof> {
  const shared = await clearSiteData()
  sessionStorage.clear()
  if (!shared) localStorage.clear()
  for (const { name } of await databases()) if (name !== undefined) indexedDB.deleteDatabase(name)
  if ('caches' in window) for (const name of await caches.keys()) await caches.delete(name)
  window.history.replaceState(null, '', window.location.pathname)
  return {
    storages: sessionStorage.length + (shared ? 0 : localStorage.length),
    databases: (await databases()).length,
    caches: 'caches' in window ? (await caches.keys()).length : 0,
  }
}

/** Asks the server for the header that clears what no program reaches; true when a desk lives in this browser too. */
async function clearSiteData(): Promise<boolean> {
  const answer = await fetch('/api/seat/wipe', { method: 'POST' })
  if (!answer.ok) throw new Error(`wipe: ${answer.status}`)
  return ((await answer.json()) as { shared: boolean }).shared
}

/** Where a browser does not list them, there are none: no page of a citizen keeps one. */
const databases = () => ('databases' in indexedDB ? indexedDB.databases() : Promise.resolve([]))
