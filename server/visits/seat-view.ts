import type { CaseView } from '#shared/model/case.ts'
import { counterOf } from '#shared/model/counter.ts'
import type { District, Office } from '#shared/model/district.ts'
import type { CounterId, ServiceId } from '#shared/model/ids.ts'
import type { PaperLook, PhoneAsk, ScreenView, SeatCase, SeatView } from '#shared/model/seat.ts'
import { readyToSign } from '#shared/model/signature.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { StoredSeat } from './visit-port.ts'

/** What other capabilities know of the case that the citizen may know as well. */
export type AtTheTable = Pick<
  SeatCase,
  | 'confirmations'
  | 'specialists'
  | 'trainees'
  | 'interpreters'
  | 'interpreted'
  | 'interpretedTalk'
  | 'pretalk'
  | 'call'
>

/** The citizen sees or hears people there now: touching nothing is no absence. */
export const talksThere = ({ call, interpretedTalk }: AtTheTable): boolean =>
  call?.seated === true || interpretedTalk !== null

/** A case as a screen shows it. */
export interface ShownCase {
  readonly file: CaseView
  readonly table: AtTheTable
  readonly look: PaperLook | null
  readonly phone: PhoneAsk | null
  readonly asksIdentity: (service: ServiceId) => boolean
}

/** The terminal a seat stands in; undefined for a screen beside a desk and for somebody at home. */
export function terminalOf(
  { counter }: Pick<StoredSeat, 'counter'>,
  district: Pick<District, 'offices'>,
): Office | undefined {
  const office = counter === null ? undefined : counterOf(district, counter)?.office
  return office?.kind === 'terminal' ? office : undefined
}

/** The screen of a counter for the staff of its office. */
export function screenViewOf(
  counter: CounterId,
  seat: StoredSeat | undefined,
  more: { number: string | null; connected: boolean; look: PaperLook | null },
  district: District,
): ScreenView {
  const number = counterOf(district, counter)?.number ?? 0
  const terminal = terminalOf({ counter }, district)?.name ?? null
  if (!seat) return { counter, number, terminal, paired: null }
  return {
    counter,
    number,
    terminal,
    paired: {
      since: seat.createdAt.toISOString(),
      connected: more.connected,
      keeper: seat.keeper,
      keeperName: nameOf(seat.keeper, district),
      case: seat.case,
      caseNumber: more.number,
      blank: seat.blank,
      asks: seat.asks,
      way: seat.way,
      look: more.look,
      signing: seat.signing,
      wiping: seat.wiping,
    },
  }
}

/** What the citizen's screen may know. `file` only while the case is shown. */
export function seatViewOf(
  seat: StoredSeat,
  { shown, guest, coversIn }: { shown: ShownCase | undefined } & Pick<SeatView, 'guest' | 'coversIn'>,
  district: District,
  terminal: SeatView['terminal'],
): SeatView {
  const office = district.offices.find((one) => one.id === seat.office)
  const authority = district.authorities.find((one) => one.id === office?.authority)
  const counter = seat.counter === null ? undefined : counterOf(district, seat.counter)
  return {
    seat: seat.id,
    counter: counter ? { id: counter.id, number: counter.number } : null,
    office: {
      name: office?.name ?? '',
      authorityName: authority?.name ?? '',
      district: district.name,
    },
    terminal,
    blank: seat.blank,
    coversIn,
    wipe: seat.wiping,
    guest,
    case: shown ? seatCaseOf(seat, shown, district) : null,
  }
}

function seatCaseOf(
  seat: StoredSeat,
  { file, table, look, phone, asksIdentity }: ShownCase,
  district: District,
): SeatCase {
  return {
    id: file.id,
    number: file.number,
    generation: file.generation,
    title: file.title,
    citizenName: file.citizen?.name ?? '',
    representative: file.representative,
    adviserName: nameOf(seat.keeper, district),
    closed: file.closedAt !== null,
    services: file.services
      .filter((one) => one.state !== 'cancelled')
      .map(({ id, service, title, authorityName, state, mode }) => ({
        id,
        service,
        title,
        authorityName,
        state,
        signable: readyToSign({ mode, state }),
        asksIdentity: asksIdentity(service),
      })),
    step: seat.step,
    caseService: seat.caseService,
    consents: file.consents,
    asks: seat.asks,
    way: seat.way,
    look,
    phone,
    signing: seat.signing,
    ...table,
  }
}
