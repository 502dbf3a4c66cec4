import { onScopeDispose, ref, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type * as Y from 'yjs'
import type { FormCheck } from '#shared/model/checks/check-form.ts'
import type { Finding } from '#shared/model/checks/finding.ts'
import type { Form } from '#shared/model/forms/form.ts'
import type { FormValues } from '#shared/model/forms/values.ts'
import type { FormDoc } from './form-doc.ts'

/** The values of a form as they stand in the document, renewed with every change (at most once per task). */
export function useFormValues(forms: FormDoc, id: string, form: Form): ShallowRef<FormValues> {
  const values = shallowRef<FormValues>(forms.values(id, form))
  const root = forms.doc.getMap('forms')
  let waiting = false
  let ended = false
  const refresh = () => {
    waiting = false
    if (!ended) values.value = forms.values(id, form)
  }
  const changed = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) => {
    if (waiting || !events.some((event) => event.path.length === 0 || event.path[0] === id || linked(forms)))
      return
    waiting = true
    queueMicrotask(refresh)
  }
  root.observeDeep(changed)
  onScopeDispose(() => {
    ended = true
    root.unobserveDeep(changed)
  })
  return values
}

/** With other forms beside it, a change there may change where a value comes from. */
function linked(forms: FormDoc): boolean {
  return Object.keys(forms.forms).length > 1
}

/** Milliseconds without typing before an error is shown in the field one is still in. */
const settleTime = 800

/** Which findings to show: errors in the field being typed in wait until the typing rests, missing ones until it was left. */
export function useShownFindings(check: ComputedRef<FormCheck>, showMissing: () => boolean) {
  const focused = ref<string | null>(null)
  const settled = ref(true)
  const left = ref(new Set<string>())
  let timer: ReturnType<typeof setTimeout> | undefined
  const rest = () => {
    settled.value = true
  }
  watch(check, () => {
    if (focused.value === null) return
    settled.value = false
    clearTimeout(timer)
    timer = setTimeout(rest, settleTime)
  })
  onScopeDispose(() => clearTimeout(timer))

  const findingAt = (key: string): Finding | undefined => {
    const here = focused.value === key
    const missing = check.value.missing.get(key)
    if (missing) return (showMissing() || left.value.has(key)) && !here ? missing : undefined
    const finding = check.value.findings.get(key)
    return finding?.level === 'error' && here && !settled.value ? undefined : finding
  }
  return {
    focused,
    findingAt,
    enter(key: string) {
      focused.value = key
      settled.value = true
    },
    leave(key: string) {
      left.value.add(key)
      if (focused.value === key) focused.value = null
    },
  }
}
