import { afterAll, beforeAll, expect, test } from 'vitest'
import { audiences } from '#shared/contract/document-contract.ts'
import { commands } from '#shared/contract/wire.ts'
import type {
  CaseId,
  CaseServiceId,
  ConsultationId,
  CounterId,
  EvidenceId,
  HandoverId,
  InterpreterId,
  InvitationId,
  HelpId,
  OfficeId,
  PaymentId,
  PersonId,
  QuestionId,
  QueueTicketId,
  ServiceId,
} from '#shared/model/ids.ts'
import type { Reply } from '#shared/contract/reply.ts'
import { actions, columns, columnsOf, may, type Action, type Facts } from '#shared/model/permissions.ts'
import { handedOver, readyCase } from '../handover/bundles.ts'
import { admission, codeOf, WireDesk, type Person, type Tab } from '../gateway/wire-desk.ts'

/** One of each column, and those who differ by office or unit. */
const logins = [
  'j.brandt',
  'k.lorenz',
  'f.adler',
  't.wolf',
  'u.kessler',
  'm.sahin',
  'o.menge',
  'i.voss',
  'b.arndt',
  'd.kranz',
  'r.paulsen',
  /** The screen of a counter in Seendorf; it shows the first situation. */
  'guest',
  /** The terminal that Dömzow looks after; it shows no situation. */
  'terminal',
  /** Somebody who waits to interpret in another case of Seendorf. */
  'interpreter',
] as const
type Login = (typeof logins)[number]

interface Situation {
  readonly name: string
  readonly case: CaseId
  readonly caseService: CaseServiceId
  readonly consultation: ConsultationId
  readonly payment: PaymentId
  /** Of another case of the office, for the vehicle unit. */
  readonly handover: HandoverId
  readonly office: 'seendorf' | 'boitzenfurt'
  /** Who accepted, and how much is disclosed. */
  readonly by: Login | null
  readonly level: 0 | 1 | 2
}

const kfz = 'kfz-ummeldung' as ServiceId
const unknown = '00000000-0000-7000-8000-000000000000'
const refused = ['E_FORBIDDEN', 'E_NOT_FOUND']
const unitKfz: readonly Login[] = ['f.adler', 'u.kessler', 'm.sahin', 'i.voss']
const officeOf: Partial<Record<Login, string>> = {
  'j.brandt': 'seendorf',
  'b.arndt': 'seendorf',
  'k.lorenz': 'boitzenfurt',
  'f.adler': 'boitzenfurt',
  't.wolf': 'doemzow',
}

let desk: WireDesk
const people = new Map<Login, Person>()
const tabs = new Map<Login, Tab>()
const situations: Situation[] = []
const tab = (login: Login): Tab => tabs.get(login)!
const principals = new Map<Login, Parameters<typeof may>[0]>()

beforeAll(async () => {
  desk = await WireDesk.start()
  for (const login of logins) {
    if (login === 'guest') {
      const screen = await desk.pair(people.get('j.brandt')!, 'seendorf-1')
      people.set(login, screen)
      tabs.set(login, await screen.tab())
      principals.set(login, { kind: 'guest', roles: [], officeKind: 'B', authorityKind: 'municipality' })
      continue
    }
    if (login === 'terminal') {
      const seat = await desk.pair(people.get('t.wolf')!, 'terminal-doemzow-1')
      people.set(login, seat)
      tabs.set(login, await seat.tab())
      const kind = { officeKind: 'B', authorityKind: 'municipality' } as const
      principals.set(login, { kind: 'guest', terminal: true, roles: [], ...kind })
      continue
    }
    if (login === 'interpreter') {
      const { id } = await tab('j.brandt').do(commands.openCase, { services: [kfz] })
      const wish = { case: id, language: 'tr', who: 'Sprachmittlung' } as const
      const { id: link, code } = await tab('j.brandt').do(commands.inviteInterpreter, wish)
      const seat = await desk.interpret(code, 'Elif Aydın')
      people.set(login, seat)
      tabs.set(login, await seat.tab())
      const kind = { officeKind: 'B', authorityKind: 'municipality' } as const
      principals.set(login, { kind: 'guest', interpreter: link, roles: [], ...kind })
      continue
    }
    const person = await desk.signIn(login)
    people.set(login, person)
    tabs.set(login, await person.tab())
    const view = (await (await person.ask('/api/session', 'GET')).json()) as {
      roles: Parameters<typeof may>[0]['roles']
      office: { kind: Parameters<typeof may>[0]['officeKind']; authority: string }
    }
    principals.set(login, {
      roles: view.roles,
      officeKind: view.office.kind,
      authorityKind: login === 'f.adler' || view.office.kind === 'district' ? 'district' : 'municipality',
    })
  }
  const stage = async (adviser: Login, specialist: Login, level: 0 | 1 | 2) => {
    await tab(specialist).do(commands.setPresence, { state: 'available' })
    const opened = await tab(adviser).do(commands.openCase, {
      services: [kfz],
      citizen: { name: 'Petra Wendt' },
    })
    const costing = { caseService: opened.services[0]!.id, variant: 'einfach' }
    await tab(adviser).do(commands.fixFee, { case: opened.id, lines: [costing] })
    const cash = { case: opened.id, method: 'cash', total: 2450, given: 2450 } as const
    const { payments } = await tab(adviser).do(commands.settleFee, cash)
    if (level === 2)
      await tab(adviser).do(commands.giveConsent, { case: opened.id, scopes: ['file'], how: 'spoken' })
    const asked = await tab(adviser).do(commands.request, {
      case: opened.id,
      service: kfz,
      question: 'Was nun?',
    })
    expect(asked.state).toBe('ringing')
    if (level > 0) await tab(specialist).do(commands.accept, { consultation: asked.id })
    const [handed] = await handedOver(tab(adviser), await readyCase(desk, tab(adviser), [kfz]))
    situations.push({
      name: `${adviser} ${level === 0 ? 'rings' : 'talks to'} ${specialist}, level ${level}`,
      case: opened.id,
      caseService: opened.services[0]!.id,
      consultation: asked.id,
      payment: payments[0]!.id,
      handover: handed!.id,
      office: adviser === 'j.brandt' ? 'seendorf' : 'boitzenfurt',
      by: level === 0 ? null : specialist,
      level,
    })
  }
  await stage('j.brandt', 'u.kessler', 1)
  await stage('k.lorenz', 'm.sahin', 2)
  await stage('j.brandt', 'f.adler', 0)
  const shown = { counter: 'seendorf-1' as CounterId, case: situations[0]!.case }
  await tab('j.brandt').do(commands.shareCase, shown)
})
afterAll(async () => {
  await desk.stop()
  expect(desk.faults).toEqual([])
})

/** The facts as design 6-trust tells them, said by hand and not by the program. */
function factsOf(login: Login, situation: Situation): Facts {
  const { office, by, level } = situation
  if (login === 'guest') return { own: situation === situations[0] }
  if (login === 'terminal' || login === 'interpreter') return { own: false }
  const own = officeOf[login] === office
  return {
    ownOffice: own,
    contract: own,
    rung: unitKfz.includes(login),
    invited: by === login && level >= 1,
    level2: by === login && level === 2,
    // Every situation is about a task of the district that needs company.
    district: true,
    second: true,
    unit: unitKfz.includes(login),
    addressed: unitKfz.includes(login),
    // Nothing rests in these situations, so that only the own office may be asked.
    entitled: own,
  }
}

/** A counter of the office without a screen. */
const unpaired = ({ office }: Situation) => ({ counter: `${office}-2` as CounterId })

/** `ok` once the right was there: the probe names a file that does not exist, or sends none. */
async function httpCode(answer: Response): Promise<string> {
  if (answer.ok) return 'ok'
  const { error, message } = (await answer.json()) as { error: string; message: string }
  // A guest's seat is no session of staff.
  if (error === 'E_NOT_ADMITTED') return 'E_FORBIDDEN'
  return error === 'E_NOT_FOUND' && /Unterlage/.test(message) ? 'ok' : error
}

/** `ok` once the right was there: the file is read, or what was sent is none. */
async function districtCode(answer: Response): Promise<string> {
  if (answer.ok) return 'ok'
  const { error } = (await answer.json()) as { error: string }
  // A guest's seat is no session of staff.
  if (error === 'E_NOT_ADMITTED') return 'E_FORBIDDEN'
  return error === 'E_SCHEMA' ? 'ok' : error
}

async function withdrawCode(at: Tab, id: CaseId): Promise<string> {
  const reply = await at.ask(commands.withdrawEvidence, {
    case: id,
    evidence: unknown as EvidenceId,
    reason: 'x',
  })
  return !reply.ok && /Unterlage/.test(reply.message) ? 'ok' : codeOf(reply)
}

/** `ok` once the right was there: nothing is retained or reported under what the probe names. */
const retainedCode = (reply: Reply<unknown>): string =>
  !reply.ok && /abgeschlossenen Vorgang|Löschvorschlag|Diese Meldung/.test(reply.message)
    ? 'ok'
    : codeOf(reply)

/** An invitation that does not exist. */
const uninvited = ({ case: id }: Situation) => ({ case: id, invitation: unknown as InvitationId })
/** Nobody who interprets. */
const unasked = ({ case: id }: Situation) => ({ case: id, interpreter: unknown as InterpreterId })
/** `ok` once the right was there: nobody was asked under what the probe names. */
const askedCode = (reply: Reply<unknown>): string =>
  !reply.ok && /Diese Anfrage zum Dolmetschen/.test(reply.message) ? 'ok' : codeOf(reply)
const past = '2020-01-01T09:00:00Z'
/** `ok` once the right was there: nobody is invited under what the probe names. */
const invitedCode = (reply: Reply<unknown>): string =>
  !reply.ok && /Diese Einladung gibt es nicht mehr/.test(reply.message) ? 'ok' : codeOf(reply)

/** `ok` once the right was there: nobody asks under what the probe names. */
const helpCode = (reply: Reply<unknown>): string =>
  !reply.ok && /Hilferuf/.test(reply.message) ? 'ok' : codeOf(reply)

/** `ok` once the right was there: the probe names no number that was drawn. */
const ticketCode = (reply: Reply<unknown>): string =>
  !reply.ok && /Wartenummer/.test(reply.message) ? 'ok' : codeOf(reply)

/** Every action that a command stands for, asked in a way that changes nothing when it is allowed. */
const stale = { rev: 9_999 }
const otherHash = '0'.repeat(64)
const probes: Record<
  Exclude<Action, `document.${string}`>,
  readonly ((at: Tab, situation: Situation) => Promise<string>)[]
> = {
  'case.open': [
    async (at) => {
      const read = await at.ask(commands.readCatalogue, {})
      if (!read.ok) return codeOf(await at.ask(commands.openCase, { services: [kfz] }))
      const own = read.value.services.find((service) => service.allowed)!
      return codeOf(await at.ask(commands.openCase, { services: [own.id] }))
    },
  ],
  'case.list': [async (at) => codeOf(await at.ask(commands.listCases, { scope: 'office' }))],
  'case.read': [
    async (at, { case: id }) => codeOf(await at.ask(commands.getCase, { case: id })),
    async (at, { case: id }) => codeOf(await at.ask(commands.readHistory, { case: id })),
    async (at, { case: id }) => codeOf(await at.ask(commands.readSealed, { case: id })),
    async (at, { case: id }) => codeOf(await at.ask(commands.resumeStream, { stream: `case/${id}` })),
  ],
  'case.edit': [
    async (at, { case: id }) =>
      codeOf(await at.ask(commands.renameCase, { case: id, citizen: { name: 'Falsch' } }, stale)),
    async (at, { case: id }) =>
      codeOf(await at.ask(commands.representCase, { case: id, representative: null }, stale)),
    async (at, { case: id }) => codeOf(await at.ask(commands.addService, { case: id, service: kfz }, stale)),
    async (at, { case: id }) =>
      codeOf(await at.ask(commands.cancelService, { case: id, caseService: unknown, reason: 'x' }, stale)),
  ],
  'case.claim': [async (at, { case: id }) => codeOf(await at.ask(commands.claimCase, { case: id }, stale))],
  'consent.record': [
    async (at, { case: id }) =>
      codeOf(await at.ask(commands.withdrawConsent, { case: id, scopes: ['video'] })),
    async (at, { consultation }) =>
      codeOf(await at.ask(commands.consent, { consultation, answer: 'refused' }, stale)),
    async (at, { case: id }) => codeOf(await at.ask(commands.refuseConsent, { case: id, scopes: ['video'] })),
    async (at, { case: id, level }) => {
      if (level < 2) return codeOf(await at.ask(commands.withdrawConsent, { case: id, scopes: ['audio'] }))
      return codeOf(await at.ask(commands.giveConsent, { case: id, scopes: ['file'], how: 'spoken' }))
    },
  ],
  'evidence.read': [
    async (at, { case: id }) => codeOf(await at.ask(commands.listEvidence, { case: id })),
    async (at, { case: id }) =>
      httpCode(await at.owner.ask(`/api/evidence/${'0'.repeat(64)}?case=${id}`, 'GET')),
  ],
  'evidence.add': [
    async (at, { case: id }) =>
      codeOf(await at.ask(commands.attestEvidence, { case: id, kind: 'other', mrz: 'FALSCH' })),
    async (at, { case: id }) =>
      codeOf(
        await at.ask(commands.followEvidence, {
          case: id,
          caseService: unknown as CaseServiceId,
          title: 'ZB I',
          until: '2000-01-01',
        }),
      ),
    async (at, { case: id }) => withdrawCode(at, id),
  ],
  'evidence.upload': [
    async (at, { case: id }) => {
      const as = at.owner.cookie.startsWith('lotse-seat=') ? '?as=seat' : ''
      return httpCode(await at.owner.ask(`/api/cases/${id}/evidence${as}`, 'POST', {}))
    },
  ],
  'consultation.request': [
    async (at, { case: id }) =>
      codeOf(await at.ask(commands.request, { case: id, service: kfz, question: 'Noch eine?' }, stale)),
  ],
  'consultation.read': [
    async (at, { consultation }) => codeOf(await at.ask(commands.read, { consultation })),
    async (at, { consultation }) => codeOf(await at.ask(commands.iceServers, { consultation })),
    async (at, { consultation }) => codeOf(await at.ask(commands.findings, { consultation })),
  ],
  'consultation.answer': [
    async (at, { consultation }) =>
      codeOf(await at.ask(commands.decline, { consultation, reason: 'busy' }, stale)),
    async (at, { consultation }) =>
      codeOf(await at.ask(commands.answerWritten, { consultation, text: 'Ja.' }, stale)),
  ],
  'consultation.join': [
    async (at, { consultation }) => codeOf(await at.ask(commands.leave, { consultation }, stale)),
    async (at, { consultation }) => codeOf(await at.ask(commands.connect, { consultation }, stale)),
    async (at, { consultation }) => codeOf(await at.ask(commands.colleagues, { consultation })),
    async (at, { consultation }) =>
      codeOf(await at.ask(commands.observe, { consultation, person: unknown as PersonId }, stale)),
    async (at, { consultation }) => codeOf(await at.ask(commands.hold, { consultation }, stale)),
    async (at, { consultation }) =>
      codeOf(await at.ask(commands.moveVoice, { consultation, to: 'screen' }, stale)),
    async (at, { consultation }) =>
      codeOf(await at.ask(commands.confide, { consultation, turn: 'begin' }, stale)),
    async (at, { consultation }) => codeOf(await at.ask(commands.resume, { consultation }, stale)),
    async (at, { consultation }) => codeOf(await at.ask(commands.end, { consultation }, stale)),
  ],
  'consultation.close': [
    async (at, { consultation }) =>
      codeOf(await at.ask(commands.close, { consultation, outcome: 'solved' }, stale)),
  ],
  'precheck.run': [
    async (at, { case: id, caseService }) =>
      codeOf(await at.ask(commands.runPrecheck, { case: id, caseService, hash: otherHash })),
  ],
  'finding.decide': [
    async (at, { case: id, caseService }) =>
      codeOf(
        await at.ask(commands.decideFinding, {
          case: id,
          caseService,
          requirement: 'angaben',
          decision: 'accept',
          text: 'x',
          source: 'x',
        }),
      ),
  ],
  'signoff.give': [
    async (at, { case: id, caseService }) =>
      codeOf(await at.ask(commands.giveSignOff, { case: id, caseService, hash: otherHash })),
    async (at, { case: id, caseService }) =>
      codeOf(await at.ask(commands.withdrawSignOff, { case: id, caseService, reason: 'x' })),
  ],
  'confirmation.note': [
    async (at, { case: id, caseService }) =>
      codeOf(
        await at.ask(commands.confirmBlock, {
          case: id,
          caseService,
          block: 'halter',
          hash: otherHash,
          how: 'spoken',
        }),
      ),
  ],
  'sealed.type': [
    async (at, { case: id, caseService }) =>
      codeOf(
        await at.ask(commands.sealValue, {
          case: id,
          caseService,
          field: 'sepa.iban',
          value: 'DE89370400440532013000',
        }),
      ),
  ],
  'signature.read': [async (at, { case: id }) => codeOf(await at.ask(commands.listSignatures, { case: id }))],
  'signature.take': [
    async (at, { case: id, caseService }) =>
      codeOf(
        await at.ask(commands.refuseSignature, {
          case: id,
          caseService,
          document: 'antrag',
          hash: otherHash,
          reason: 'x',
        }),
      ),
    async (at, { case: id, caseService }) =>
      codeOf(
        await at.ask(commands.addSignature, {
          case: id,
          caseService,
          document: 'antrag',
          hash: otherHash,
          signer: 'x',
          unable: 'x',
        }),
      ),
  ],
  'fee.read': [
    async (at, { case: id }) => codeOf(await at.ask(commands.getFee, { case: id })),
    async (at, { payment }) => httpCode(await at.owner.ask(`/api/payments/${payment}/receipt.pdf`, 'GET')),
  ],
  'fee.take': [
    async (at, { case: id }) => {
      const lines = [{ caseService: unknown as CaseServiceId, exempt: 'x' }]
      return codeOf(await at.ask(commands.fixFee, { case: id, lines }, stale))
    },
    async (at, { case: id }) =>
      codeOf(await at.ask(commands.settleFee, { case: id, method: 'cash', total: 1, given: 1 }, stale)),
    async (at, { payment }) =>
      codeOf(await at.ask(commands.reconcileFee, { payment, result: 'paid', reason: 'x' }, stale)),
  ],
  'fee.refund': [
    async (at, { payment }) => codeOf(await at.ask(commands.refundFee, { payment, reason: 'x' }, stale)),
  ],
  'fee.day': [
    async (at, { office }) =>
      codeOf(await at.ask(commands.readDay, { office: office as OfficeId, day: '2026-03-02' })),
  ],
  'handover.give': [async (at, { case: id }) => codeOf(await at.ask(commands.handOver, { case: id }, stale))],
  'handover.answer': [
    async (at, { case: id }) => {
      const question = unknown as QuestionId
      const reply = await at.ask(commands.answerQuestion, { case: id, question, text: 'Ja.' })
      return !reply.ok && /Rückfrage/.test(reply.message) ? 'ok' : codeOf(reply)
    },
  ],
  'inbox.read': [
    async (at, { handover }) => codeOf(await at.ask(commands.verifyBundle, { handover })),
    async (at, { handover }) => codeOf(await at.ask(commands.openBundle, { handover })),
  ],
  'inbox.respond': [
    async (at, { handover }) => codeOf(await at.ask(commands.respond, { handover, response: 'rejected' })),
  ],
  'inbox.figures': [async (at) => codeOf(await at.ask(commands.readFigures, {}))],
  'service.pause': [
    async (at, { case: id, caseService }) =>
      codeOf(await at.ask(commands.pauseService, { case: id, caseService, reason: 'callback' }, stale)),
  ],
  'service.resume': [
    async (at, { case: id, caseService }) =>
      codeOf(await at.ask(commands.resumeService, { case: id, caseService })),
  ],
  'case.close': [async (at, { case: id }) => codeOf(await at.ask(commands.closeCase, { case: id }, stale))],
  'retention.read': [
    async (at) => codeOf(await at.ask(commands.readRetention, {})),
    async (at) => codeOf(await at.ask(commands.previewDeletion, {})),
  ],
  'retention.propose': [
    async (at) => codeOf(await at.ask(commands.proposeDeletion, { numbers: ['V-2001-000001'] })),
    async (at) => retainedCode(await at.ask(commands.holdCase, { number: 'V-2001-000001', reason: 'x' })),
    async (at) =>
      retainedCode(await at.ask(commands.answerOffer, { number: 'V-2001-000001', answer: 'taken' })),
  ],
  'retention.release': [
    async (at) => retainedCode(await at.ask(commands.releaseDeletion, { run: unknown })),
    async (at) => retainedCode(await at.ask(commands.rejectDeletion, { run: unknown, reason: 'x' })),
    async (at) => retainedCode(await at.ask(commands.liftHold, { number: 'V-2001-000001', reason: 'x' })),
  ],
  'district.read': [
    async (at) => codeOf(await at.ask(commands.readDistrict, {})),
    async (at) => districtCode(await at.owner.ask('/api/district/file', 'GET')),
  ],
  'district.propose': [
    async (at) => districtCode(await at.owner.ask('/api/district/preview', 'POST', {})),
    async (at) => districtCode(await at.owner.ask('/api/district/proposals', 'POST', {})),
    async (at) => districtCode(await at.owner.ask('/api/district/passwords', 'POST', {})),
    async (at) => codeOf(await at.ask(commands.rejectDistrict, { proposal: 99, reason: 'x' })),
  ],
  'district.release': [
    async (at) => codeOf(await at.ask(commands.releaseDistrict, { proposal: 99, sha256: otherHash })),
  ],
  'barrier.read': [async (at) => codeOf(await at.ask(commands.listBarriers, {}))],
  'barrier.answer': [
    async (at) => retainedCode(await at.ask(commands.answerBarrier, { report: unknown, text: 'x' })),
  ],
  'presence.set': [async (at) => codeOf(await at.ask(commands.setPresence, { state: 'available' }))],
  'duty.read': [
    async (at) => codeOf(await at.ask(commands.readBoard, {})),
    async (at) => codeOf(await at.ask(commands.readDesk, {})),
    async (at) => codeOf(await at.ask(commands.resumeStream, { stream: 'duty/kfz' })),
  ],
  'catalogue.read': [
    async (at) => codeOf(await at.ask(commands.readCatalogue, {})),
    async (at) => codeOf(await at.ask(commands.readForm, { service: kfz })),
  ],
  'stream.read': [
    async (at) => codeOf(await at.ask(commands.resumeStream, { stream: `person/${at.person}` })),
    async (at) => codeOf(await at.ask(commands.leaveStream, { stream: 'duty/nothing' })),
  ],
  'access.read': [
    async (at, { case: id }) => codeOf(await at.ask(commands.readAccess, { case: id })),
    async (at, { case: id }) => httpCode(await at.owner.ask(`/api/cases/${id}/access.pdf`, 'GET')),
  ],
  'slip.read': [
    async (at, { case: id }) => codeOf(await at.ask(commands.readSlip, { case: id, language: 'de' })),
    async (at, { case: id }) => httpCode(await at.owner.ask(`/api/cases/${id}/slip.pdf`, 'GET')),
  ],
  'slip.issue': [
    async (at, { case: id }) => codeOf(await at.ask(commands.issueSlip, { case: id })),
    async (at, { case: id }) => codeOf(await at.ask(commands.revokeSlip, { case: id, reason: 'x' })),
  ],
  'audit.read': [
    async (at) => codeOf(await at.ask(commands.trailState, {})),
    async (at) => codeOf(await at.ask(commands.searchTrail, {})),
  ],
  'screen.read': [async (at) => codeOf(await at.ask(commands.listScreens, {}))],
  'screen.keep': [
    async (at, situation) => codeOf(await at.ask(commands.unpairScreen, unpaired(situation))),
    async (at, situation) => codeOf(await at.ask(commands.changeCitizen, unpaired(situation))),
    async (at, situation) =>
      codeOf(await at.ask(commands.blankScreen, { ...unpaired(situation), show: 'nothing' })),
    async (at, situation) => codeOf(await at.ask(commands.askConsent, unpaired(situation))),
    async (at, situation) =>
      codeOf(await at.ask(commands.signAtScreen, { ...unpaired(situation), papers: [] })),
    async (at, situation) =>
      codeOf(await at.ask(commands.leadScreen, { ...unpaired(situation), step: 'angaben' })),
    async (at, situation) => codeOf(await at.ask(commands.attendScreen, unpaired(situation))),
    async (at, situation) =>
      httpCode(await at.owner.ask(`/api/counters/${unpaired(situation).counter}/code`, 'POST')),
  ],
  'screen.share': [
    async (at, situation) =>
      codeOf(await at.ask(commands.shareCase, { ...unpaired(situation), case: situation.case })),
  ],
  'guest.keep': [
    async (at, { case: id }) => codeOf(await at.ask(commands.listGuests, { case: id })),
    async (at, situation) => codeOf(await at.ask(commands.guestIce, uninvited(situation))),
    async (at, { case: id }) => invitedCode(await at.ask(commands.createInvitation, { case: id, at: past })),
    async (at, situation) =>
      invitedCode(await at.ask(commands.moveInvitation, { ...uninvited(situation), at: past })),
    async (at, situation) => invitedCode(await at.ask(commands.admitGuest, uninvited(situation))),
    async (at, situation) => invitedCode(await at.ask(commands.removeGuest, uninvited(situation))),
    async (at, situation) => invitedCode(await at.ask(commands.askGuest, uninvited(situation))),
    async (at, situation) =>
      invitedCode(await at.ask(commands.signGuest, { ...uninvited(situation), papers: [] })),
    async (at, situation) =>
      invitedCode(await at.ask(commands.leadGuest, { ...uninvited(situation), step: 'angaben' })),
    async (at, situation) =>
      invitedCode(await at.ask(commands.writeGuest, { ...uninvited(situation), text: 'x' })),
  ],
  'guest.revoke': [
    async (at, situation) => invitedCode(await at.ask(commands.revokeInvitation, uninvited(situation))),
  ],
  'interpreter.keep': [
    async (at, { case: id }) => codeOf(await at.ask(commands.listInterpreters, { case: id })),
    async (at, { case: id }) =>
      codeOf(await at.ask(commands.inviteInterpreter, { case: id, language: 'tr', who: 'Sprachmittlung' })),
    async (at, situation) => codeOf(await at.ask(commands.interpreterIce, unasked(situation))),
    async (at, situation) => askedCode(await at.ask(commands.admitInterpreter, unasked(situation))),
    async (at, situation) => askedCode(await at.ask(commands.removeInterpreter, unasked(situation))),
    async (at, situation) => askedCode(await at.ask(commands.revokeInterpreter, unasked(situation))),
    async (at, situation) =>
      askedCode(await at.ask(commands.writeInterpreter, { ...unasked(situation), text: 'x' })),
  ],
  'interpreter.own': [
    async (at) => codeOf(await at.ask(commands.viewInterpreting, {})),
    async (at, { consultation }) => codeOf(await at.ask(commands.sitInterpreting, { consultation })),
    async (at, { consultation: room }) => codeOf(await at.ask(commands.interpretingIce, { room })),
    async (at) => codeOf(await at.ask(commands.writeInterpreting, { text: 'x' })),
  ],
  'waiting.read': [
    async (at) => codeOf(await at.ask(commands.listWaiting, {})),
    async (at) => codeOf(await at.ask(commands.listWaitingInterpreters, {})),
  ],
  'seat.own': [
    async (at) => codeOf(await at.ask(commands.writeOffice, { text: 'x' })),
    async (at) => codeOf(await at.ask(commands.wishTime, { note: 'x' })),
    async (at) => codeOf(await at.ask(commands.viewSeat, {})),
    async (at) => codeOf(await at.ask(commands.stirSeat, {})),
    async (at, { consultation }) => codeOf(await at.ask(commands.sitDown, { consultation })),
    async (at, { consultation }) => codeOf(await at.ask(commands.seatIce, { consultation })),
    async (at, { consultation }) =>
      codeOf(await at.ask(commands.confideSeat, { consultation, wish: 'alone' })),
    async (at) => codeOf(await at.ask(commands.chooseWay, { way: 'written' })),
    async (at) => codeOf(await at.ask(commands.answerLook, { look: unknown, says: 'yes' })),
    async (at) => codeOf(await at.ask(commands.tellPen, { phase: 'reading' })),
    async (at) => codeOf(await at.ask(commands.wipedSeat, { storages: 1, databases: 0, caches: 0 })),
  ],
  'queue.serve': [
    async (at) => codeOf(await at.ask(commands.listQueue, {})),
    async (at) => codeOf(await at.ask(commands.drawTicket, {})),
    async (at) => ticketCode(await at.ask(commands.callTicket, { ticket: unknown as QueueTicketId })),
    async (at) => ticketCode(await at.ask(commands.returnTicket, { ticket: unknown as QueueTicketId })),
    async (at) =>
      ticketCode(await at.ask(commands.endTicket, { ticket: unknown as QueueTicketId, why: 'served' })),
  ],
  'help.ask': [
    async (at) => codeOf(await at.ask(commands.askHelp, {})),
    async (at) => helpCode(await at.ask(commands.talkHelp, { help: unknown as HelpId, way: 'video' })),
    async (at) =>
      helpCode(
        await at.ask(commands.wantCall, { help: unknown as HelpId, name: 'Nie', phone: '030 5550 1' }),
      ),
  ],
  'help.answer': [
    async (at) => codeOf(await at.ask(commands.listHelp, {})),
    async (at) => helpCode(await at.ask(commands.takeHelp, { help: unknown as HelpId })),
    async (at) => helpCode(await at.ask(commands.helpIce, { help: unknown as HelpId })),
    async (at) => helpCode(await at.ask(commands.calledBack, { help: unknown as HelpId })),
  ],
  'help.talk': [
    async (at) => helpCode(await at.ask(commands.sayHelp, { help: unknown as HelpId, text: 'Ja.' })),
    async (at) => helpCode(await at.ask(commands.endHelp, { help: unknown as HelpId })),
  ],
  'terminal.visit': [
    async (at) => codeOf(await at.ask(commands.beginVisit, { services: ['nirgends' as ServiceId] })),
    async (at) => codeOf(await at.ask(commands.endVisit, { why: 'person' })),
  ],
  'audit.verify': [async (at) => codeOf(await at.ask(commands.verifyTrail, {}))],
}
/** Its rights are those of `consultation.request`, asked of the consultation. */
const requesters = [
  async (at: Tab, { consultation }: Situation) =>
    codeOf(await at.ask(commands.cancel, { consultation }, stale)),
  async (at: Tab, { consultation }: Situation) =>
    codeOf(await at.ask(commands.wait, { consultation }, stale)),
  async (at: Tab, { consultation }: Situation) =>
    codeOf(await at.ask(commands.write, { consultation }, stale)),
  async (at: Tab, { consultation }: Situation) => codeOf(await at.ask(commands.slots, { consultation })),
  async (at: Tab, { consultation }: Situation) =>
    codeOf(await at.ask(commands.book, { consultation, from: 'x', person: unknown as PersonId }, stale)),
]

test('[T29] every person in every situation may do over the wire exactly what the table of rights says', async () => {
  expect(new Set(logins.flatMap((login) => columnsOf(principals.get(login)!)))).toEqual(new Set(columns))
  const wrong: unknown[] = []
  let asked = 0
  for (const situation of situations) {
    await Promise.all(
      logins.map(async (login) => {
        for (const [action, asks] of Object.entries(probes) as [Action, (typeof requesters)[number][]][]) {
          // A new case always stands in the own office, for a service it may handle.
          const facts =
            action === 'case.open' ? { ownOffice: true, contract: true } : factsOf(login, situation)
          const expected = may(principals.get(login)!, action, facts)
          const all = action === 'consultation.request' ? [...asks, ...requesters] : asks
          for (const [at, ask] of all.entries()) {
            asked++
            const code = await ask(tab(login), situation)
            const allowed = !refused.includes(code)
            if (allowed !== expected)
              wrong.push({ situation: situation.name, login, action, at, code, expected })
          }
        }
      }),
    )
  }
  expect(wrong).toEqual([])
  expect(asked).toBeGreaterThan(900)
}, 120_000)

test('[RIGHT1] every document opens for exactly those whom the table names, to write or only to read', async () => {
  const wrong: unknown[] = []
  for (const situation of situations) {
    await Promise.all(
      logins.map(async (login) => {
        for (const audience of audiences) {
          const facts = factsOf(login, situation)
          const person = principals.get(login)!
          const reads = may(person, `document.${audience}.read`, facts)
          const writes = may(person, `document.${audience}.edit`, facts)
          const open = writes ? 'edit' : 'read'
          const expected = reads ? open : '4403'
          const client = await people.get(login)!.document(`${situation.case}.${audience}.1`)
          const got = await admission(client)
          if (got !== '4403') await client.close()
          if (got !== expected) wrong.push({ situation: situation.name, login, audience, got, expected })
        }
      }),
    )
  }
  expect(wrong).toEqual([])
}, 60_000)

test('[RIGHT2] streams of offices and persons are followed by those they belong to and nobody else', async () => {
  for (const login of logins) {
    const own = people.get(login)!.id
    for (const office of ['seendorf', 'boitzenfurt', 'kreishaus', 'doemzow', 'nirgends']) {
      const reply = await tab(login).ask(commands.resumeStream, { stream: `office/${office}` })
      const ofOwn = officeOf[login] ?? 'kreishaus'
      const expected = office === ofOwn && may(principals.get(login)!, 'case.list', { ownOffice: true })
      expect([login, office, codeOf(reply)]).toEqual([login, office, expected ? 'ok' : 'E_NOT_FOUND'])
    }
    for (const other of logins) {
      const reply = await tab(login).ask(commands.resumeStream, { stream: `person/${people.get(other)!.id}` })
      const expected = people.get(other)!.id === own ? 'ok' : 'E_NOT_FOUND'
      expect([login, other, codeOf(reply)]).toEqual([login, other, expected])
    }
  }
})

test('[RIGHT2] whose office does not tell them of its cases hears nothing of them unasked either', async () => {
  const administrator = await desk.tab('d.kranz')
  const colleague = await desk.tab('m.sahin')
  const { id } = await tab('u.kessler').do(commands.openCase, { services: [kfz] })
  await colleague.hears('case.changed', ({ stream }) => stream === 'office/kreishaus')
  // The answer comes behind whatever was sent before it.
  await administrator.ask(commands.resumeStream, { stream: `case/${id}` })
  expect(administrator.events).toEqual([])
})

test('[RIGHT3] every action of the table guards a command or a document, and every command has its action', () => {
  const guarded = new Set<string>(Object.values(commands).map((command) => command.action))
  for (const audience of audiences) {
    guarded.add(`document.${audience}.read`)
    guarded.add(`document.${audience}.edit`)
  }
  // Files travel by HTTP.
  guarded.add('evidence.upload')
  expect([...guarded].toSorted()).toEqual([...actions].toSorted())
})
