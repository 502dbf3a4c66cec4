import type { CaseId, SessionId } from '#shared/model/ids.ts'
import type { PaperLook } from '#shared/model/seat.ts'

/** Nobody looks longer at a paper before it is stored, in milliseconds. */
const lookLifeMs = 10 * 60 * 1000

interface Look extends PaperLook {
  readonly case: CaseId
  readonly pictures: readonly Buffer[]
  readonly until: number
}

/** Papers under the camera that citizens look at before they are stored: in memory alone, one at each seat, for minutes. */
export class PaperLooks {
  readonly #bySeat = new Map<SessionId, Look>()

  /** The one before goes. */
  show(seat: SessionId, look: Pick<Look, 'id' | 'case' | 'pictures'>, at: Date): void {
    for (const [id, old] of this.#bySeat) if (old.until <= at.getTime()) this.#bySeat.delete(id)
    const pages = look.pictures.length
    this.#bySeat.set(seat, { ...look, pages, agreed: null, until: at.getTime() + lookLifeMs })
  }

  /** What lies at the seat, of the case it shows and of no other. */
  of(seat: SessionId, id: CaseId | null): PaperLook | null {
    const look = this.#bySeat.get(seat)
    if (!look || look.case !== id) return null
    return { id: look.id, pages: look.pages, agreed: look.agreed }
  }

  picture(seat: SessionId, id: CaseId, look: string, page: number): Buffer | undefined {
    const found = this.#bySeat.get(seat)
    return found?.case === id && found.id === look ? found.pictures[page] : undefined
  }

  answer(seat: SessionId, agreed: boolean): void {
    const look = this.#bySeat.get(seat)
    // Whatever was decided: the pictures are needed no longer.
    if (look) this.#bySeat.set(seat, { ...look, agreed, pictures: [] })
  }

  drop(seat: SessionId): void {
    this.#bySeat.delete(seat)
  }
}
