import { Compile } from 'typebox/compile'
import type { AnyCommand, BodyOf, Packet, ValueOf } from '#shared/contract/command.ts'
import { packet } from '#shared/contract/command.ts'
import { retryCodes, type RefusalCode, type Reply } from '#shared/contract/reply.ts'
import { canonicalJson } from '#shared/model/canonical.ts'
import { may, permissions } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Language } from '#shared/text/languages.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import type { Act, Acts, Tx } from '#server/platform/act.ts'
import { languageOfPacket } from '#server/platform/language-of.ts'
import type { Log } from '#server/platform/log.ts'
import { Refused } from '#server/platform/refused.ts'
import { sentenceFor } from '#server/platform/sentences.ts'
import { cleanJson } from './clean-json.ts'
import type { CommandLog } from './event-port.ts'

/** The revision the user saw, when the packet carried one. */
export interface Meta {
  readonly rev?: number
}

export interface Answer {
  readonly rev?: number
  readonly value: unknown
}

/** A command together with what answers it. */
export type Route = { readonly command: AnyCommand; readonly accepts: (body: unknown) => boolean } & (
  | {
      readonly kind: 'decision'
      /** Read before the transaction, because inside it nothing else may be waited for. */
      readonly prepare: (principal: Principal, body: unknown) => Promise<unknown>
      readonly carryOut: (act: Act, body: unknown, meta: Meta, prepared: unknown) => Promise<unknown>
      /** Adds to the stored answer what must not be stored, whenever it is said; absent: nothing. */
      readonly reveal?: (value: unknown) => unknown
    }
  | {
      readonly kind: 'question'
      readonly look: (principal: Principal, body: unknown, acts: Acts) => Promise<unknown>
    }
)

/** A decision: runs once per id, in one transaction with its events and audit rows. */
export function route<C extends AnyCommand>(
  command: C,
  handle: (act: Act, body: BodyOf<C>, meta: Meta) => Promise<ValueOf<C>>,
): Route {
  const schema = Compile(command.body)
  return {
    kind: 'decision',
    command,
    accepts: (body) => schema.Check(body),
    prepare: () => Promise.resolve(),
    carryOut: (act, body, meta) => handle(act, body as BodyOf<C>, meta),
  }
}

/** A decision whose answer holds a secret: `reveal` adds it whenever the answer is said, and it is stored without. */
export function secretRoute<C extends AnyCommand, Stored>(
  command: C,
  handle: (act: Act, body: BodyOf<C>, meta: Meta) => Promise<Stored>,
  reveal: (stored: Stored) => ValueOf<C>,
): Route {
  const schema = Compile(command.body)
  return {
    kind: 'decision',
    command,
    accepts: (body) => schema.Check(body),
    prepare: () => Promise.resolve(),
    carryOut: (act, body, meta) => handle(act, body as BodyOf<C>, meta),
    reveal: (value) => reveal(value as Stored),
  }
}

/**
 * A decision over the content of documents: `prepare` reads it before the transaction and tells nobody; `handle` asks for
 * the right and decides over what was read.
 */
export function routeOver<C extends AnyCommand, P>(
  command: C,
  prepare: (principal: Principal, body: BodyOf<C>) => Promise<P>,
  handle: (act: Act, body: BodyOf<C>, prepared: P, meta: Meta) => Promise<ValueOf<C>>,
): Route {
  const schema = Compile(command.body)
  return {
    kind: 'decision',
    command,
    accepts: (body) => schema.Check(body),
    prepare: (principal, body) => prepare(principal, body as BodyOf<C>),
    carryOut: (act, body, meta, prepared) => handle(act, body as BodyOf<C>, prepared as P, meta),
  }
}

/** A question: reads, changes nothing. */
export function ask<C extends AnyCommand>(
  command: C,
  handle: (tx: Tx, principal: Principal, body: BodyOf<C>) => Promise<ValueOf<C>>,
): Route {
  const schema = Compile(command.body)
  return {
    kind: 'question',
    command,
    accepts: (body) => schema.Check(body),
    look: (principal, body, acts) => acts.read((tx) => handle(tx, principal, body as BodyOf<C>)),
  }
}

/** A question that is more than one look at the store, e.g. joins a room between two looks. */
export function askInSteps<C extends AnyCommand>(
  command: C,
  handle: (acts: Acts, principal: Principal, body: BodyOf<C>) => Promise<ValueOf<C>>,
): Route {
  const schema = Compile(command.body)
  return {
    kind: 'question',
    command,
    accepts: (body) => schema.Check(body),
    look: (principal, body, acts) => handle(acts, principal, body as BodyOf<C>),
  }
}

const packetSchema = Compile(packet)

/** Parse → authorise → run once → reply; the only place that turns refusals and faults into answers. */
export class CommandRouter {
  readonly #routes: ReadonlyMap<string, Route>

  constructor(
    routes: readonly Route[],
    private readonly acts: Acts,
    private readonly commands: CommandLog,
    private readonly log: Log,
    private readonly count: (name: string, labels: Record<string, string>) => void,
  ) {
    this.#routes = new Map(routes.map((each) => [each.command.name, each]))
  }

  async answer(principal: Principal, name: string, sent: unknown): Promise<Reply<unknown>> {
    const reply = await this.#tryToAnswer(principal, name, sent)
    this.count('lotse_commands_total', {
      command: this.#routes.has(name) ? name : 'unknown',
      result: reply.ok ? 'ok' : reply.code,
    })
    return reply
  }

  async #tryToAnswer(principal: Principal, name: string, sent: unknown): Promise<Reply<unknown>> {
    try {
      const { found, request } = this.#parse(name, sent)
      if (columnless(principal, found)) throw new Refused('E_FORBIDDEN', 'role-may-not')
      const answer = await this.#perform(principal, found, request)
      return { ok: true, ...answer }
    } catch (error) {
      if (!(error instanceof Refused)) {
        this.log.fault(name, error)
        return refusal(new Refused('E_STORE', 'fault'), languageOfPacket(sent))
      }
      if (error.code === 'E_FORBIDDEN' || error.code === 'E_NOT_FOUND')
        await this.#writeDown(principal, name, error)
      return refusal(error, languageOfPacket(sent))
    }
  }

  #parse(name: string, sent: unknown): { found: Route; request: Packet } {
    const found = this.#routes.get(name)
    if (!found) throw new Refused('E_SCHEMA', 'unknown-command')
    const clean = cleanJson(sent)
    if (!clean.ok || !packetSchema.Check(clean.value)) throw new Refused('E_SCHEMA', 'malformed')
    if (!found.accepts(clean.value.body)) throw new Refused('E_SCHEMA', 'malformed')
    return { found, request: clean.value }
  }

  async #perform(principal: Principal, found: Route, request: Packet): Promise<Answer> {
    if (found.kind === 'question') {
      const value = await found.look(principal, request.body, this.acts)
      return { ...revisionOf(value), value }
    }
    const meta = request.rev === undefined ? {} : { rev: request.rev }
    const bodyHash = sha256Hex(canonicalJson({ body: request.body, ...meta }))
    const intent = { person: principal.person, name: found.command.name, bodyHash }
    const said = (answer: Answer) =>
      found.reveal ? { ...answer, value: found.reveal(answer.value) } : answer
    try {
      const prepared = await found.prepare(principal, request.body)
      const answered = await this.acts.run(principal, async (act) => {
        const value = await found.carryOut(act, request.body, meta, prepared)
        const answer = { ...revisionOf(value), value }
        act.keep({ id: request.id, ...intent, reply: answer })
        return answer
      })
      return said(answered)
    } catch (error) {
      return said(await this.#repeat(request.id, intent, error))
    }
  }

  /**
   * An act that did not come about may be one that came about before, under the same id: then the answer of that time counts.
   * Asked afterwards, because nearly every id is new, and because the twin may have run meanwhile.
   */
  async #repeat(
    id: string,
    intent: { person: string; name: string; bodyHash: string },
    failure: unknown,
  ): Promise<Answer> {
    const stored = await this.acts.read((tx) => this.commands.find(tx, id)).catch(() => undefined)
    if (!stored) throw failure
    const same =
      stored.person === intent.person && stored.name === intent.name && stored.bodyHash === intent.bodyHash
    if (!same) throw new Refused('E_ID_REUSED', 'id-reused')
    return stored.reply
  }

  /** A right that was missing leaves a row (design 6-trust), in a transaction of its own. */
  async #writeDown(principal: Principal, name: string, error: Refused): Promise<void> {
    try {
      await this.acts.run(principal, async (act) => {
        act.record({ action: name, outcome: 'refused', detail: { code: error.code, reason: error.reason } })
      })
    } catch (fault) {
      this.log.fault('audit-refusal', fault)
    }
  }
}

/** No cell of the rights table in any of the person's columns: refused before anything is read. */
function columnless(principal: Principal, found: Route): boolean {
  const everything = {
    ownOffice: true,
    contract: true,
    rung: true,
    invited: true,
    level2: true,
    municipal: true,
    district: true,
    independent: true,
    second: true,
    unit: true,
    addressed: true,
    entitled: true,
    own: true,
  }
  return !(found.command.action in permissions) || !may(principal, found.command.action, everything)
}

function revisionOf(value: unknown): { rev?: number } {
  const rev = (value as { rev?: unknown } | null)?.rev
  return typeof rev === 'number' ? { rev } : {}
}

export function refusal(error: Refused, language: Language): Reply<never> {
  const code: RefusalCode = error.code
  return { ok: false, code, retry: retryCodes.includes(code), message: sentenceFor(error, language) }
}
