import { Type } from 'typebox'
import {
  declineReasons,
  outcomes,
  urgencies,
  type CallbackView,
  type ConsultationState,
  type ConsultationView,
  type StageView,
} from '#shared/model/consultation.ts'
import type {
  CallbackId,
  CaseId,
  CaseServiceId,
  ConsultationId,
  PersonId,
  ServiceId,
} from '#shared/model/ids.ts'
import { decision, question } from './command.ts'
import { closed, line, oneOf, paragraph, slug, uuid } from './shapes.ts'

const consultationId = uuid<ConsultationId>()
const only = closed({ consultation: consultationId })

/** Reply of `consultation:request`, as black-box programs rely on it. */
export interface RequestedConsultation {
  readonly id: ConsultationId
  readonly state: ConsultationState
  readonly stage: StageView | null
}

/** A slot of a person on duty that can be held for a callback. */
export interface CallbackSlot {
  readonly from: string
  readonly until: string
  readonly person: PersonId
  readonly personName: string
}

/** A red or amber Befund as level 1 shows it: what is asked and by which source, never what was answered. */
export interface OpenFinding {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly colour: 'red' | 'amber'
}

export const consultationCommands = {
  request: decision<RequestedConsultation>()(
    'consultation:request',
    'consultation.request',
    closed({
      case: uuid<CaseId>(),
      /** The catalogue id of the service, or the id of the service within the case. */
      service: Type.Union([slug<ServiceId>(), uuid<CaseServiceId>()]),
      question: line(300),
      language: Type.Optional(Type.String({ pattern: '^[a-z]{2}$' })),
      urgency: Type.Optional(oneOf(urgencies)),
      /** Adviser and specialist talk alone first, at most a minute. */
      pretalk: Type.Optional(Type.Boolean()),
      /** The talk of this case into which the specialist is brought; who asks sits there. */
      joins: Type.Optional(consultationId),
    }),
  ),
  read: question<ConsultationView>()('consultation:get', 'consultation.read', only),
  /** Those of a case that the person may see, the newest first. */
  ofCase: question<{ readonly consultations: readonly ConsultationView[] }>()(
    'consultation:list',
    'consultation.read',
    closed({ case: uuid<CaseId>() }),
  ),
  /** What the checks of the service found last, without any answer of the citizen: part of level 1. */
  findings: question<{ readonly findings: readonly OpenFinding[] }>()(
    'consultation:findings',
    'consultation.read',
    only,
  ),
  accept: decision<ConsultationView>()('consultation:accept', 'consultation.answer', only),
  decline: decision<{ readonly state: ConsultationState }>()(
    'consultation:decline',
    'consultation.answer',
    closed({ consultation: consultationId, reason: Type.Optional(oneOf(declineReasons)) }),
  ),
  cancel: decision<ConsultationView>()('consultation:cancel', 'consultation.request', only),
  /** Exhausted, and the adviser wants to wait on: rung as soon as somebody competent is free. */
  wait: decision<ConsultationView>()('consultation:wait', 'consultation.request', only),
  /** Exhausted, and the matter goes to the unit in writing. */
  write: decision<ConsultationView>()('consultation:write', 'consultation.request', only),
  /** Somebody of the unit answers a request in writing; once. */
  answerWritten: decision<ConsultationView>()(
    'consultation:answer',
    'consultation.answer',
    closed({ consultation: consultationId, text: paragraph(2000) }),
  ),
  /** Take a seat, or take it again after a reload: the same role and rights. */
  join: decision<ConsultationView>()('consultation:join', 'consultation.join', only),
  leave: decision<ConsultationView>()('consultation:leave', 'consultation.join', only),
  /** Ends the talk of the two alone before its time. */
  connect: decision<ConsultationView>()('consultation:connect', 'consultation.join', only),
  /** The citizen's answer for the authority of a second specialist, spoken and noted. */
  consent: decision<ConsultationView>()(
    'consultation:consent',
    'consent.record',
    closed({ consultation: consultationId, answer: oneOf(['given', 'refused', 'withdrawn']) }),
  ),
  /** Colleagues of the own office or unit who could sit along now. */
  colleagues: question<{
    readonly colleagues: readonly { readonly person: PersonId; readonly name: string }[]
  }>()('consultation:colleagues', 'consultation.join', only),
  /** Hospitation: a colleague sits along, seen by all, while the citizen consents to it (scope `trainee`). */
  observe: decision<ConsultationView>()(
    'consultation:observe',
    'consultation.join',
    closed({ consultation: consultationId, person: uuid<PersonId>() }),
  ),
  /**
   * One room, one microphone: the adviser moves that of the room to the citizen's screen beside the desk, or back; a second one
   * would whistle. Refused while there is no such screen in the talk, and while it is confidential.
   */
  moveVoice: decision<ConsultationView>()(
    'consultation:voice',
    'consultation.join',
    closed({ consultation: consultationId, to: oneOf(['desk', 'screen']) }),
  ),
  /**
   * Vertraulich: takes the adviser out (screen, sound, case on every transport) while the citizen talks with the specialist. Begun by
   * the adviser, ended by a specialist; by the citizen with `seat:confide`. Ends by itself with the talk, the citizen's seat or its time.
   */
  confide: decision<ConsultationView>()(
    'consultation:confide',
    'consultation.join',
    closed({ consultation: consultationId, turn: oneOf(['begin', 'end']) }),
  ),
  hold: decision<ConsultationView>()('consultation:hold', 'consultation.join', only),
  resume: decision<ConsultationView>()('consultation:resume', 'consultation.join', only),
  end: decision<ConsultationView>()('consultation:end', 'consultation.join', only),
  close: decision<ConsultationView>()(
    'consultation:close',
    'consultation.close',
    closed({
      consultation: consultationId,
      outcome: oneOf(outcomes),
      note: Type.Optional(Type.String({ maxLength: 500 })),
    }),
  ),
  slots: question<{ readonly slots: readonly CallbackSlot[]; readonly heldUntil: string }>()(
    'callback:slots',
    'consultation.request',
    only,
  ),
  book: decision<CallbackView>()(
    'callback:book',
    'consultation.request',
    closed({
      consultation: consultationId,
      from: Type.String({ maxLength: 40 }),
      person: uuid<PersonId>(),
      /** Where the citizen is called who asked at a terminal, and by which name. */
      phone: Type.Optional(line(40)),
      name: Type.Optional(line(120)),
    }),
  ),
  finishCallback: decision<CallbackView>()(
    'callback:done',
    'consultation.answer',
    closed({ callback: uuid<CallbackId>() }),
  ),
  /** Short-lived TURN credentials for one consultation (REST API of coturn, ≤ 10 min); empty without TURN. */
  iceServers: question<{
    readonly iceServers: readonly {
      readonly urls: string[]
      readonly username: string
      readonly credential: string
    }[]
    /** Seconds until they end; 0 without TURN. */
    readonly ttl: number
  }>()('consultation:ice', 'consultation.read', only),
}
