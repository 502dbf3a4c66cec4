import { consultationCommands as commands } from '#shared/contract/consultation-contract.ts'
import { ask, route, type Route } from '#server/gateway/command-router.ts'
import type { ConsultationService } from './consultation-service.ts'

/** All commands about consultations but `consultation:ice`, which needs the TURN settings. */
export function consultationRoutes(service: ConsultationService): Route[] {
  const { ringing, answering, seating, callbacks, company, trainees, room } = service
  return [
    route(commands.request, (act, body, meta) => ringing.request(act, body, meta)),
    ask(commands.read, (tx, principal, { consultation }) => service.read(tx, principal, consultation)),
    route(commands.accept, (act, { consultation }, meta) => answering.accept(act, consultation, meta)),
    route(commands.decline, (act, { consultation, reason }, meta) =>
      ringing.decline(act, consultation, reason ?? 'other', meta),
    ),
    route(commands.cancel, (act, { consultation }, meta) => ringing.cancel(act, consultation, meta)),
    route(commands.wait, (act, { consultation }, meta) => ringing.wait(act, consultation, meta)),
    route(commands.write, (act, { consultation }, meta) => callbacks.write(act, consultation, meta)),
    route(commands.join, (act, { consultation }) => seating.join(act, consultation)),
    route(commands.leave, (act, { consultation }, meta) => seating.leave(act, consultation, meta)),
    route(commands.connect, (act, { consultation }, meta) => seating.connect(act, consultation, meta)),
    route(commands.consent, (act, { consultation, answer }, meta) =>
      company.consent(act, consultation, answer, meta),
    ),
    ask(commands.colleagues, (tx, principal, { consultation }) =>
      trainees.candidates(tx, principal, consultation),
    ),
    route(commands.observe, (act, { consultation, person }, meta) =>
      trainees.bring(act, consultation, person, meta),
    ),
    route(commands.moveVoice, (act, { consultation, to }, meta) => room.move(act, consultation, to, meta)),
    route(commands.confide, (act, { consultation, turn }, meta) =>
      room.confide(act, consultation, turn, meta),
    ),
    route(commands.hold, (act, { consultation }, meta) => seating.hold(act, consultation, meta)),
    route(commands.resume, (act, { consultation }, meta) => seating.resume(act, consultation, meta)),
    route(commands.end, (act, { consultation }, meta) => seating.end(act, consultation, meta)),
    route(commands.close, (act, { consultation, outcome, note }, meta) =>
      seating.close(act, consultation, outcome, note ?? null, meta),
    ),
    ask(commands.slots, (tx, principal, { consultation }) => callbacks.slots(tx, principal, consultation)),
    route(commands.book, (act, { consultation, from, person, phone, name }, meta) =>
      callbacks.book(act, consultation, from, person, { ...meta, phone, name }),
    ),
    route(commands.answerWritten, (act, { consultation, text }, meta) =>
      callbacks.answer(act, consultation, text, meta),
    ),
    route(commands.finishCallback, (act, { callback }) => callbacks.finish(act, callback)),
  ]
}
