import { defineStore } from 'pinia'
import { v7 as newId } from 'uuid'
import { computed, ref, shallowRef } from 'vue'
import { consultationCommands } from '#shared/contract/consultation-contract.ts'
import { dutyCommands, type DutyDesk } from '#shared/contract/duty-contract.ts'
import type { EventBodies, StreamEvent } from '#shared/contract/stream-contract.ts'
import { tableStates } from '#shared/model/consultation.ts'
import type {
  ChosenPresenceState,
  ConsultationView,
  DeclineReason,
  Outcome,
  PresenceState,
  RingCard,
} from '#shared/model/consultation.ts'
import type { CallbackId, ConsultationId } from '#shared/model/ids.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'

type SilencedWhy = EventBodies['consultation.silenced']['why']

/** A card on the screen: ringing, or telling why it leaves. */
export interface Ring {
  readonly card: RingCard
  readonly over: { readonly why: SilencedWhy; readonly byName: string | null } | null
  /** One command id per intent, so that a second press or a repeat after a lost answer does nothing twice. */
  readonly acceptId: string
}

/** How long a card that is over stays to be read. */
const farewellMs = 4_000
/** States that are over for the person at the counter and the specialist alike. */
const overStates: readonly ConsultationView['state'][] = [
  'closed',
  'cancelled',
  'callback_booked',
  'written_request',
  'answered',
]

/** States that change the lists of somebody who was not at the table: a promised call, a request in writing, its answer. */
const listedStates: readonly ConsultationView['state'][] = ['callback_booked', 'written_request', 'answered']

/** The specialist's side: own presence, what rings, the present consultation, callbacks and written requests. */
export const useDuty = defineStore('duty', () => {
  const link = useDeskLink()
  const desk = shallowRef<DutyDesk | null>(null)
  const state = ref<PresenceState | null>(null)
  const rings = shallowRef<ReadonlyMap<ConsultationId, Ring>>(new Map())
  const current = shallowRef<ConsultationView | null>(null)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const me = ref<string | null>(null)
  /** The latest request that nobody of the unit answered; told to its team lead. */
  const escalation = shallowRef<EventBodies['consultation.escalated'] | null>(null)

  /** The latest written answer to a question of this person. */
  const answered = shallowRef<ConsultationView | null>(null)

  const cards = computed(() => [...rings.value.values()])
  const ringing = computed(() => cards.value.filter((one) => one.over === null))

  /** Follows the person's stream until the result is called; the stream's start reads the page. */
  function start(person: string): () => void {
    me.value = person
    const leave = link.follow(`person/${person}`, { event: apply, reset: load })
    return () => {
      leave()
      me.value = null
      desk.value = null
      state.value = null
      current.value = null
      rings.value = new Map()
    }
  }

  async function load(): Promise<void> {
    const told = await tell(() => link.request(dutyCommands.readDesk, {}))
    problem.value = told.ok ? null : told
    if (told.ok) take(told.value)
  }

  function take(fresh: DutyDesk): void {
    desk.value = fresh
    state.value = fresh.state
    current.value = fresh.current
    const leaving = cards.value.filter((one) => one.over !== null)
    rings.value = new Map([...leaving, ...fresh.rings.map(known)].map((one) => [one.card.consultation, one]))
  }

  /** The card that is already on the screen, unless the server rings anew. */
  function known(card: RingCard): Ring {
    const here = rings.value.get(card.consultation)
    return here?.over === null && here.card.rev >= card.rev ? here : ringOf(card)
  }

  const ringOf = (card: RingCard): Ring => ({ card, over: null, acceptId: newId() })

  function apply(event: StreamEvent): void {
    if (event.type === 'consultation.ringing') show(event.body as EventBodies['consultation.ringing'])
    if (event.type === 'consultation.silenced') silence(event.body as EventBodies['consultation.silenced'])
    if (event.type === 'presence.changed') state.value = (event.body as EventBodies['presence.changed']).state
    if (event.type === 'consultation.escalated')
      escalation.value = event.body as EventBodies['consultation.escalated']
    if (event.type === 'consultation.changed')
      change((event.body as EventBodies['consultation.changed']).consultation)
  }

  function show(card: RingCard): void {
    put(card.consultation, known(card))
  }

  function silence(body: EventBodies['consultation.silenced']): void {
    const id = body.consultation as ConsultationId
    const here = rings.value.get(id)
    if (here === undefined) return
    if (body.why === 'accepted_here' || body.why === 'declined') {
      put(id, null)
      return
    }
    const over = { ...here, over: { why: body.why, byName: body.byName } }
    put(id, over)
    setTimeout(() => {
      if (rings.value.get(id) === over) put(id, null)
    }, farewellMs)
  }

  function put(id: ConsultationId, next: Ring | null): void {
    const copy = new Map(rings.value)
    if (next === null) copy.delete(id)
    else copy.set(id, next)
    rings.value = copy
  }

  /** Newest revision wins; a consultation that is over for good leaves, and the lists are read anew. */
  function change(view: ConsultationView): void {
    if (listedStates.includes(view.state)) void load()
    if (view.state === 'answered' && view.requestedBy === me.value) answered.value = view
    const here = current.value
    const along = view.seats.some((seat) => seat.person === me.value && seat.role === 'trainee')
    const mine = view.acceptedBy === me.value || along || here?.id === view.id
    if (!mine || (here?.id === view.id && here.rev > view.rev)) return
    const left = view.seats.some((seat) => seat.person === me.value && seat.state === 'left')
    if (!overStates.includes(view.state)) {
      // The talk goes on without this person.
      current.value = left && tableStates.includes(view.state) ? null : view
      return
    }
    if (here?.id === view.id) current.value = null
    if (!listedStates.includes(view.state)) void load()
  }

  /** Shown at once, taken back when the server says no. */
  async function choose(next: ChosenPresenceState): Promise<Told> {
    const before = state.value
    state.value = next
    const told = await tell(() => link.request(dutyCommands.setPresence, { state: next }, { id: newId() }))
    if (told.ok) state.value = told.value.state
    else if (state.value === next) state.value = before
    return told
  }

  /** On success the value tells which case to open. */
  async function accept(id: ConsultationId): Promise<Told<ConsultationView>> {
    const ringNow = rings.value.get(id)
    const told = await tell(() =>
      link.request(consultationCommands.accept, { consultation: id }, { id: ringNow?.acceptId ?? newId() }),
    )
    if (told.ok) {
      put(id, null)
      change(told.value)
    }
    return told
  }

  /** The card leaves at once and comes back when the server did not take the no. */
  async function decline(id: ConsultationId, reason: DeclineReason): Promise<Told> {
    const before = rings.value.get(id)
    put(id, null)
    const told = await tell(() =>
      link.request(consultationCommands.decline, { consultation: id, reason }, { id: newId() }),
    )
    if (!told.ok && before !== undefined && told.kind === 'lost') put(id, before)
    return told
  }

  async function close(id: ConsultationId, outcome: Outcome, note: string): Promise<Told> {
    const body =
      note.trim() === '' ? { consultation: id, outcome } : { consultation: id, outcome, note: note.trim() }
    const told = await tell(() => link.request(consultationCommands.close, body, { id: newId() }))
    if (told.ok) change(told.value)
    return told
  }

  async function finishCallback(callback: CallbackId): Promise<Told> {
    const told = await tell(() =>
      link.request(consultationCommands.finishCallback, { callback }, { id: newId() }),
    )
    if (told.ok) await load()
    return told
  }

  async function answerWritten(consultation: ConsultationId, text: string): Promise<Told> {
    const told = await tell(() =>
      link.request(consultationCommands.answerWritten, { consultation, text: text.trim() }, { id: newId() }),
    )
    if (told.ok) await load()
    return told
  }

  return {
    desk,
    state,
    cards,
    ringing,
    current,
    problem,
    escalation,
    answered,
    start,
    load,
    choose,
    accept,
    decline,
    close,
    finishCallback,
    answerWritten,
  }
})
