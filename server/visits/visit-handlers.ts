import { visitCommands } from '#shared/contract/visit-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { ask, askInSteps, route, type Route } from '#server/gateway/command-router.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { ScreenConsent } from './screen-consent.ts'
import type { SeatTalk } from './seat-talk.ts'
import type { ScreenLooks } from './screen-looks.ts'
import type { ScreenSigning } from './screen-signing.ts'
import type { VisitService } from './visit-service.ts'

/** `heed` lets a connection hear that something happened in the case its seat shows. */
export function visitRoutes(
  visits: VisitService,
  {
    signing,
    consent,
    looks,
    talk,
  }: { signing: ScreenSigning; consent: ScreenConsent; looks: ScreenLooks; talk: SeatTalk },
  clock: Clock,
  heed: (principal: Principal, id: CaseId) => void,
): Route[] {
  return [
    ask(visitCommands.listScreens, (tx, principal) => visits.list(tx, principal, clock.now())),
    route(visitCommands.unpairScreen, (act, body) => visits.unpair(act, body)),
    route(visitCommands.shareCase, (act, body) => visits.share(act, body)),
    route(visitCommands.changeCitizen, (act, body) => visits.changeCitizen(act, body)),
    route(visitCommands.blankScreen, (act, body) => visits.blank(act, body)),
    route(visitCommands.askConsent, (act, body) => consent.ask(act, body)),
    route(visitCommands.signAtScreen, (act, body) => signing.put(act, body)),
    route(visitCommands.chooseWay, (act, body) => consent.choose(act, body)),
    route(visitCommands.answerLook, (act, body) => looks.answer(act, body)),
    route(visitCommands.tellPen, (act, body) => signing.tellPen(act, body)),
    route(visitCommands.leadScreen, (act, body) => visits.lead(act, body)),
    ask(visitCommands.attendScreen, (tx, principal, body) => visits.attend(tx, principal, body, clock.now())),
    askInSteps(visitCommands.viewSeat, async (acts, principal) => {
      const first = await acts.read((tx) => visits.see(tx, principal, clock.now()))
      if (first.case === null) return first
      // Joined first and read second: what happens in between is heard twice rather than never.
      heed(principal, first.case.id)
      return acts.read((tx) => visits.see(tx, principal, clock.now()))
    }),
    route(visitCommands.sitDown, (act, body) => talk.sit(act, body.consultation)),
    route(visitCommands.confideSeat, (act, body) => talk.confide(act, body)),
    // Looks into the store by itself, so that no read waits for a read.
    askInSteps(visitCommands.seatIce, (_acts, principal, body) => talk.ice(principal, body.consultation)),
    ask(visitCommands.stirSeat, (tx, principal) => visits.stir(tx, principal, clock.now())),
    route(visitCommands.wipedSeat, (act, body) => visits.wiped(act, body)),
  ]
}
