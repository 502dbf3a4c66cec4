import { v7 as newId } from 'uuid'
import { onScopeDispose, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AnyCommand, BodyOf } from '#shared/contract/command.ts'
import { districtCommands, type DistrictView } from '#shared/contract/district-contract.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { sentenceOf, tell, type Told } from '#client/ui/told.ts'

/** The district as the administration sees it, live: another person's proposal or release shows at once. */
export function useDistrict() {
  const { t } = useI18n()
  const link = useDeskLink()
  const view = shallowRef<DistrictView | null>(null)
  const problem = shallowRef('')

  async function load(): Promise<void> {
    const told = await tell(() => link.request(districtCommands.readDistrict, {}))
    problem.value = told.ok ? '' : sentenceOf(t, told)
    if (told.ok) view.value = told.value
  }

  onScopeDispose(link.follow('district/current', { event: () => void load(), reset: load }))
  void load()

  async function decide<C extends AnyCommand>(command: C, body: BodyOf<C>): Promise<Told> {
    const told = await tell(() => link.request(command, body, { id: newId() }))
    if (told.ok) view.value = told.value as DistrictView
    else void load()
    return told
  }

  return {
    view,
    problem,
    load,
    release: (proposal: number, sha256: string) =>
      decide(districtCommands.releaseDistrict, { proposal, sha256 }),
    reject: (proposal: number, reason: string) =>
      decide(districtCommands.rejectDistrict, { proposal, reason }),
  }
}

export type LiveDistrict = ReturnType<typeof useDistrict>
