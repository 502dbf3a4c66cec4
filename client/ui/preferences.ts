import { ref, watch, type Ref } from 'vue'

/**
 * A choice that belongs to this browser and says nothing about a person: theme, sound. Kept under `lotse.<name>`; where
 * the browser refuses storage the choice lasts as long as the page.
 */
export function preference<T extends string>(name: string, allowed: readonly T[], fallback: T): Ref<T> {
  const key = `lotse.${name}`
  const choice = ref(read(key, allowed, fallback)) as Ref<T>
  watch(choice, (value) => write(key, value), { flush: 'sync' })
  return choice
}

function read<T extends string>(key: string, allowed: readonly T[], fallback: T): T {
  const stored = storage()?.getItem(key)
  return allowed.find((value) => value === stored) ?? fallback
}

function write(key: string, value: string): void {
  storage()?.setItem(key, value)
}

/** Access alone throws where cookies and storage are blocked. */
function storage(): Storage | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}
