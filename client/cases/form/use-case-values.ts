import { onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type * as Y from 'yjs'
import type { FormValues } from '#shared/model/forms/values.ts'
import { FormDoc, type CaseForms } from './form-doc.ts'

/** Answers of every form of a case by case service, renewed with every change (at most once per task). */
export function useCaseValues(
  doc: Y.Doc,
  forms: ComputedRef<CaseForms>,
): Readonly<ShallowRef<ReadonlyMap<string, FormValues>>> {
  const values = shallowRef<ReadonlyMap<string, FormValues>>(new Map())
  const root = doc.getMap('forms')
  let waiting = false
  let ended = false
  const read = () => {
    waiting = false
    if (ended) return
    const written = new FormDoc(doc, forms.value)
    values.value = new Map(
      Object.entries(forms.value).map(([id, form]) => [id, written.values(id, form)] as const),
    )
  }
  const changed = () => {
    if (waiting) return
    waiting = true
    queueMicrotask(read)
  }
  root.observeDeep(changed)
  onScopeDispose(() => {
    ended = true
    root.unobserveDeep(changed)
  })
  watch(forms, read, { immediate: true })
  return values
}
