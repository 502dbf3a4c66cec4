import { Type } from 'typebox'
import type { CaseId, CaseServiceId, ConsultationId, CounterId } from '#shared/model/ids.ts'
import {
  consentQuestions,
  consentWays,
  penPhases,
  type ScreenView,
  type SeatView,
} from '#shared/model/seat.ts'
import { decision, question, type ValueOf } from './command.ts'
import type { consultationCommands } from './consultation-contract.ts'
import { closed, oneOf, slug, uuid } from './shapes.ts'

/** Body of `POST /api/counters/pair`: the code that the adviser's desk shows. */
export const pairing = closed({ code: Type.String({ minLength: 1, maxLength: 40 }) })

/** Answer of `POST /api/counters/<counter>/code`. */
export interface PairingCode {
  readonly code: string
  /** ISO instant. */
  readonly until: string
}

/** Body of `POST /api/counters/<counter>/look`: the pages as JPEG pictures, as they would be stored; answered with its id. */
export const paperLook = closed({
  case: uuid<CaseId>(),
  pages: Type.Array(Type.String({ pattern: '^/9j/[A-Za-z0-9+/]+={0,2}$', maxLength: 1_400_000 }), {
    minItems: 1,
    maxItems: 12,
  }),
})

/** Documents of services of one case. */
export const papersToSign = Type.Array(
  closed({ caseService: uuid<CaseServiceId>(), document: slug<string>() }),
  { maxItems: 40 },
)

const counter = slug<CounterId>()
const count = Type.Integer({ minimum: 0, maximum: 1_000_000 })

export const visitCommands = {
  /** The screens of the own office's counters. */
  listScreens: question<{ readonly screens: readonly ScreenView[] }>()(
    'screen:list',
    'screen.read',
    closed({}),
  ),
  /** Ends the session of the screen; it asks for a code again. */
  unpairScreen: decision<ScreenView>()('screen:unpair', 'screen.keep', closed({ counter })),
  /** Bürger liest mit: the screen shows this case. Refused while it still shows another one. */
  shareCase: decision<ScreenView>()(
    'screen:share',
    'screen.share',
    closed({ counter, case: uuid<CaseId>() }),
  ),
  /** Bürgerwechsel: nothing of the case is left on the screen, which proves it with `seat:wiped`. */
  changeCitizen: decision<ScreenView>()('screen:change', 'screen.keep', closed({ counter })),
  /** Blanks the screen (the adviser's lock) or brings it back. */
  blankScreen: decision<ScreenView>()(
    'screen:blank',
    'screen.keep',
    closed({ counter, show: oneOf(['case', 'nothing']) }),
  ),
  /** Asks for consent on the citizen's own screen; it answers with `consent:give` or `consent:refuse`. */
  askConsent: decision<ScreenView>()(
    'screen:ask',
    'screen.keep',
    closed({
      counter,
      /** Absent: `company`. */
      about: Type.Optional(oneOf(consentQuestions)),
    }),
  ),
  /** Puts papers before the citizen to be signed on the own screen (`signature:add`); an empty list takes them back. */
  signAtScreen: decision<ScreenView>()(
    'screen:sign',
    'screen.keep',
    closed({ counter, papers: papersToSign }),
  ),
  /** Where the adviser is now; the screen follows. */
  leadScreen: decision<null>()(
    'screen:lead',
    'screen.keep',
    closed({
      counter,
      step: slug<string>(),
      /** The service in front; absent: none. */
      caseService: Type.Optional(uuid<CaseServiceId>()),
    }),
  ),
  /** Somebody is working at the counter: the screen stays lit. */
  attendScreen: question<null>()('screen:attend', 'screen.keep', closed({ counter })),
  /** What the own screen shows. */
  viewSeat: question<SeatView>()('seat:view', 'seat.own', closed({})),
  /** Takes the citizen's seat in the talk that `SeatCase.call` names, or takes it again after a reload. */
  sitDown: decision<null>()('seat:sit', 'seat.own', closed({ consultation: uuid<ConsultationId>() })),
  /** Talks alone with the specialist, a quarter of an hour at a time, or calls whoever advises back at once. */
  confideSeat: decision<null>()(
    'seat:confide',
    'seat.own',
    closed({ consultation: uuid<ConsultationId>(), wish: oneOf(['alone', 'more', 'back']) }),
  ),
  /** Short-lived relay credentials for that talk, like `consultation:ice`. */
  seatIce: question<ValueOf<typeof consultationCommands.iceServers>>()(
    'seat:ice',
    'seat.own',
    closed({ consultation: uuid<ConsultationId>() }),
  ),
  /** The citizen is here: 90 s without a word blank the screen. */
  stirSeat: question<null>()('seat:stir', 'seat.own', closed({})),
  /** The citizen reads the paper in front or has begun to write on it; the desk sees it live. */
  tellPen: decision<null>()('seat:pen', 'seat.own', closed({ phase: oneOf(penPhases) })),
  /** Having refused consent, the citizen would rather have an appointment, or have it written. */
  chooseWay: decision<null>()('seat:way', 'seat.own', closed({ way: oneOf(consentWays) })),
  /** What the camera took may be stored, or not. */
  answerLook: decision<null>()(
    'seat:look',
    'seat.own',
    closed({ look: uuid<string>(), says: oneOf(['yes', 'no']) }),
  ),
  /** Everything of the last citizen is gone from this device. */
  wipedSeat: decision<null>()(
    'seat:wiped',
    'seat.own',
    closed({ storages: count, databases: count, caches: count }),
  ),
}
