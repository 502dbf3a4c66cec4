import { computed, shallowRef, watch } from 'vue'
import { catalogueCommands, type ServiceForm } from '#shared/contract/catalogue-contract.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import type { Form } from '#shared/model/forms/form.ts'
import type { SeatCase } from '#shared/model/seat.ts'
import { useDeskLink } from '#client/link/desk-link.ts'

/** The forms of the case at the terminal with their rules and the papers they ask for; each is read once. */
export function useTerminalCase(now: () => SeatCase) {
  const link = useDeskLink()
  const read = shallowRef<ReadonlyMap<string, ServiceForm>>(new Map())

  watch(
    now,
    async ({ services }) => {
      for (const { id, service } of services) {
        if (read.value.has(id)) continue
        const reply = await link.request(catalogueCommands.readForm, { service })
        if (reply.ok) read.value = new Map([...read.value, [id, reply.value]])
      }
    },
    { immediate: true },
  )

  return {
    read,
    /** Every service has been asked for its form. */
    ready: computed(() => now().services.every(({ id }) => read.value.has(id))),
    /** In the order of the case; a service without a form has none. */
    forms: computed<Readonly<Record<string, Form>>>(() =>
      Object.fromEntries(
        now().services.flatMap(({ id }) => {
          const schema = read.value.get(id)?.schema
          return schema ? [[id, formOf(schema)] as const] : []
        }),
      ),
    ),
  }
}
