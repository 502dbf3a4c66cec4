import type { GuestPrincipal, Principal } from './principal.ts'

/** Everything that is guarded, one row per action of design 6-trust that this version knows. */
export const actions = [
  'case.open',
  'case.list',
  'case.read',
  'case.edit',
  'case.claim',
  'consent.record',
  'evidence.read',
  'evidence.upload',
  'evidence.add',
  'document.shared.read',
  'document.shared.edit',
  'document.staff.read',
  'document.staff.edit',
  'document.authority.read',
  'document.authority.edit',
  'consultation.request',
  'consultation.read',
  'consultation.answer',
  'consultation.join',
  'consultation.close',
  'precheck.run',
  'finding.decide',
  'signoff.give',
  'confirmation.note',
  'sealed.type',
  'signature.read',
  'signature.take',
  'fee.read',
  'fee.take',
  'fee.refund',
  'fee.day',
  'handover.give',
  'handover.answer',
  'inbox.read',
  'inbox.respond',
  'inbox.figures',
  'service.pause',
  'service.resume',
  'case.close',
  'retention.read',
  'retention.propose',
  'retention.release',
  'district.read',
  'district.propose',
  'district.release',
  'barrier.read',
  'barrier.answer',
  'presence.set',
  'duty.read',
  'catalogue.read',
  'stream.read',
  'access.read',
  'slip.read',
  'slip.issue',
  'audit.read',
  'audit.verify',
  'screen.read',
  'screen.keep',
  'screen.share',
  'guest.keep',
  'guest.revoke',
  'waiting.read',
  'interpreter.keep',
  'interpreter.own',
  'seat.own',
  'terminal.visit',
  'help.ask',
  'help.answer',
  'help.talk',
  'queue.serve',
] as const
export type Action = (typeof actions)[number]

/**
 * The columns of the rights table. No role inherits another. `guest` is the citizen's own seat, which has no role; `terminal`
 * is the seat of a terminal, where a citizen begins a case without staff; `interpreter` is the seat of somebody who interprets, to whom no
 * case belongs.
 */
export const columns = [
  'adviser A municipal',
  'adviser A district',
  'adviser B',
  'specialist',
  'manager',
  'administrator',
  'auditor',
  'guest',
  'terminal',
  'interpreter',
] as const
export type Column = (typeof columns)[number]

/**
 * What must hold besides the role. `body`: the case belongs to the person's own office. `contract`: that, and a contract (or
 * its own competence) in force for a service of the case. `municipal`, `district`, `independent`: `body`, and the service is a
 * task of a municipality, of the district, or handled without company. `unit`: disclosed, and the service is the own unit's.
 * `addressed`: a bundle lies with the person's own authority and unit. `entitled`: the service may be handled today by the
 * person's own office, wherever the case was opened.
 * `own`: the seat of a guest is bound to this case and shows it now.
 * `second`: somebody else proposed it.
 */
const conditions = [
  'yes',
  'body',
  'contract',
  'office',
  'rung',
  'invited',
  'level2',
  'municipal',
  'district',
  'independent',
  'unit',
  'addressed',
  'entitled',
  'own',
  'second',
] as const
export type Condition = (typeof conditions)[number]

/** A missing cell is a refusal with an audit row. */
export const permissions: Readonly<Record<Action, Partial<Readonly<Record<Column, Condition>>>>> = {
  'case.open': {
    'adviser A municipal': 'yes',
    'adviser A district': 'yes',
    'adviser B': 'contract',
    specialist: 'yes',
    manager: 'yes',
  },
  'case.list': {
    'adviser A municipal': 'yes',
    'adviser A district': 'yes',
    'adviser B': 'yes',
    specialist: 'yes',
    manager: 'yes',
  },
  'case.read': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'level2',
    manager: 'office',
  },
  'case.edit': { 'adviser A municipal': 'body', 'adviser A district': 'body', 'adviser B': 'contract' },
  'case.claim': { 'adviser A municipal': 'body', 'adviser A district': 'body', 'adviser B': 'contract' },
  'consent.record': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    guest: 'own',
    terminal: 'own',
  },
  'evidence.read': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'level2',
    manager: 'office',
    guest: 'own',
    terminal: 'own',
  },
  // A paper that lies in front of who brings it; what is attested, promised or withdrawn is for staff alone.
  'evidence.upload': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'level2',
    guest: 'own',
  },
  'evidence.add': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'level2',
  },
  'document.shared.read': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'level2',
    manager: 'office',
    guest: 'own',
    terminal: 'own',
  },
  'document.shared.edit': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'level2',
    guest: 'own',
    terminal: 'own',
  },
  'document.staff.read': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'level2',
    manager: 'office',
  },
  'document.staff.edit': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'level2',
  },
  'document.authority.read': { 'adviser A district': 'body', specialist: 'level2' },
  'document.authority.edit': { 'adviser A district': 'body', specialist: 'level2' },
  'consultation.request': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'level2',
    terminal: 'own',
  },
  'consultation.read': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'invited',
    terminal: 'own',
  },
  'consultation.answer': { 'adviser A district': 'rung', specialist: 'rung' },
  'consultation.join': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'invited',
  },
  'consultation.close': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'invited',
  },
  'precheck.run': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'unit',
  },
  'finding.decide': {
    'adviser A municipal': 'municipal',
    'adviser A district': 'district',
    specialist: 'unit',
  },
  'signoff.give': {
    'adviser A municipal': 'municipal',
    'adviser A district': 'district',
    'adviser B': 'independent',
    specialist: 'unit',
  },
  'confirmation.note': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    guest: 'own',
    terminal: 'own',
  },
  'sealed.type': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    guest: 'own',
    terminal: 'own',
  },
  'signature.read': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'level2',
    manager: 'office',
    guest: 'own',
  },
  // A guest only what was put before them.
  'signature.take': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    guest: 'own',
  },
  'fee.read': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'level2',
    manager: 'office',
    guest: 'own',
  },
  'fee.take': { 'adviser A municipal': 'body', 'adviser A district': 'body', 'adviser B': 'contract' },
  'fee.refund': { 'adviser A municipal': 'body', 'adviser A district': 'body', 'adviser B': 'contract' },
  'fee.day': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'body',
    manager: 'office',
    administrator: 'yes',
    auditor: 'yes',
  },
  'handover.give': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    specialist: 'unit',
  },
  'handover.answer': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
  },
  'inbox.read': {
    'adviser A municipal': 'addressed',
    'adviser A district': 'addressed',
    'adviser B': 'addressed',
    specialist: 'addressed',
    manager: 'addressed',
  },
  'inbox.respond': {
    'adviser A municipal': 'addressed',
    'adviser A district': 'addressed',
    'adviser B': 'addressed',
    specialist: 'addressed',
  },
  'inbox.figures': { manager: 'yes', administrator: 'yes', auditor: 'yes' },
  'service.pause': { 'adviser A municipal': 'body', 'adviser A district': 'body', 'adviser B': 'contract' },
  'service.resume': {
    'adviser A municipal': 'entitled',
    'adviser A district': 'entitled',
    'adviser B': 'entitled',
  },
  'case.close': { 'adviser A municipal': 'body', 'adviser A district': 'body', 'adviser B': 'contract' },
  'retention.read': { manager: 'yes', administrator: 'yes', auditor: 'yes' },
  'retention.propose': { manager: 'yes', administrator: 'yes' },
  'retention.release': { administrator: 'yes' },
  'district.read': { administrator: 'yes', auditor: 'yes' },
  'district.propose': { administrator: 'yes' },
  'district.release': { administrator: 'second' },
  'barrier.read': { administrator: 'yes', auditor: 'yes' },
  'barrier.answer': { administrator: 'yes' },
  'presence.set': { 'adviser A district': 'yes', specialist: 'yes' },
  'duty.read': {
    'adviser A municipal': 'yes',
    'adviser A district': 'yes',
    'adviser B': 'yes',
    specialist: 'yes',
    manager: 'yes',
  },
  'catalogue.read': {
    'adviser A municipal': 'yes',
    'adviser A district': 'yes',
    'adviser B': 'yes',
    specialist: 'yes',
    manager: 'yes',
    administrator: 'yes',
    auditor: 'yes',
    guest: 'yes',
    terminal: 'yes',
  },
  'stream.read': {
    'adviser A municipal': 'yes',
    'adviser A district': 'yes',
    'adviser B': 'yes',
    specialist: 'yes',
    manager: 'yes',
    administrator: 'yes',
    auditor: 'yes',
    guest: 'yes',
    terminal: 'yes',
    interpreter: 'yes',
  },
  'access.read': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    manager: 'office',
  },
  'slip.read': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    manager: 'office',
    guest: 'own',
    terminal: 'own',
  },
  'slip.issue': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    terminal: 'own',
  },
  // A manager finds rows of cases of the own office, an administrator those of no case (technical).
  'audit.read': { manager: 'yes', administrator: 'yes', auditor: 'yes' },
  'audit.verify': { administrator: 'yes', auditor: 'yes' },
  'screen.read': { 'adviser A municipal': 'yes', 'adviser A district': 'yes', 'adviser B': 'yes' },
  'screen.keep': { 'adviser A municipal': 'body', 'adviser A district': 'body', 'adviser B': 'body' },
  'screen.share': { 'adviser A municipal': 'body', 'adviser A district': 'body', 'adviser B': 'contract' },
  'guest.keep': { 'adviser A municipal': 'body', 'adviser A district': 'body', 'adviser B': 'contract' },
  'guest.revoke': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
    manager: 'office',
  },
  'waiting.read': { 'adviser A municipal': 'yes', 'adviser A district': 'yes', 'adviser B': 'yes' },
  'interpreter.keep': {
    'adviser A municipal': 'body',
    'adviser A district': 'body',
    'adviser B': 'contract',
  },
  'interpreter.own': { interpreter: 'yes' },
  'seat.own': { guest: 'yes', terminal: 'yes' },
  'terminal.visit': { terminal: 'yes' },
  // Numbers of the own office alone.
  'queue.serve': { 'adviser A municipal': 'yes', 'adviser A district': 'yes', 'adviser B': 'yes' },
  'help.ask': { terminal: 'yes' },
  // Requests of the own office alone, and of the own terminal.
  'help.answer': { 'adviser A municipal': 'yes', 'adviser A district': 'yes', 'adviser B': 'yes' },
  'help.talk': {
    'adviser A municipal': 'yes',
    'adviser A district': 'yes',
    'adviser B': 'yes',
    terminal: 'yes',
  },
}

/** What the columns follow from. Without `kind`: a member of staff. */
type Holder = Pick<Principal, 'roles' | 'authorityKind' | 'officeKind'> &
  Partial<Pick<Principal, 'kind'> & Pick<GuestPrincipal, 'terminal' | 'interpreter'>>

/** The columns a person stands in. An adviser's column follows from the kind of office and of employer. */
export function columnsOf(principal: Holder): Column[] {
  if (principal.kind === 'guest') {
    if (typeof principal.interpreter === 'string') return ['interpreter']
    return [principal.terminal === true ? 'terminal' : 'guest']
  }
  return principal.roles.map((role): Column => {
    if (role !== 'adviser') return role
    if (principal.authorityKind === 'district') return 'adviser A district'
    return principal.officeKind === 'A' ? 'adviser A municipal' : 'adviser B'
  })
}

/** What the server knows about the thing asked for; every fact that is not given counts as false. */
export interface Facts {
  /** The case was opened in the person's own office. */
  readonly ownOffice?: boolean
  /** At least one service of the case is the office's own task or covered by a contract in force today. */
  readonly contract?: boolean
  /** The person is rung, or was, for this consultation, or answers for its unit. */
  readonly rung?: boolean
  /** The person accepted this consultation or holds a seat in it. */
  readonly invited?: boolean
  /** The person holds a seat whose disclosure stands at level 2 now (consent given, grace not over). */
  readonly level2?: boolean
  /** The service asked for is a task of a municipality. */
  readonly municipal?: boolean
  /** The service asked for is a task of the district. */
  readonly district?: boolean
  /** The office may finish the service asked for without company today. */
  readonly independent?: boolean
  /** The service asked for is a task of the person's own unit. */
  readonly unit?: boolean
  /** The bundle asked for lies with the person's authority and unit. */
  readonly addressed?: boolean
  /** The person's own office may handle the service asked for today, for the same authority. */
  readonly entitled?: boolean
  /** The guest's seat is bound to this case and neither blank nor over. */
  readonly own?: boolean
  /** Somebody else proposed what is to be released. */
  readonly second?: boolean
  /** The citizen talks confidentially about this case, and the person is not part of that: nothing may be done with it. */
  readonly apart?: boolean
}

const holds: Record<Condition, (facts: Facts) => boolean> = {
  yes: () => true,
  body: (facts) => facts.ownOffice === true,
  contract: (facts) => facts.ownOffice === true && facts.contract === true,
  office: (facts) => facts.ownOffice === true,
  rung: (facts) => facts.rung === true,
  invited: (facts) => facts.invited === true,
  level2: (facts) => facts.level2 === true,
  municipal: (facts) => facts.ownOffice === true && facts.municipal === true,
  district: (facts) => facts.ownOffice === true && facts.district === true,
  independent: (facts) => facts.ownOffice === true && facts.independent === true,
  second: (facts) => facts.second === true,
  unit: (facts) => facts.level2 === true && facts.unit === true,
  addressed: (facts) => facts.addressed === true,
  entitled: (facts) => facts.entitled === true,
  own: (facts) => facts.own === true,
}

/** Whether the person may do it, given the facts. Pure; the same on server, client (only to hide) and in tests. */
export function may(principal: Holder, action: Action, facts: Facts = {}): boolean {
  if (facts.apart === true) return false
  const row = permissions[action]
  return columnsOf(principal).some((column) => {
    const condition = row[column]
    return condition !== undefined && holds[condition](facts)
  })
}
