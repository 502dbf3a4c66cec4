import { v7 as newId } from 'uuid'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { AnyCommand, BodyOf, ValueOf } from '#shared/contract/command.ts'
import { caseCommands } from '#shared/contract/case-contract.ts'
import { consultationCommands, type CallbackSlot } from '#shared/contract/consultation-contract.ts'
import type { EventBodies, StreamEvent } from '#shared/contract/stream-contract.ts'
import {
  liveConsultationStates,
  tableStates,
  type ConsultationView,
  type Outcome,
  type Urgency,
} from '#shared/model/consultation.ts'
import type { CaseId, CaseServiceId, PersonId } from '#shared/model/ids.ts'
import { staysOut } from '#shared/model/table-partners.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'

export interface Wish {
  readonly service: CaseServiceId
  readonly question: string
  readonly language: string
  readonly urgency: Urgency
  /** Adviser and specialist talk alone first. */
  readonly pretalk: boolean
}

/** The Zuschaltungen of one case as this person sees them: newest revision wins, from whichever stream it comes. */
export function useConsultation(caseId: CaseId, me: PersonId) {
  const link = useDeskLink()
  const all = shallowRef<ReadonlyMap<string, ConsultationView>>(new Map())
  const loaded = shallowRef(false)
  const newest = computed(() =>
    [...all.value.values()].toSorted((a, b) => b.requestedAt.localeCompare(a.requestedAt)),
  )
  /** The one this person has answered; the newest of them. */
  const own = computed(() => newest.value.find((one) => one.acceptedBy === me) ?? null)
  /** The one people wait, ring or talk in; else the one that wants an outcome; else the last. */
  const current = computed<ConsultationView | null>(() => {
    // Who had joined the talk of others and has left it has nothing to do with its table any more.
    if (own.value !== null && own.value.joins !== null && !tableStates.includes(own.value.state))
      return own.value
    const tables = newest.value.filter((one) => one.joins === null)
    return (
      tables.find((one) => liveConsultationStates.includes(one.state)) ??
      tables.find((one) => one.state === 'wrapup' || one.state === 'ended') ??
      tables[0] ??
      null
    )
  })
  /** Whose disclosure and question count for this person. */
  const seen = computed(() => own.value ?? current.value)
  /** Further specialists at, or on their way to, the present table; afterwards those who still see something. */
  const joining = computed(() =>
    newest.value.filter(
      (one) =>
        one.joins !== null &&
        one.joins === current.value?.id &&
        (liveConsultationStates.includes(one.state) || one.disclosure > 0),
    ),
  )
  /** The citizen talks alone with the specialists, and this person is not one of them. */
  const apart = computed(
    () =>
      newest.value.find(
        ({ confidential, seats }) =>
          confidential !== null && staysOut(seats.find(({ person }) => person === me)?.role ?? 'adviser'),
      ) ?? null,
  )
  /** The table at which this person sits; who is asked for now joins it. */
  const table = computed(() => {
    const at = current.value
    const sits = at?.seats.some((seat) => seat.person === me && seat.state === 'taken') === true
    return at !== null && sits && tableStates.includes(at.state) ? at : null
  })

  function take(view: ConsultationView): void {
    if (view.case !== caseId) return
    const known = all.value.get(view.id)
    if (known && known.rev > view.rev) return
    all.value = new Map(all.value).set(view.id, view)
  }

  function apply(event: StreamEvent): void {
    if (event.type !== 'consultation.changed') return
    take((event.body as EventBodies['consultation.changed']).consultation)
  }

  async function load(): Promise<void> {
    const told = await tell(() => link.request(consultationCommands.ofCase, { case: caseId }))
    loaded.value = true
    if (told.ok) for (const view of told.value.consultations) take(view)
  }

  const leave = [
    link.follow(`case/${caseId}`, { event: apply, reset: load }),
    link.follow(`person/${me}`, { event: apply, reset: load }),
  ]
  onScopeDispose(() => {
    for (const each of leave) each()
  })
  void load()

  /** Sends a decision whose answer is the new view. */
  async function decide<C extends AnyCommand>(command: C, body: BodyOf<C>): Promise<Told<ValueOf<C>>> {
    const told = await tell(() => link.request(command, body, { id: newId() }))
    if (told.ok && isView(told.value)) take(told.value)
    return told
  }

  async function request(wish: Wish, id: string): Promise<Told> {
    const told = await tell(() =>
      link.request(
        consultationCommands.request,
        { case: caseId, ...wish, ...(table.value && { joins: table.value.id, pretalk: false }) },
        { id },
      ),
    )
    await load()
    return told
  }

  const of = (view: ConsultationView) => ({ consultation: view.id })
  return {
    current,
    own,
    seen,
    joining,
    apart,
    table,
    newest,
    loaded,
    request,
    load,
    cancel: (view: ConsultationView) => decide(consultationCommands.cancel, of(view)),
    wait: (view: ConsultationView) => decide(consultationCommands.wait, of(view)),
    write: (view: ConsultationView) => decide(consultationCommands.write, of(view)),
    join: (view: ConsultationView) => decide(consultationCommands.join, of(view)),
    leave: (view: ConsultationView) => decide(consultationCommands.leave, of(view)),
    consent: (view: ConsultationView, answer: 'given' | 'refused' | 'withdrawn') =>
      decide(consultationCommands.consent, { ...of(view), answer }),
    colleagues: (view: ConsultationView) => decide(consultationCommands.colleagues, of(view)),
    observe: (view: ConsultationView, person: PersonId) =>
      decide(consultationCommands.observe, { ...of(view), person }),
    /** What the citizen says to a trainee at the table. */
    allowTrainee: (yes: boolean): Promise<Told<unknown>> =>
      yes
        ? decide(caseCommands.giveConsent, { case: caseId, scopes: ['trainee'], how: 'spoken' })
        : decide(caseCommands.refuseConsent, { case: caseId, scopes: ['trainee'] }),
    moveVoice: (view: ConsultationView, to: 'desk' | 'screen') =>
      decide(consultationCommands.moveVoice, { ...of(view), to }),
    confide: (view: ConsultationView, turn: 'begin' | 'end') =>
      decide(consultationCommands.confide, { ...of(view), turn }),
    connect: (view: ConsultationView) => decide(consultationCommands.connect, of(view)),
    findings: (view: ConsultationView) => decide(consultationCommands.findings, of(view)),
    hold: (view: ConsultationView) => decide(consultationCommands.hold, of(view)),
    resume: (view: ConsultationView) => decide(consultationCommands.resume, of(view)),
    end: (view: ConsultationView) => decide(consultationCommands.end, of(view)),
    close: (view: ConsultationView, outcome: Outcome, note: string) =>
      decide(consultationCommands.close, {
        ...of(view),
        outcome,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      }),
    slots: (view: ConsultationView) => decide(consultationCommands.slots, of(view)),
    book: async (view: ConsultationView, slot: CallbackSlot) => {
      const told = await decide(consultationCommands.book, {
        ...of(view),
        from: slot.from,
        person: slot.person,
      })
      await load()
      return told
    },
  }
}

export type Consultations = ReturnType<typeof useConsultation>

function isView(value: unknown): value is ConsultationView {
  return typeof value === 'object' && value !== null && 'caseService' in value && 'stage' in value
}
