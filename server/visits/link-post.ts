import type { FastifyInstance } from 'fastify'
import { Compile } from 'typebox/compile'
import { sending, type Sent } from '#shared/contract/guest-contract.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { SignedIn } from '#server/identity/signed-in.ts'
import type { Mail, Messenger, ShortMessage } from '#server/messages/message-port.ts'
import type { Act, Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import { withRefusalRow } from '#server/platform/refusal-row.ts'
import { Refused } from '#server/platform/refused.ts'
import type { LinkToSend } from './link-words.ts'

export interface LinkPostParts {
  readonly messenger: Messenger
  readonly district: DistrictSource
  readonly signedIn: SignedIn
  readonly acts: Acts
  readonly clock: Clock
  readonly log: Log
}

/** One kind of link that opens a seat of a case, and what is said with it. */
export interface SentLink<Id extends string, Made extends Pick<LinkToSend, 'id' | 'code' | 'link'>> {
  /** `/api/cases/<case>/<path>/<id>/send`. */
  readonly path: string
  /** Name of the audit row for who may not. */
  readonly refused: string
  /** The link once more, for who may send it. @throws Refused */
  readonly again: (act: Act, of: CaseId, id: Id) => Promise<Made & { readonly until: string }>
  /** It was sent on. */
  readonly sent: (act: Act, of: CaseId, id: Id, by: Sent['by']) => Promise<void>
  readonly mail: (to: string, link: Omit<Made, 'until'> & LinkToSend) => Mail
  readonly sms: (to: string, link: Omit<Made, 'until'> & LinkToSend) => ShortMessage
}

const wished = Compile(sending)
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const addresses = {
  mail: /^[^\s@<>"',;]{1,64}@[A-Za-z0-9.-]{1,60}\.[A-Za-z]{2,}$/,
  sms: /^\+?[0-9][0-9 /()-]{5,24}$/,
} as const

/** `POST /api/cases/<case>/<path>/<id>/send`: the link by mail or short message. The address is kept nowhere. */
export function addLinkPost<Id extends string, Made extends Pick<LinkToSend, 'id' | 'code' | 'link'>>(
  http: FastifyInstance,
  parts: LinkPostParts,
  kind: SentLink<Id, Made>,
): void {
  const { acts } = parts
  http.post<{ Params: { case: string; id: string } }>(
    `/api/cases/:case/${kind.path}/:id/send`,
    async (request): Promise<Sent> => {
      const { principal } = await parts.signedIn(request)
      const { body, params } = request
      if (!uuidPattern.test(params.case) || !uuidPattern.test(params.id))
        throw new Refused('E_NOT_FOUND', 'case-unknown')
      if (!wished.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
      const [of, id] = [params.case as CaseId, params.id as Id]
      const made = await withRefusalRow(acts, principal, kind.refused, () =>
        acts.run(principal, (act) => kind.again(act, of, id)),
      )
      const { by } = body
      const to = body.to.trim()
      if (!addresses[by].test(to))
        throw new Refused('E_SCHEMA', by === 'mail' ? 'address-mail' : 'address-sms')
      const office = parts.district.current().offices.find((one) => one.id === principal.office)?.name ?? ''
      const letter = { ...made, until: new Date(made.until), office, now: parts.clock.now() }
      const simulated =
        by === 'mail'
          ? await deliver(parts, by, kind.mail(to, letter))
          : await deliver(parts, by, kind.sms(to, letter))
      await acts.run(principal, (act) => kind.sent(act, of, id, by))
      return { by, simulated }
    },
  )
}

/** True when it was simulated. @throws Refused when the way is not set up or did not take it over. */
async function deliver<By extends Sent['by']>(
  { messenger, log }: LinkPostParts,
  by: By,
  message: By extends 'mail' ? Mail : ShortMessage,
): Promise<boolean> {
  const way = messenger[by]
  if (way === null) throw new Refused('E_STATE', by === 'mail' ? 'mail-not-set-up' : 'sms-not-set-up')
  try {
    await (way.send as (one: Mail | ShortMessage) => Promise<void>).call(way, message)
  } catch (error) {
    // What a server says may hold the address: only the kind of the fault is told.
    log.warn('message.failed', { by, kind: error instanceof Error ? error.name : 'unknown' })
    throw new Refused('E_STATE', by === 'mail' ? 'mail-failed' : 'sms-failed')
  }
  return way.simulated
}
