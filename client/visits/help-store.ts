import { defineStore } from 'pinia'
import { v7 as newId } from 'uuid'
import { computed, shallowRef } from 'vue'
import { helpCommands } from '#shared/contract/help-contract.ts'
import type { HelpView, WantedCall } from '#shared/model/help.ts'
import type { HelpId } from '#shared/model/ids.ts'
import { useSession } from '#client/identity/session-store.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell } from '#client/ui/told.ts'

/** Who asks for help at the terminals of the own office, and who left a number there; kept up by its stream. */
export const useHelp = defineStore('help', () => {
  const link = useDeskLink()
  const session = useSession()
  const helps = shallowRef<readonly HelpView[]>([])
  const calls = shallowRef<readonly WantedCall[]>([])
  const open = computed(() => helps.value.filter(({ takenBy }) => takenBy === null))
  const mine = computed(() => helps.value.filter(({ takenBy }) => takenBy === session.me))

  /** Follows until the result is called. */
  function start(): () => void {
    const office = session.session?.office.id
    if (office === undefined) return () => undefined
    return link.follow(`office/${office}`, {
      event: ({ type }) => {
        if (type === 'help.changed') void load()
      },
      reset: load,
    })
  }

  async function load(): Promise<void> {
    const told = await tell(() => link.request(helpCommands.listHelp, {}))
    if (!told.ok) return
    helps.value = told.value.helps
    calls.value = told.value.calls
  }

  async function take(help: HelpId) {
    const told = await tell(() => link.request(helpCommands.takeHelp, { help }, { id: newId() }))
    if (told.ok) helps.value = helps.value.map((one) => (one.id === help ? told.value : one))
    return told
  }

  /** Relay credentials for the talk with who asked. @throws Error when the server refuses */
  async function ice(help: HelpId) {
    const reply = await link.request(helpCommands.helpIce, { help })
    if (!reply.ok) throw new Error(reply.code)
    return reply.value
  }

  return {
    open,
    mine,
    calls,
    start,
    ice,
    take,
    say: (help: HelpId, text: string) =>
      tell(() => link.request(helpCommands.sayHelp, { help, text }, { id: newId() })),
    end: (help: HelpId) => tell(() => link.request(helpCommands.endHelp, { help }, { id: newId() })),
    called: (help: HelpId) => tell(() => link.request(helpCommands.calledBack, { help }, { id: newId() })),
  }
})
