import { consultationCommands } from '#shared/contract/consultation-contract.ts'
import { ask, type Route } from '#server/gateway/command-router.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { FindingsOf } from './consultation-port.ts'
import type { CaseConsultations } from './case-consultations.ts'
import type { ConsultationService } from './consultation-service.ts'
import { turnCredentials, type TurnSettings } from './turn-credentials.ts'

export function caseConsultationRoutes(
  consultations: CaseConsultations,
  service: ConsultationService,
  turn: TurnSettings,
  clock: Clock,
  findings: FindingsOf,
): Route[] {
  return [
    ask(consultationCommands.ofCase, (tx, principal, body) =>
      consultations.list(tx, principal, body.case, clock.now()),
    ),
    ask(consultationCommands.findings, async (tx, principal, body) => {
      const view = await service.read(tx, principal, body.consultation)
      return { findings: view.disclosure === 0 ? [] : await findings(tx, view.case, view.caseService) }
    }),
    ask(consultationCommands.iceServers, async (tx, principal, body) => {
      const { id } = await service.read(tx, principal, body.consultation)
      return turnCredentials(turn, clock, id, principal.person)
    }),
  ]
}
