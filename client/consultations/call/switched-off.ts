import type { MediaKind } from './call-types.ts'

/** What a person switched off, for as long as it counts: through every talk that asks with the same name, and a reload. */
export interface SwitchedOff {
  has(kind: MediaKind): boolean
  set(kind: MediaKind, off: boolean): void
}

/** For one call alone. */
export function switchedOff(kinds: Iterable<MediaKind> = []): SwitchedOff {
  const off = new Set(kinds)
  return {
    has: (kind) => off.has(kind),
    set: (kind, now) => void (now ? off.add(kind) : off.delete(kind)),
  }
}

const known = new Map<string, SwitchedOff>()
const all: readonly MediaKind[] = ['audio', 'video']

/**
 * Kept under `lotse.off.<name>` for this tab, which forgets it like everything else of a citizen (`leaveNoTrace`). Nothing is kept
 * while both are on; where the browser refuses storage it lasts as long as the page.
 */
export function keptSwitchedOff(name: string): SwitchedOff {
  const before = known.get(name)
  if (before) return before
  const key = `lotse.off.${name}`
  const stored = tabStorage()?.getItem(key)?.split(' ') ?? []
  const off = switchedOff(all.filter((kind) => stored.includes(kind)))
  const kept: SwitchedOff = {
    has: (kind) => off.has(kind),
    set(kind, now) {
      off.set(kind, now)
      const value = all.filter((one) => off.has(one)).join(' ')
      if (value === '') tabStorage()?.removeItem(key)
      else tabStorage()?.setItem(key, value)
    },
  }
  known.set(name, kept)
  return kept
}

/** Access alone throws where cookies and storage are blocked. */
function tabStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    return undefined
  }
}
