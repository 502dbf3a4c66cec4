import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { v7 as newId } from 'uuid'
import { guestCommands, type Sent } from '#shared/contract/guest-contract.ts'
import type { InvitationView } from '#shared/model/invitation.ts'
import type { CaseId, CaseServiceId, InvitationId } from '#shared/model/ids.ts'
import type { ConsentQuestion, PaperToSign } from '#shared/model/seat.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { posted, tell, tellHttp, type Told } from '#client/ui/told.ts'

/** Citizens at home who were invited to the case in front, kept up by its stream. */
export const useGuests = defineStore('guests', () => {
  const link = useDeskLink()
  const invitations = shallowRef<readonly InvitationView[]>([])
  const loaded = ref(false)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const caseId = ref<CaseId | null>(null)
  let users = 0
  let leave = (): void => undefined

  /** Who came in from home and sits at the table now. */
  const admitted = computed(() => invitations.value.find(({ guest }) => guest?.admitted === true) ?? null)

  /** Reads the guests of a case and follows them until the result is called. */
  function start(id: CaseId): () => void {
    if (caseId.value !== id) {
      leave()
      users = 0
      invitations.value = []
      loaded.value = false
      caseId.value = id
    }
    users += 1
    if (users === 1) {
      leave = link.follow(`case/${id}`, {
        event: ({ type }) => {
          if (type === 'guests.changed') void load()
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
    const told = await tell(() => link.request(guestCommands.listGuests, { case: id }))
    if (caseId.value !== id) return
    problem.value = told.ok ? null : told
    if (!told.ok) return
    invitations.value = told.value.invitations
    loaded.value = true
  }

  const place = (invitation: InvitationId) => ({ case: caseId.value as CaseId, invitation })
  const once = () => ({ id: newId() })
  const invite = (at: string | null) =>
    tell(() =>
      link.request(
        guestCommands.createInvitation,
        { case: caseId.value as CaseId, ...(at === null ? {} : { at }) },
        once(),
      ),
    )
  /** By mail or short message; the address is kept nowhere. */
  const post = (invitation: InvitationId, by: Sent['by'], to: string) =>
    tellHttp<Sent>(`/api/cases/${caseId.value}/invitations/${invitation}/send`, posted({ by, to }))
  const move = (invitation: InvitationId, at: string) =>
    tell(() => link.request(guestCommands.moveInvitation, { ...place(invitation), at }, once()))
  const revoke = (invitation: InvitationId) =>
    tell(() => link.request(guestCommands.revokeInvitation, place(invitation), once()))
  const admit = (invitation: InvitationId) =>
    tell(() => link.request(guestCommands.admitGuest, place(invitation), once()))
  const remove = (invitation: InvitationId, sentence: string) =>
    tell(() => link.request(guestCommands.removeGuest, { ...place(invitation), sentence }, once()))
  const ask = (invitation: InvitationId, about: ConsentQuestion = 'company') =>
    tell(() => link.request(guestCommands.askGuest, { ...place(invitation), about }, once()))
  const sign = (invitation: InvitationId, papers: readonly PaperToSign[]) =>
    tell(() => link.request(guestCommands.signGuest, { ...place(invitation), papers: [...papers] }, once()))
  const lead = (invitation: InvitationId, step: string, service: CaseServiceId | undefined) =>
    tell(() =>
      link.request(
        guestCommands.leadGuest,
        { ...place(invitation), step, ...(service === undefined ? {} : { caseService: service }) },
        once(),
      ),
    )
  const write = (invitation: InvitationId, text: string) =>
    tell(() => link.request(guestCommands.writeGuest, { ...place(invitation), text }, once()))

  /** Relay credentials for the talk with a guest. @throws Error when the server refuses */
  async function ice(invitation: InvitationId) {
    const reply = await link.request(guestCommands.guestIce, place(invitation))
    if (!reply.ok) throw new Error(reply.code)
    return reply.value
  }

  return {
    invitations,
    loaded,
    problem,
    admitted,
    start,
    load,
    invite,
    post,
    move,
    revoke,
    admit,
    remove,
    ask,
    sign,
    lead,
    write,
    ice,
  }
})
