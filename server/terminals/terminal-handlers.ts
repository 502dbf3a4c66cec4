import { terminalCommands } from '#shared/contract/terminal-contract.ts'
import { route, type Route } from '#server/gateway/command-router.ts'
import type { TerminalService } from './terminal-service.ts'

export function terminalRoutes(terminals: TerminalService): Route[] {
  return [
    route(terminalCommands.beginVisit, (act, body) => terminals.begin(act, body)),
    route(terminalCommands.endVisit, (act, body) => terminals.end(act, body)),
  ]
}
