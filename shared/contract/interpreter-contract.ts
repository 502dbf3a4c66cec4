import { Type } from 'typebox'
import type { CaseId, ConsultationId, InterpreterId, OfficeId } from '#shared/model/ids.ts'
import { interpretedLanguages, type InterpretedLanguage } from '#shared/model/interpreted-language.ts'
import type { InterpreterPlace, InterpreterView, WaitingInterpreter } from '#shared/model/interpreter.ts'
import { decision, question, type ValueOf } from './command.ts'
import type { consultationCommands } from './consultation-contract.ts'
import type { Invitation } from './guest-contract.ts'
import { closed, line, oneOf, paragraph, uuid } from './shapes.ts'

const code = Type.String({ minLength: 1, maxLength: 80 })

/** Body of `POST /api/interpreters/redeem`; nobody sits down without the promise to keep secret and to record nothing. */
export const interpreterRedeeming = closed({ token: code, name: line(80), promised: Type.Literal(true) })

/** Body of `POST /api/interpreters/look`: asks what a code is for, without using it. */
export const interpreterLookingAt = closed({ token: code })

/** Answer of `POST /api/interpreters/look`: nothing about the case, only who asks and for which language. */
export interface InterpreterFace {
  readonly office: { readonly id: OfficeId; readonly name: string; readonly district: string }
  readonly keeperName: string
  readonly language: InterpretedLanguage
  readonly who: string
  /** ISO instant after which the code is worth nothing. */
  readonly until: string
}

/** An interpreter's link as it was made. */
export interface InterpreterLink {
  readonly id: InterpreterId
  /** Stored nowhere. */
  readonly code: string
  /** `PUBLIC_URL/dolmetschen#<code>`. */
  readonly link: string
  /** ISO instant. */
  readonly until: string
  /** How it can be sent from here, by `POST /api/cases/<case>/interpreters/<interpreter>/send`. */
  readonly ways: Invitation['ways']
}

const place = { case: uuid<CaseId>(), interpreter: uuid<InterpreterId>() }

export const interpreterCommands = {
  /** Who was asked to interpret in a case, waits or interprets. */
  listInterpreters: question<{ readonly interpreters: readonly InterpreterView[] }>()(
    'interpreter:list',
    'interpreter.keep',
    closed({ case: uuid<CaseId>() }),
  ),
  /** Everybody who waits to interpret for the own office, longest first. */
  listWaitingInterpreters: question<{ readonly waiting: readonly WaitingInterpreter[] }>()(
    'interpreter:waiting',
    'waiting.read',
    closed({}),
  ),
  /** A link of its own for somebody who interprets: one seat without the case at a time, for a day. */
  inviteInterpreter: decision<InterpreterLink>()(
    'interpreter:invite',
    'interpreter.keep',
    closed({ case: uuid<CaseId>(), language: oneOf(interpretedLanguages), who: line(120) }),
  ),
  /** The code is worth nothing any more; who came by it is out at once. */
  revokeInterpreter: decision<null>()('interpreter:revoke', 'interpreter.keep', closed(place)),
  /** Into the talk; only while the citizen agrees (scope `interpreter`). */
  admitInterpreter: decision<null>()('interpreter:admit', 'interpreter.keep', closed(place)),
  /** Out of the talk for good, with a sentence to read. */
  removeInterpreter: decision<null>()(
    'interpreter:remove',
    'interpreter.keep',
    closed({ ...place, sentence: Type.Optional(line(300)) }),
  ),
  /** A line to the interpreter; while one is in the talk, to everybody who reads it. */
  writeInterpreter: decision<null>()(
    'interpreter:write',
    'interpreter.keep',
    closed({ ...place, text: paragraph(1000) }),
  ),
  /** Short-lived relay credentials to talk with an interpreter one let in, while nobody else is brought in. */
  interpreterIce: question<ValueOf<typeof consultationCommands.iceServers>>()(
    'interpreter:ice',
    'interpreter.keep',
    closed(place),
  ),
  /** What the interpreter's own page shows. */
  viewInterpreting: question<InterpreterPlace>()('interpreting:view', 'interpreter.own', closed({})),
  /** Takes the interpreter's seat in the talk that `InterpreterPlace.call` names, or takes it again. */
  sitInterpreting: decision<null>()(
    'interpreting:sit',
    'interpreter.own',
    closed({ consultation: uuid<ConsultationId>() }),
  ),
  /** Short-lived relay credentials for that talk. */
  interpretingIce: question<ValueOf<typeof consultationCommands.iceServers>>()(
    'interpreting:ice',
    'interpreter.own',
    closed({ room: uuid<ConsultationId>() }),
  ),
  /** A line of the interpreter. */
  writeInterpreting: decision<null>()(
    'interpreting:write',
    'interpreter.own',
    closed({ text: paragraph(1000) }),
  ),
}
