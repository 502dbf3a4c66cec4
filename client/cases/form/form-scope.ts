import { inject, type ComputedRef, type InjectionKey, type ShallowRef } from 'vue'
import type { Awareness } from 'y-protocols/awareness'
import type { Finding } from '#shared/model/checks/finding.ts'
import type { FormValues } from '#shared/model/forms/values.ts'
import type { Cursors } from './cursors.ts'
import type { FormDoc } from './form-doc.ts'

/** What every field of one form on the screen shares. */
export interface FormScope {
  readonly forms: ComputedRef<FormDoc>
  readonly id: string
  readonly values: ShallowRef<FormValues>
  readonly today: ComputedRef<string>
  readonly readonly: ComputedRef<boolean>
  readonly awareness: Awareness
  readonly cursors: ShallowRef<Cursors>
  findingAt(key: string): Finding | undefined
  enter(key: string): void
  leave(key: string): void
  /** Somebody wants to write a remark at the field; null where none are written. */
  readonly remark: ((key: string, title: string) => void) | null
}

export const formScope: InjectionKey<FormScope> = Symbol('form')

/** The form this field belongs to. @throws Error outside of a FormView. */
export function useFormScope(): FormScope {
  const scope = inject(formScope)
  if (!scope) throw new Error('a field needs a FormView around it')
  return scope
}
