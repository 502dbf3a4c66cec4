import { Type, type Static, type TSchema } from 'typebox'
import type { Action } from '#shared/model/permissions.ts'

/**
 * One thing a browser may ask for. The schema is the only description of the body: the server validates with it
 * and both sides take their types from it. `action` is the row of the rights table that guards it.
 */
export interface Command<Name extends string, Body extends TSchema, Value> {
  readonly name: Name
  readonly action: Action
  /** A question changes nothing and is not written down; a decision runs once per id, is stored and audited. */
  readonly kind: 'question' | 'decision'
  readonly body: Body
  /** Carries the reply type only; never read at run time. */
  readonly reply?: Value
}

export type AnyCommand = Command<string, TSchema, unknown>
export type BodyOf<C extends AnyCommand> = Static<C['body']>
export type ValueOf<C> = C extends Command<string, TSchema, infer Value> ? Value : never

export function decision<Value>() {
  return <Name extends string, Body extends TSchema>(
    name: Name,
    action: Action,
    body: Body,
  ): Command<Name, Body, Value> => ({ name, action, kind: 'decision', body })
}

export function question<Value>() {
  return <Name extends string, Body extends TSchema>(
    name: Name,
    action: Action,
    body: Body,
  ): Command<Name, Body, Value> => ({ name, action, kind: 'question', body })
}

/**
 * The packet around every body. `id` is a UUIDv7 made once per user intent; `rev` the revision the user saw; `language` what the page
 * shows, for the sentence of a refusal (`saidLanguage`): the same act in whatever language.
 */
export const packet = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }),
    rev: Type.Optional(Type.Integer({ minimum: 0 })),
    language: Type.Optional(Type.String({ maxLength: 40 })),
    body: Type.Unknown(),
  },
  { additionalProperties: false },
)
export type Packet = Static<typeof packet>
