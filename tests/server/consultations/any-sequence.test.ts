import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { tableStates, type ConsultationState, type ConsultationView } from '#shared/model/consultation.ts'
import type { ConsultationId } from '#shared/model/ids.ts'
import { isRefused } from './is-refused.ts'
import { DutyRoom, type Visitor } from './duty-room.ts'

const specialists = ['u.kessler', 'm.sahin', 'o.menge'] as const
const steps = [
  'request',
  'accept',
  'accept',
  'accept twice',
  'decline',
  'cancel',
  'wait',
  'write',
  'book',
  'hold',
  'resume',
  'end',
  'close',
  'leave',
  'join',
  'consent',
  'withdraw',
  'tab closes',
  'tab opens',
  'available',
  'away',
  'second',
  'stage',
  'restart',
] as const
const anyStep = fc.record({
  step: fc.constantFrom(...steps),
  who: fc.constantFrom(...specialists),
  at: fc.nat(3),
})
type Step = { step: (typeof steps)[number]; who: (typeof specialists)[number]; at: number }

/** One office, three specialists, up to four requests; every step may be refused, none may break anything. */
class Story {
  readonly ids: ConsultationId[] = []
  readonly states = new Map<ConsultationId, ConsultationState>()
  readonly accepted = new Map<ConsultationId, string>()
  readonly people = new Map<string, Visitor>()

  private constructor(public room: DutyRoom) {}

  /** Every story begins on an empty duty; making a database for each would take most of the time. */
  static async begin(place: DutyRoom): Promise<Story> {
    await sql`truncate callback, consultation, presence`.execute(place.database.kysely)
    const story = new Story(await DutyRoom.open({ database: place.database }))
    story.people.set('j.brandt', await story.room.comes('j.brandt'))
    for (const login of specialists) story.people.set(login, await story.room.onDuty(login))
    return story
  }

  async take({ step, who, at }: Step): Promise<void> {
    const { room } = this
    const brandt = this.people.get('j.brandt')!
    const person = this.people.get(who)!
    const id = this.ids[at % Math.max(1, this.ids.length)]
    const run = <T>(visitor: Visitor, work: (act: never) => Promise<T>) =>
      room.acts.run(visitor.principal, work as never)
    const { seating, callbacks } = room.consultations
    if (step === 'request') return this.#request(brandt)
    if (step === 'second') return room.pass(1)
    if (step === 'stage') return room.pass(20)
    if (step === 'restart') return this.#restart()
    if (step === 'tab closes') return person.close()
    if (step === 'tab opens') return person.open()
    if (step === 'available' || step === 'away') return void (await room.set(person, step))
    if (id === undefined) return
    const view = await room.view(brandt, id)
    if (step === 'accept') return void (await room.accept(person, id))
    if (step === 'accept twice') return this.#acceptTwice(id)
    if (step === 'decline') return void (await room.decline(person, id))
    if (step === 'cancel') return void (await room.cancel(brandt, id))
    if (step === 'wait') return void (await room.wait(brandt, id))
    if (step === 'write') return void (await run(brandt, (act) => callbacks.write(act, id, {})))
    if (step === 'book') return this.#book(brandt, id)
    if (step === 'hold') return void (await run(person, (act) => seating.hold(act, id, {})))
    if (step === 'resume') return void (await run(person, (act) => seating.resume(act, id, {})))
    if (step === 'end') return void (await run(person, (act) => seating.end(act, id, {})))
    if (step === 'leave') return void (await run(person, (act) => seating.leave(act, id, {})))
    if (step === 'join') return void (await run(person, (act) => seating.join(act, id)))
    if (step === 'close') return void (await room.close(brandt, id))
    if (step === 'consent') return void (await room.consent(brandt, view.case, 'file', 'audio'))
    return void (await room.withdraw(brandt, view.case, at % 2 === 0 ? 'file' : 'audio'))
  }

  async #request(brandt: Visitor): Promise<void> {
    if (this.ids.length < 4) this.ids.push((await this.room.asked(brandt)).id)
  }

  async #acceptTwice(id: ConsultationId): Promise<void> {
    const visitors = specialists.map((login) => this.people.get(login)!)
    const results = await Promise.allSettled(visitors.map((visitor) => this.room.accept(visitor, id)))
    for (const result of results)
      if (result.status === 'rejected' && !isRefused(result.reason)) throw result.reason
    const winners = results.filter((result) => result.status === 'fulfilled')
    this.#must(winners.length <= 1, 'never two winners')
  }

  async #book(brandt: Visitor, id: ConsultationId): Promise<void> {
    const { callbacks } = this.room.consultations
    const { slots } = await this.room.acts.read((tx) => callbacks.slots(tx, brandt.principal, id))
    const [slot] = slots
    if (slot)
      await this.room.acts.run(brandt.principal, (act) => callbacks.book(act, id, slot.from, slot.person, {}))
  }

  async #restart(): Promise<void> {
    this.room = await this.room.restart()
    for (const [login, old] of this.people) {
      const principal = { ...this.room.visitor(login).principal, session: old.principal.session }
      const leg = `${login}-tab` as never
      this.people.set(login, {
        principal,
        person: principal.person,
        open: () => this.room.presence.legOpened(principal, leg),
        close: () => this.room.presence.legClosed(principal, leg),
      })
      await this.people.get(login)!.open()
    }
  }

  #must(holds: boolean, rule: string): void {
    if (!holds) throw new Error(`Broken: ${rule}`)
  }

  /** What must hold between any two steps. */
  async check(): Promise<void> {
    const { room } = this
    const brandt = this.people.get('j.brandt')!
    const views = await Promise.all(this.ids.map((id) => room.view(brandt, id)))
    const rings = views.flatMap((view) => (view.state === 'ringing' ? (view.stage?.ringing ?? []) : []))
    const rung = rings.filter((ring) => ring.state === 'ringing').map((ring) => ring.person)
    const talking = views.filter((view) => atTable.includes(view.state)).map((view) => view.acceptedBy)
    this.#must(new Set(rung).size === rung.length, 'nobody rings in two places')
    this.#must(new Set(talking).size === talking.length, 'nobody talks in two places')
    for (const view of views) this.#checkOne(view)
    const persons = specialists.map((login) => this.people.get(login)!.person)
    const states = await room.acts.read((tx) => room.board.statesOf(tx, persons))
    for (const [person, state] of states) {
      this.#must((state === 'ringing') === rung.includes(person), 'who rings is shown as ringing')
    }
    if (room.faults.length > 0) throw room.faults[0]
  }

  #checkOne(view: ConsultationView): void {
    const winner = this.accepted.get(view.id)
    this.#must(winner === undefined || view.acceptedBy === winner, 'the winner stays the winner')
    if (view.acceptedBy !== null) this.accepted.set(view.id, view.acceptedBy)
    const rings = view.stage?.ringing.some((ring) => ring.state === 'ringing') ?? false
    this.#must(view.state !== 'ringing' || (rings && view.until !== null), 'a stage has somebody and an end')
    this.#must(view.disclosure === 0 || view.acceptedBy !== null, 'nothing is disclosed before a yes')
    const level = view.consents.includes('file') ? 2 : 1
    this.#must(
      !atTable.includes(view.state) || view.disclosure === level,
      'the file is open with consent only',
    )
    const before = this.states.get(view.id)
    const over =
      before !== undefined && ['closed', 'cancelled', 'written_request', 'callback_booked'].includes(before)
    this.#must(!over || view.state === before, 'what is over stays over')
    this.states.set(view.id, view.state)
  }

  /** Nobody does anything any more: time alone brings every request to where somebody has to decide. */
  async comesToRest(): Promise<void> {
    await this.room.pass(190)
    const brandt = this.people.get('j.brandt')!
    for (const id of this.ids) {
      const { state } = await this.room.view(brandt, id)
      this.#must(atRest.includes(state), `${state} is no place to rest`)
    }
  }
}

const atTable = tableStates
const atRest: readonly ConsultationState[] = [
  'exhausted',
  'accepted',
  'connected',
  'held',
  'closed',
  'cancelled',
  'callback_booked',
  'written_request',
]

test('[CALL12] any sequence of steps leaves legal states: never two winners, never a lost request', async () => {
  const place = await DutyRoom.open()
  const property = fc.asyncProperty(fc.array(anyStep, { minLength: 10, maxLength: 40 }), async (sequence) => {
    const story = await Story.begin(place)
    try {
      for (const step of [{ step: 'request', who: 'u.kessler', at: 0 } as const, ...sequence]) {
        await story.take(step).catch((error: unknown) => {
          if (!isRefused(error)) throw error
        })
        await story.check()
      }
      await story.comesToRest()
    } finally {
      await story.room.stop()
    }
  })
  const result = await fc.check(property, { numRuns: 25, seed: 11, endOnFailure: true })
  expect({ failed: result.failed, why: result.errorInstance, steps: result.counterexample }).toEqual({
    failed: false,
    why: null,
    steps: null,
  })
}, 300_000)
