import { onMounted, ref, shallowRef } from 'vue'
import { auditCommands, type TrailRow } from '#shared/contract/audit-contract.ts'
import type { AuditGroup } from '#shared/model/audit.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { useSend } from '#client/ui/send.ts'
import { tell } from '#client/ui/told.ts'

export interface TrailWish {
  readonly number?: string
  readonly person?: string
  readonly group?: AuditGroup
  readonly day?: string
}

/** The rows found so far, the latest first. */
export function useTrail() {
  const link = useDeskLink()
  const { busy, problem, send } = useSend()
  const wish = shallowRef<TrailWish>({})
  const rows = shallowRef<readonly TrailRow[] | null>(null)
  const next = ref<number | null>(null)

  async function load(before: number | null): Promise<void> {
    await send('search', async () => {
      const body = { ...wish.value, ...(before !== null && { before }) }
      const told = await tell(() => link.request(auditCommands.searchTrail, body))
      if (told.ok) {
        rows.value = before === null ? told.value.rows : [...(rows.value ?? []), ...told.value.rows]
        next.value = told.value.next
      }
      return told
    })
  }
  const search = (wanted: TrailWish): Promise<void> => {
    wish.value = wanted
    return load(null)
  }
  onMounted(() => load(null))
  return { busy, problem, wish, rows, next, search, more: () => load(next.value) }
}
