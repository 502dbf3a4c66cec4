import { interpreterCommands } from '#shared/contract/interpreter-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import { ask, askInSteps, route, secretRoute, type Route } from '#server/gateway/command-router.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { InterpretedTalk } from './interpreted-talk.ts'
import type { InterpreterSeat } from './interpreter-seat.ts'
import type { InterpreterService } from './interpreter-service.ts'

/** `heed` lets the connection of somebody in the talk hear that something happened there, and not what. */
export function interpreterRoutes(
  { service, seat, talk }: { service: InterpreterService; seat: InterpreterSeat; talk: InterpretedTalk },
  clock: Clock,
  heed: (principal: Principal, id: CaseId) => void,
): Route[] {
  return [
    ask(interpreterCommands.listInterpreters, (tx, principal, body) =>
      service.list(tx, principal, body.case, clock.now()),
    ),
    ask(interpreterCommands.listWaitingInterpreters, (tx, principal) =>
      service.waiting(tx, principal, clock.now()),
    ),
    secretRoute(
      interpreterCommands.inviteInterpreter,
      (act, body) => service.invite(act, body),
      (made) => service.said(made),
    ),
    route(interpreterCommands.revokeInterpreter, (act, body) => service.revoke(act, body)),
    route(interpreterCommands.admitInterpreter, (act, body) => service.admit(act, body)),
    route(interpreterCommands.removeInterpreter, (act, body) => service.remove(act, body)),
    route(interpreterCommands.writeInterpreter, (act, body) => service.write(act, body)),
    ask(interpreterCommands.interpreterIce, (tx, principal, body) => talk.ice(tx, principal, body)),
    askInSteps(interpreterCommands.viewInterpreting, async (acts, principal) => {
      const file = await acts.read((tx) => seat.caseOf(tx, principal, clock.now()))
      // Joined first and read second: what happens in between is heard twice rather than never.
      if (file !== null) heed(principal, file)
      return acts.read((tx) => seat.see(tx, principal, clock.now()))
    }),
    route(interpreterCommands.sitInterpreting, (act, body) => seat.sit(act, body.consultation)),
    // Looks into the store by itself, so that no read waits for a read.
    askInSteps(interpreterCommands.interpretingIce, (_acts, principal, body) =>
      seat.ice(principal, body.room),
    ),
    route(interpreterCommands.writeInterpreting, (act, body) => seat.write(act, body)),
  ]
}
