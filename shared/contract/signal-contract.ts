import { Type, type Static } from 'typebox'
import type { ConsultationId, LegId } from '#shared/model/ids.ts'
import { closed, uuid } from './shapes.ts'

/**
 * WebRTC signalling, ephemeral: relayed only between legs of one consultation (its seats, and while it rings the adviser and
 * those who are rung). `to` absent: to every other leg. The server adds `from` and `person`.
 */
export const signal = closed({
  consultation: uuid<ConsultationId>(),
  to: Type.Optional(Type.Unsafe<LegId>(Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' }))),
  data: Type.Union([
    /** I am here and ready for offers (sent after join, and by a ringing tab that prepares its transport). */
    closed({
      type: Type.Literal('hello'),
      /** Random name of the sending call; stays when its socket, and so `from`, changes. */
      self: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' })),
    }),
    closed({ type: Type.Literal('bye') }),
    closed({
      type: Type.Literal('description'),
      sdpType: Type.String({ maxLength: 12 }),
      sdp: Type.String({ maxLength: 48_000 }),
    }),
    closed({
      type: Type.Literal('candidate'),
      candidate: Type.String({ maxLength: 2_000 }),
      sdpMid: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
      sdpMLineIndex: Type.Union([Type.Integer({ minimum: 0, maximum: 64 }), Type.Null()]),
    }),
    /** What this leg sends now, so that the others can tell silence from a fault. */
    closed({
      type: Type.Literal('media'),
      audio: Type.Boolean(),
      video: Type.Boolean(),
      screen: Type.Boolean(),
    }),
    /** What somebody types along with the talk, as it grows; `done` ends the line. Empty and done: taken back. */
    closed({ type: Type.Literal('caption'), text: Type.String({ maxLength: 400 }), done: Type.Boolean() }),
    closed({ type: Type.Literal('text'), text: Type.String({ minLength: 1, maxLength: 1_000 }) }),
  ]),
})
export type Signal = Static<typeof signal>

/** As it arrives. */
export interface ReceivedSignal {
  readonly consultation: ConsultationId
  readonly from: LegId
  readonly person: string
  readonly name: string
  readonly data: Signal['data']
}
