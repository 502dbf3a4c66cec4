import { ref } from 'vue'

/** Digits a number has at least. */
const fewest = 5

/** Under which name and number somebody is called who stands at the terminal. */
export function useCaller(known: string) {
  const name = ref(known)
  const phone = ref('')
  const missing = ref<'name' | 'phone' | null>(null)
  return {
    name,
    phone,
    missing,
    /** Whether somebody can be called so; says what is missing. */
    check(): boolean {
      const nobody = name.value.trim() === ''
      const wrong = phone.value.replaceAll(/\D/g, '').length < fewest
      missing.value = nobody ? 'name' : null
      if (!nobody && wrong) missing.value = 'phone'
      return missing.value === null
    },
  }
}
export type Caller = ReturnType<typeof useCaller>
