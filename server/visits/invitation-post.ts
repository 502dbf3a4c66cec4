import type { FastifyInstance } from 'fastify'
import { Compile } from 'typebox/compile'
import { sending, type Sent } from '#shared/contract/guest-contract.ts'
import type { CaseId, InvitationId } from '#shared/model/ids.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { SignedIn } from '#server/identity/signed-in.ts'
import type { Messenger } from '#server/messages/message-port.ts'
import type { Acts } from '#server/platform/act.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import { withRefusalRow } from '#server/platform/refusal-row.ts'
import { Refused } from '#server/platform/refused.ts'
import type { GuestService } from './guest-service.ts'
import { invitationMail, invitationSms, type InvitationToSend } from './invitation-words.ts'

export interface InvitationPostParts {
  readonly guests: GuestService
  readonly messenger: Messenger
  readonly district: DistrictSource
  readonly signedIn: SignedIn
  readonly acts: Acts
  readonly clock: Clock
  readonly log: Log
}

const wished = Compile(sending)
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const addresses = {
  mail: /^[^\s@<>"',;]{1,64}@[A-Za-z0-9.-]{1,60}\.[A-Za-z]{2,}$/,
  sms: /^\+?[0-9][0-9 /()-]{5,24}$/,
} as const

/** `POST /api/cases/<case>/invitations/<invitation>/send`: the link by mail or short message. The address is kept nowhere. */
export function addInvitationPost(http: FastifyInstance, parts: InvitationPostParts): void {
  const { acts, guests } = parts
  http.post<{ Params: { case: string; invitation: string } }>(
    '/api/cases/:case/invitations/:invitation/send',
    async (request): Promise<Sent> => {
      const { principal } = await parts.signedIn(request)
      const { body, params } = request
      if (!uuidPattern.test(params.case) || !uuidPattern.test(params.invitation))
        throw new Refused('E_NOT_FOUND', 'case-unknown')
      if (!wished.Check(body)) throw new Refused('E_SCHEMA', 'malformed')
      const place = { case: params.case as CaseId, invitation: params.invitation as InvitationId }
      const made = await withRefusalRow(acts, principal, 'guest.send', () =>
        acts.run(principal, (act) => guests.again(act, place)),
      )
      if (!addresses[body.by].test(body.to.trim()))
        throw new Refused('E_SCHEMA', body.by === 'mail' ? 'address-mail' : 'address-sms')
      const office = parts.district.current().offices.find(({ id }) => id === principal.office)?.name ?? ''
      const now = parts.clock.now()
      const letter: InvitationToSend = { ...made, until: new Date(made.until), office, now }
      const simulated = await deliver(parts, body, letter)
      await acts.run(principal, (act) => guests.sent(act, place, body.by))
      return { by: body.by, simulated }
    },
  )
}

/** True when it was simulated. @throws Refused when the way is not set up or did not take it over. */
async function deliver(
  { messenger, log }: InvitationPostParts,
  { by, to }: { readonly by: 'mail' | 'sms'; readonly to: string },
  letter: InvitationToSend,
): Promise<boolean> {
  const way = messenger[by]
  if (way === null) throw new Refused('E_STATE', by === 'mail' ? 'mail-not-set-up' : 'sms-not-set-up')
  try {
    if (by === 'mail') await messenger.mail?.send(invitationMail(to.trim(), letter))
    else await messenger.sms?.send(invitationSms(to.trim(), letter))
  } catch (error) {
    // What a server says may hold the address: only the kind of the fault is told.
    log.warn('message.failed', { by, kind: error instanceof Error ? error.name : 'unknown' })
    throw new Refused('E_STATE', by === 'mail' ? 'mail-failed' : 'sms-failed')
  }
  return way.simulated
}
