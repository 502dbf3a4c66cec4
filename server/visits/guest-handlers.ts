import { guestCommands } from '#shared/contract/guest-contract.ts'
import { ask, route, secretRoute, type Route } from '#server/gateway/command-router.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { GuestHall } from './guest-hall.ts'
import type { GuestService } from './guest-service.ts'
import type { HomeTalk } from './home-talk.ts'

export function guestRoutes(guests: GuestService, hall: GuestHall, talk: HomeTalk, clock: Clock): Route[] {
  return [
    ask(guestCommands.listGuests, (tx, principal, body) =>
      guests.list(tx, principal, body.case, clock.now()),
    ),
    ask(guestCommands.listWaiting, (tx, principal) => guests.waiting(tx, principal, clock.now())),
    secretRoute(
      guestCommands.createInvitation,
      (act, body) => guests.invite(act, body),
      (made) => guests.said(made),
    ),
    route(guestCommands.moveInvitation, (act, body) => guests.move(act, body)),
    route(guestCommands.revokeInvitation, (act, body) => guests.revoke(act, body)),
    route(guestCommands.admitGuest, (act, body) => guests.admit(act, body)),
    route(guestCommands.removeGuest, (act, body) => guests.remove(act, body)),
    route(guestCommands.askGuest, (act, body) => guests.ask(act, body)),
    route(guestCommands.signGuest, (act, body) => guests.sign(act, body)),
    route(guestCommands.leadGuest, (act, body) => guests.lead(act, body)),
    ask(guestCommands.guestIce, (tx, principal, body) => talk.ice(tx, principal, body)),
    route(guestCommands.writeGuest, (act, body) => guests.write(act, body)),
    route(guestCommands.writeOffice, (act, body) => hall.write(act, body)),
    route(guestCommands.wishTime, (act, body) => hall.wishTime(act, body)),
  ]
}
