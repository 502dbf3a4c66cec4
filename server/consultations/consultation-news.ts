import type { EventBodies } from '#shared/contract/stream-contract.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { ConsultationRecord, Ring } from '#shared/model/consultation-record.ts'
import { isOutsider } from '#shared/model/table-partners.ts'
import type { Acting } from '#server/cases/acting.ts'
import type { Act } from '#server/platform/act.ts'
import type { DistrictNames } from '#server/duty/district-names.ts'
import type { OnDisclosureChanged } from './consultation-port.ts'
import { consultationView, outsideView, ringCards } from './consultation-view.ts'
import { atTable } from './consultation-rules.ts'

type SilencedWhy = EventBodies['consultation.silenced']['why']

/** What a change means for everybody else; read off from the difference, so that no way of changing can forget somebody. */
export class ConsultationNews {
  constructor(
    private readonly names: DistrictNames,
    private readonly onDisclosureChanged: OnDisclosureChanged,
  ) {}

  /** `acting`: for whom the consultation is asked for. */
  tell(act: Act, before: ConsultationRecord | null, after: ConsultationRecord, acting: Acting): void {
    this.#writeHistory(act, before, after, acting)
    this.#tellRings(act, before, after)
    this.#tellTable(act, after)
    this.#escalate(act, before, after)
    this.#disclose(act, before, after)
    this.#confide(act, before, after)
  }

  #tellRings(act: Act, before: ConsultationRecord | null, after: ConsultationRecord): void {
    for (const ring of ended(before, after)) {
      const why = whyOf(ring, after)
      const byName =
        why === 'accepted_elsewhere' && after.acceptedBy !== null ? this.names.person(after.acceptedBy) : null
      act.announce(`person/${ring.person}`, 'consultation.silenced', { consultation: after.id, why, byName })
    }
    const known = new Set((before?.rings ?? []).map(keyOf))
    for (const { ring, card } of ringCards(after, this.names)) {
      if (!known.has(keyOf(ring))) act.announce(`person/${ring.person}`, 'consultation.ringing', card)
    }
  }

  #tellTable(act: Act, after: ConsultationRecord): void {
    const view = consultationView(after, this.names)
    act.announce(`case/${after.case}`, 'consultation.changed', { consultation: view })
    for (const person of this.#concerned(after)) {
      const own = this.names.staff(person)?.office === after.office && person !== after.acceptedBy
      act.announce(`person/${person}`, 'consultation.changed', {
        consultation: own ? view : outsideView(after, this.names, person),
      })
    }
  }

  /** Who asked, who answered, who sits or sat there, who promised to call back; a written request and its answer reach the unit. */
  #concerned(record: ConsultationRecord): Set<PersonId> {
    // Who is no staff learns what concerns them by a view of their own, and never by that of the desk.
    const seats = record.seats.filter(({ role }) => !isOutsider(role)).map(({ person }) => person)
    const people = new Set([record.requestedBy, ...seats])
    if (record.acceptedBy !== null) people.add(record.acceptedBy)
    if (record.callback !== null) people.add(record.callback.person)
    if (record.state === 'written_request' || record.state === 'answered') {
      for (const person of this.names.district.staff) if (person.unit === record.unit) people.add(person.id)
    }
    return people
  }

  /** All stages in vain, or a promised callback missed: the team lead is told. */
  #escalate(act: Act, before: ConsultationRecord | null, after: ConsultationRecord): void {
    const inVain = after.state === 'exhausted' && before?.state !== 'exhausted' && after.stage === null
    const missed = after.callback?.state === 'missed' && before?.callback?.state === 'booked'
    if (!inVain && !missed) return
    for (const lead of this.names.district.staff) {
      if (!lead.teamLead || lead.unit !== after.unit) continue
      act.announce(`person/${lead.id}`, 'consultation.escalated', {
        consultation: after.id,
        unitName: this.names.unitName(after.unit),
        officeName: this.names.officeName(after.office),
        serviceTitle: this.names.serviceTitle(after.service),
      })
    }
  }

  #disclose(act: Act, before: ConsultationRecord | null, after: ConsultationRecord): void {
    const was = before?.disclosure ?? 0
    const person = after.acceptedBy
    if (was === after.disclosure || person === null) return
    act.record({
      action: after.disclosure > was ? 'disclosure.opened' : 'disclosure.closed',
      case: after.case,
      subject: after.id,
      history: true,
      detail: { level: after.disclosure, before: was, person },
    })
    act.afterCommit(() => this.onDisclosureChanged(after.case, person, after.disclosure))
  }

  /** The office goes out or comes back: what is open there is looked at now. */
  #confide(act: Act, before: ConsultationRecord | null, after: ConsultationRecord): void {
    const is = after.confidential !== null
    if (is === ((before?.confidential ?? null) !== null)) return
    act.record({
      action: is ? 'confidential.begun' : 'confidential.ended',
      case: after.case,
      subject: after.id,
      history: true,
      detail: { by: whoOf(act) },
    })
    const person = after.acceptedBy ?? after.requestedBy
    act.afterCommit(() => this.onDisclosureChanged(after.case, person, after.disclosure))
  }

  #writeHistory(
    act: Act,
    before: ConsultationRecord | null,
    after: ConsultationRecord,
    acting: Acting,
  ): void {
    const write = (action: string, detail: Readonly<Record<string, string | number | boolean | null>>) =>
      act.record({ action, case: after.case, subject: after.id, history: true, detail })
    if (before === null)
      write('consultation.requested', { service: after.service, unit: after.unit, ...acting })
    for (const ring of ended(before, after)) {
      if (ring.state === 'declined')
        write('consultation.declined', { person: ring.person, reason: ring.declined })
    }
    const started = after.stagesRung > (before?.stagesRung ?? 0) ? after.stage : null
    if (started !== null) {
      const people = after.rings.filter((ring) => ring.stage === started.number)
      write('consultation.ringing', { stage: started.number, reason: started.reason, people: people.length })
    }
    if (before?.acceptedBy === null && after.acceptedBy !== null) {
      const seconds = Math.round((act.at.getTime() - after.requestedAt.getTime()) / 1000)
      write('consultation.accepted', { person: after.acceptedBy, reason: after.acceptedBecause, seconds })
    }
    this.#writeTrainees(before, after, write)
    this.#writeCitizen(before, after, write)
    this.#writeState(before, after, write)
  }

  #writeTrainees(
    before: ConsultationRecord | null,
    after: ConsultationRecord,
    write: (action: string, detail: Readonly<Record<string, string>>) => void,
  ): void {
    const along = (record: ConsultationRecord | null) =>
      (record?.seats ?? []).flatMap(({ role, state, person }) =>
        role === 'trainee' && state !== 'left' ? [person] : [],
      )
    const [was, is] = [along(before), along(after)]
    for (const person of is) if (!was.includes(person)) write('trainee.joined', { person })
    for (const person of was) if (!is.includes(person)) write('trainee.left', { person })
  }

  #writeCitizen(
    before: ConsultationRecord | null,
    after: ConsultationRecord,
    write: (action: string, detail: Readonly<Record<string, string>>) => void,
  ): void {
    const there = (record: ConsultationRecord | null) =>
      record?.seats.some(({ role, state }) => role === 'citizen' && state !== 'left') === true
    if (there(after) && !there(before)) write('citizen.joined', {})
    if (there(before) && !there(after)) write('citizen.left', {})
  }

  #writeState(
    before: ConsultationRecord | null,
    after: ConsultationRecord,
    write: (action: string, detail: Readonly<Record<string, string | number | boolean | null>>) => void,
  ): void {
    if (before?.state === after.state || after.state === 'ringing' || after.state === 'accepted') {
      if (after.callback?.state !== before?.callback?.state && after.callback !== null && before?.callback) {
        write(`callback.${after.callback.state}`, { person: after.callback.person })
      }
      return
    }
    const ranOut = before !== null && atTable(before) && after.state === 'wrapup'
    const detail: Readonly<Record<string, string | number | boolean | null>> = ranOut
      ? { connected: after.connectedAt !== null }
      : { outcome: after.outcome, person: after.callback?.person ?? after.acceptedBy, ...said(after) }
    write(after.state === 'wrapup' ? 'consultation.ended' : `consultation.${after.state}`, detail)
  }
}

/** Whose doing it was; nobody's: the server's own clock. */
function whoOf({ actor }: Act): 'citizen' | 'staff' | 'clock' {
  if (actor === null) return 'clock'
  return actor.kind === 'guest' ? 'citizen' : 'staff'
}

/** What was typed at the end of it. */
function said({ state, note, answer }: ConsultationRecord): Readonly<Record<string, string>> {
  if (state === 'closed' && note !== null) return { note }
  return state === 'answered' && answer !== null ? { answer: answer.text } : {}
}

const keyOf = (ring: Ring): string => `${ring.stage}/${ring.person}/${ring.rev}`

/** Rings that rang before and do not any more. */
function ended(before: ConsultationRecord | null, after: ConsultationRecord): Ring[] {
  const rang = new Set((before?.rings ?? []).filter((ring) => ring.state === 'ringing').map(keyOf))
  return after.rings.filter((ring) => ring.state !== 'ringing' && rang.has(keyOf(ring)))
}

function whyOf(ring: Ring, after: ConsultationRecord): SilencedWhy {
  switch (ring.state) {
    case 'accepted':
      return 'accepted_here'
    case 'declined':
      return 'declined'
    case 'lost':
      return 'gone'
    case 'cancelled':
      return after.acceptedBy === null ? 'cancelled' : 'accepted_elsewhere'
    case 'timeout':
    case 'ringing':
      return 'timeout'
  }
}
