import { helpCommands } from '#shared/contract/help-contract.ts'
import { terminalCommands } from '#shared/contract/terminal-contract.ts'
import type { ConsultationId, PersonId } from '#shared/model/ids.ts'
import type { TurnGrant } from '#server/consultations/turn-credentials.ts'
import { ask, route, type Route } from '#server/gateway/command-router.ts'
import { Refused } from '#server/platform/refused.ts'
import type { HelpService } from './help-service.ts'
import type { TerminalService } from './terminal-service.ts'

export function terminalRoutes(
  terminals: TerminalService,
  help: HelpService,
  grant: (room: ConsultationId, person: PersonId) => TurnGrant,
): Route[] {
  return [
    route(terminalCommands.beginVisit, (act, body) => terminals.begin(act, body)),
    route(terminalCommands.endVisit, (act, body) => terminals.end(act, body)),
    route(helpCommands.askHelp, (act, body) => help.ask(act, body)),
    ask(helpCommands.listHelp, (tx, principal) => help.list(tx, principal)),
    route(helpCommands.takeHelp, (act, body) => help.take(act, body)),
    route(helpCommands.sayHelp, (act, body) => help.say(act, body)),
    route(helpCommands.talkHelp, (act, body) => help.talk(act, body)),
    ask(helpCommands.helpIce, async (tx, { person }, body) => {
      if ((await help.peers(tx, body.help, person)).length === 0)
        throw new Refused('E_NOT_FOUND', 'help-unknown')
      return grant(body.help as string as ConsultationId, person)
    }),
    route(helpCommands.endHelp, (act, body) => help.end(act, body)),
    route(helpCommands.wantCall, (act, body) => help.wantCall(act, body)),
    route(helpCommands.calledBack, (act, body) => help.calledBack(act, body)),
  ]
}
