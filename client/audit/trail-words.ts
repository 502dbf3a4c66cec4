import { useI18n } from 'vue-i18n'
import type { TrailRow } from '#shared/contract/audit-contract.ts'

/** Words for a row of the trail; an action without a word of its own keeps its code. */
export function useTrailWords() {
  const i18n = useI18n()
  return {
    actionOf(row: Pick<TrailRow, 'action'>): string {
      const names = [row.action, row.action.replace(':', '.')].map((name) => `actions.${name}`)
      const key = names.find((name) => i18n.te(name))
      return key === undefined ? row.action : i18n.t(key)
    },
    detailOf: (row: Pick<TrailRow, 'detail'>): string =>
      Object.entries(row.detail)
        .map(([key, value]) => i18n.t(`revision.detail.${key}`, { value: String(value ?? '') }))
        .join(' · '),
  }
}
