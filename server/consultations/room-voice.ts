import type { ConsultationView } from '#shared/model/consultation.ts'
import type { ConsultationRecord } from '#shared/model/consultation-record.ts'
import type { CaseId, ConsultationId, PersonId } from '#shared/model/ids.ts'
import type { Act } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { confided, refuseApart, rejoined, voiceMoved } from './confidential-rules.ts'
import type { ConsultationCore, Meta } from './consultation-core.ts'
import { refuseTrainee } from './seat-guards.ts'

/** How long the citizen wants to talk alone: from now on, longer, or not any more. */
export type Confiding = 'alone' | 'more' | 'back'

/** One room, one microphone; and *Vertraulich*, which takes whoever advises out of the talk while the citizen goes on. */
export class RoomVoice {
  constructor(private readonly core: ConsultationCore) {}

  /** The adviser moves microphone and loudspeaker of the room to the citizen's screen, or back. */
  async move(act: Act, id: ConsultationId, to: 'desk' | 'screen', meta: Meta): Promise<ConsultationView> {
    const record = await this.#seated(act, id, meta)
    const actor = this.core.actorOf(act)
    const next = voiceMoved(record, actor.person, to)
    return this.core.viewFor(await this.core.change(act, record, next), actor)
  }

  /** From the desk: the adviser goes out. Back the citizen or a specialist calls, never who is out. */
  async confide(act: Act, id: ConsultationId, turn: 'begin' | 'end', meta: Meta): Promise<ConsultationView> {
    const record = await this.#seated(act, id, meta)
    const actor = this.core.actorOf(act)
    refuseApart(record, actor.person)
    const adviser = record.seats.some(({ person, role }) => person === actor.person && role === 'adviser')
    if (turn === 'begin' && !adviser) throw new Refused('E_FORBIDDEN', 'confidential-by-others')
    const next = turn === 'begin' ? confided(record, act.at) : rejoined(record, act.at)
    return this.core.viewFor(await this.core.change(act, record, next), actor)
  }

  /** From the citizen's own device, at once and without asking anybody. */
  async confideAt(
    act: Act,
    file: CaseId,
    id: ConsultationId,
    { person, wish }: { person: PersonId; wish: Confiding },
  ): Promise<void> {
    await this.core.lock(act.tx)
    const record = await this.core.parts.records.hold(act.tx, id)
    const mine = record?.seats.some((seat) => seat.person === person && seat.state === 'taken')
    if (record === undefined || record.case !== file || mine !== true)
      throw new Refused('E_STATE', 'no-talk-now')
    if (wish === 'more' && record.confidential === null) throw new Refused('E_STATE', 'not-confidential-now')
    const next = wish === 'back' ? rejoined(record, act.at) : confided(record, act.at)
    await this.core.change(act, record, next)
  }

  async #seated(act: Act, id: ConsultationId, meta: Meta): Promise<ConsultationRecord> {
    const record = await this.core.holdFor(act, id, 'consultation.join')
    const { person } = this.core.actorOf(act)
    if (!record.seats.some((seat) => seat.person === person && seat.state === 'taken'))
      throw new Refused('E_STATE', 'not-seated')
    refuseTrainee(record, person)
    this.core.checkRevision(record, meta)
    return record
  }
}
