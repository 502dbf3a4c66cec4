import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { EventBodies, StreamEvent } from '#shared/contract/stream-contract.ts'
import { visitCommands, type PairingCode } from '#shared/contract/visit-contract.ts'
import type { CaseId, CaseServiceId, CounterId } from '#shared/model/ids.ts'
import type { ConsentQuestion, PaperToSign, ScreenView } from '#shared/model/seat.ts'
import { useSession } from '#client/identity/session-store.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, tellHttp, type Told } from '#client/ui/told.ts'

/** The citizens' screens of the own office, kept up by its stream. */
export const useScreens = defineStore('screens', () => {
  const link = useDeskLink()
  const session = useSession()
  const screens = shallowRef<readonly ScreenView[]>([])
  const loaded = ref(false)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  let users = 0
  let leave = (): void => undefined

  /** The screen beside this desk: the one that this person paired or shared last. */
  const own = computed(
    () =>
      screens.value.find(({ paired, terminal }) => terminal === null && paired?.keeper === session.me) ??
      null,
  )

  /** Reads the screens and follows them until the result is called. */
  function start(): () => void {
    const office = session.session?.office.id
    if (office === undefined) return () => undefined
    users += 1
    if (users === 1) leave = link.follow(`office/${office}`, { event: apply, reset: load })
    return () => {
      users -= 1
      if (users === 0) leave()
    }
  }

  async function load(): Promise<void> {
    const told = await tell(() => link.request(visitCommands.listScreens, {}))
    problem.value = told.ok ? null : told
    if (!told.ok) return
    screens.value = told.value.screens
    loaded.value = true
  }

  function apply(event: StreamEvent): void {
    if (event.type !== 'screen.changed') return
    const { screen } = event.body as EventBodies['screen.changed']
    screens.value = screens.value.map((one) => (one.counter === screen.counter ? screen : one))
  }

  /** A fresh code for the screen of a counter. */
  const code = (counter: CounterId) =>
    tellHttp<PairingCode>(`/api/counters/${counter}/code`, { method: 'POST' })

  const unpair = (counter: CounterId) => tell(() => link.request(visitCommands.unpairScreen, { counter }))

  const change = (counter: CounterId) => tell(() => link.request(visitCommands.changeCitizen, { counter }))
  const ask = (counter: CounterId, about: ConsentQuestion = 'company') =>
    tell(() => link.request(visitCommands.askConsent, { counter, about }))
  const sign = (counter: CounterId, papers: readonly PaperToSign[]) =>
    tell(() => link.request(visitCommands.signAtScreen, { counter, papers: [...papers] }))
  const attend = (counter: CounterId) => tell(() => link.request(visitCommands.attendScreen, { counter }))
  const share = (counter: CounterId, id: CaseId) =>
    tell(() => link.request(visitCommands.shareCase, { counter, case: id }))
  const blank = (counter: CounterId, show: 'case' | 'nothing') =>
    tell(() => link.request(visitCommands.blankScreen, { counter, show }))
  const lead = (counter: CounterId, step: string, service: CaseServiceId | undefined) =>
    tell(() =>
      link.request(visitCommands.leadScreen, {
        counter,
        step,
        ...(service === undefined ? {} : { caseService: service }),
      }),
    )

  return {
    change,
    ask,
    sign,
    attend,
    share,
    blank,
    lead,
    screens,
    loaded,
    problem,
    own,
    start,
    load,
    code,
    unpair,
  }
})
