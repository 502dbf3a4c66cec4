import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { v7 as newId } from 'uuid'
import type { Sent } from '#shared/contract/guest-contract.ts'
import { interpreterCommands } from '#shared/contract/interpreter-contract.ts'
import type { CaseId, InterpreterId } from '#shared/model/ids.ts'
import type { InterpretedLanguage } from '#shared/model/interpreted-language.ts'
import type { InterpreterView } from '#shared/model/interpreter.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { posted, tell, tellHttp, type Told } from '#client/ui/told.ts'

/** Who was asked to interpret in the case in front, waits or interprets; kept up by its stream. */
export const useInterpreters = defineStore('interpreters', () => {
  const link = useDeskLink()
  const interpreters = shallowRef<readonly InterpreterView[]>([])
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const caseId = ref<CaseId | null>(null)
  let users = 0
  let leave = (): void => undefined

  /** In the talk, whoever came in first. */
  const there = computed(() =>
    interpreters.value
      .filter(({ seat }) => typeof seat?.admitted === 'string')
      .toSorted((one, other) => orderOf(one).localeCompare(orderOf(other))),
  )

  /** Reads those of a case and follows them until the result is called. */
  function start(id: CaseId): () => void {
    if (caseId.value !== id) {
      leave()
      users = 0
      interpreters.value = []
      caseId.value = id
    }
    users += 1
    if (users === 1) {
      leave = link.follow(`case/${id}`, {
        event: ({ type }) => {
          if (type === 'interpreters.changed') void load()
        },
        reset: load,
      })
      void load()
    }
    return () => {
      if (caseId.value !== id) return
      users -= 1
      if (users > 0) return
      leave()
      caseId.value = null
    }
  }

  async function load(): Promise<void> {
    const id = caseId.value
    if (id === null) return
    const told = await tell(() => link.request(interpreterCommands.listInterpreters, { case: id }))
    if (caseId.value !== id) return
    problem.value = told.ok ? null : told
    if (told.ok) interpreters.value = told.value.interpreters
  }

  const place = (interpreter: InterpreterId) => ({ case: caseId.value as CaseId, interpreter })
  const once = () => ({ id: newId() })
  const invite = (language: InterpretedLanguage, who: string) =>
    tell(() =>
      link.request(
        interpreterCommands.inviteInterpreter,
        { case: caseId.value as CaseId, language, who },
        once(),
      ),
    )
  /** By mail or short message; the address is kept nowhere. */
  const post = (one: InterpreterId, by: Sent['by'], to: string) =>
    tellHttp<Sent>(`/api/cases/${caseId.value}/interpreters/${one}/send`, posted({ by, to }))
  const revoke = (one: InterpreterId) =>
    tell(() => link.request(interpreterCommands.revokeInterpreter, place(one), once()))
  const admit = (one: InterpreterId) =>
    tell(() => link.request(interpreterCommands.admitInterpreter, place(one), once()))
  const remove = (one: InterpreterId, sentence: string) =>
    tell(() => link.request(interpreterCommands.removeInterpreter, { ...place(one), sentence }, once()))
  const write = (one: InterpreterId, text: string) =>
    tell(() => link.request(interpreterCommands.writeInterpreter, { ...place(one), text }, once()))

  /** Relay credentials for the talk with an interpreter. @throws Error when the server refuses */
  async function ice(one: InterpreterId) {
    const reply = await link.request(interpreterCommands.interpreterIce, place(one))
    if (!reply.ok) throw new Error(reply.code)
    return reply.value
  }

  return { interpreters, problem, there, start, invite, post, revoke, admit, remove, write, ice }
})

const orderOf = ({ id, seat }: InterpreterView): string => `${seat?.admitted ?? ''} ${id}`
