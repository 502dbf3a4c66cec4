import { onMounted, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { slipCommands } from '#shared/contract/slip-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { SlipState } from '#shared/model/slip.ts'
import type { Language } from '#shared/text/languages.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { saveFile } from '#client/ui/save-file.ts'
import { useSend } from '#client/ui/send.ts'
import { tell, type Told } from '#client/ui/told.ts'

/** The Laufzettel of a case, read anew after whatever changes it. `changed`: something that grows when the case does. */
export function useSlip(caseId: CaseId, changed: () => unknown) {
  const { t } = useI18n()
  const link = useDeskLink()
  const { busy, problem, send } = useSend()
  const language = ref<Language>('de')
  const state = shallowRef<SlipState | null>(null)

  async function read(): Promise<Told> {
    const wanted = language.value
    const told = await tell(() => link.request(slipCommands.readSlip, { case: caseId, language: wanted }))
    if (told.ok && wanted === language.value) state.value = told.value
    return told
  }
  const load = () => send('load', read)
  onMounted(load)
  watch([language, changed], () => void read())

  /** Done, and the sheet shows it. */
  const then = async (told: Told): Promise<Told> => (told.ok ? read() : told)
  return {
    busy,
    problem,
    language,
    state,
    load,
    issue: (note: string) =>
      send('issue', async () => {
        const body = { case: caseId, ...(note.trim() !== '' && { note: note.trim() }) }
        return then(await tell(() => link.request(slipCommands.issueSlip, body)))
      }),
    revoke: (reason: string) =>
      send('revoke', async () =>
        then(await tell(() => link.request(slipCommands.revokeSlip, { case: caseId, reason }))),
      ),
    pdf: () =>
      send('pdf', async () =>
        (await saveFile(
          () => fetch(`/api/cases/${caseId}/slip.pdf?language=${language.value}`),
          'laufzettel.pdf',
        ))
          ? { ok: true, value: null }
          : { ok: false, kind: 'refused', code: 'E_STORE', message: t('slips.pdfFailed') },
      ),
  }
}
