import { useI18n } from 'vue-i18n'
import type { TrailRow } from '#shared/contract/audit-contract.ts'

/** Words for a row of the trail. A refused command without a word of its own is told by its name. */
export function useTrailWords() {
  const i18n = useI18n()
  /** Codes that have a word on the screen. */
  function wordOf(key: string, value: string): string {
    const places: Readonly<Record<string, string>> = {
      audience: 'revision.audiences',
      scope: 'consent.scopes',
    }
    const name = `${places[key] ?? ''}.${value}`
    return key in places && i18n.te(name) ? i18n.t(name) : value
  }
  return {
    actionOf(row: Pick<TrailRow, 'action'>): string {
      const names = [row.action, row.action.replace(':', '.')].map((name) => `actions.${name}`)
      const key = names.find((name) => i18n.te(name))
      return key === undefined ? i18n.t('revision.table.command', { name: row.action }) : i18n.t(key)
    },
    detailOf: (row: Pick<TrailRow, 'detail'>): string =>
      Object.entries(row.detail)
        .map(([key, value]) => i18n.t(`revision.detail.${key}`, { value: wordOf(key, String(value ?? '')) }))
        .join(' · '),
  }
}
