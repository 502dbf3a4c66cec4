import { streamCommands } from '#shared/contract/stream-contract.ts'
import { ask, askInSteps, type Route } from './command-router.ts'
import type { StreamService } from './stream-service.ts'

export function streamRoutes(streams: StreamService): Route[] {
  return [
    askInSteps(streamCommands.resumeStream, (acts, principal, body) => streams.resume(acts, principal, body)),
    ask(streamCommands.leaveStream, (_tx, principal, body) => streams.leave(principal, body.stream)),
  ]
}
