import type { TrailLook, TrailPage, TrailRow } from '#shared/contract/audit-contract.ts'
import { openDetail, type AuditGroup, type TrailVerdict } from '#shared/model/audit.ts'
import { addDays, isIsoDay, startOfGermanDay } from '#shared/model/checks/days.ts'
import type { District } from '#shared/model/district.ts'
import type { PersonId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Act, Acts, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { Settings } from '#server/platform/setting-port.ts'
import type { walkTrail } from './walk-trail.ts'
import type { Anchors, FoundLink, TrailEnd, TrailFilter, TrailRecords } from './audit-port.ts'
import { verdictSentences } from './trail-sentences.ts'

const pageLength = 50
const looked = 'audit.look'

export interface TrailWish {
  readonly number?: string
  readonly person?: string
  readonly group?: AuditGroup
  readonly day?: string
}

export interface TrailParts {
  readonly acts: Acts
  readonly records: TrailRecords
  readonly anchors: Anchors
  readonly walk: typeof walkTrail
  readonly settings: Settings
  readonly district: DistrictSource
}

/** The audit trail for those who look after it: search, export, and a look at the whole chain. */
export class TrailService {
  #walking: Promise<TrailVerdict> | undefined

  constructor(private readonly parts: TrailParts) {}

  async state(tx: Tx, principal: Principal): Promise<{ look: TrailLook | null }> {
    this.#scope(principal)
    const kept = await this.parts.settings.get(tx, looked)
    return { look: (kept?.['look'] as TrailLook | undefined) ?? null }
  }

  async search(act: Act, principal: Principal, wish: TrailWish & { before?: number }): Promise<TrailPage> {
    const filter = this.filterOf(principal, wish)
    const before = wish.before === undefined ? {} : { before: wish.before }
    const found = await this.parts.records.find(act.tx, { ...filter, ...before }, pageLength + 1)
    const rows = found.slice(0, pageLength).map((link) => this.rowOf(principal, link))
    act.record({ action: 'audit.searched', detail: { ...saidOf(wish), rows: rows.length } })
    return { rows, next: found.length > pageLength ? (rows.at(-1)?.seq ?? null) : null }
  }

  /** Before the transaction of {@link keep}. Those who ask at the same time for the same share one walk. */
  verify(noted?: TrailEnd): Promise<TrailVerdict> {
    const { walk, records, anchors, acts } = this.parts
    if (noted) {
      const also = { read: async () => [...(await anchors.read()), { at: '', ...noted }] }
      return walk(records, also, (work) => acts.read(work))
    }
    this.#walking ??= walk(records, anchors, (work) => acts.read(work)).finally(() => {
      this.#walking = undefined
    })
    return this.#walking
  }

  async keep(act: Act, principal: Principal, verdict: TrailVerdict): Promise<TrailLook> {
    if (!may(principal, 'audit.verify')) throw new Refused('E_FORBIDDEN', 'role-may-not')
    const at = act.at.toISOString()
    const look = { at, personName: principal.name, verdict, sentence: verdictSentences(verdict).de }
    await this.parts.settings.set(act.tx, looked, { look })
    const { ok, seq } = verdict
    act.record({
      action: 'audit.verified',
      detail: { ok, seq, ...(!verdict.ok && { fault: verdict.fault }) },
    })
    return look
  }

  /** What the person may find: an office manager the cases of the own office, an administrator what is of no case. */
  filterOf(principal: Principal, wish: TrailWish): TrailFilter {
    const { number, person, group, day } = wish
    if (day !== undefined && !isIsoDay(day)) throw new Refused('E_SCHEMA', 'trail-day')
    return {
      ...this.#scope(principal),
      ...(number !== undefined && { number }),
      ...(group !== undefined && { group }),
      ...(person !== undefined && { persons: peopleNamed(person, this.parts.district.current()) }),
      ...(day !== undefined && { from: startOfGermanDay(day), to: startOfGermanDay(addDays(day, 1)) }),
    }
  }

  rowOf(principal: Principal, link: FoundLink): TrailRow {
    const { seq, at, action, outcome, caseNumber, hash, digest } = link
    // Nobody is signed in yet who signs in.
    const person = link.person ?? (action === 'session.opened' ? link.subject : null)
    const all = (link.payload === null ? {} : JSON.parse(link.payload)) as TrailRow['detail']
    const shown = this.#seesAll(principal) ? openDetail : []
    return {
      seq,
      at: at.toISOString(),
      personName: this.parts.district.current().staff.find(({ id }) => id === person)?.name ?? '',
      action,
      outcome,
      caseNumber,
      detail: Object.fromEntries(shown.flatMap((key) => (key in all ? [[key, all[key] ?? null]] : []))),
      hash,
      digest,
    }
  }

  #seesAll(principal: Principal): boolean {
    return principal.roles.includes('auditor')
  }

  #scope(principal: Principal): Pick<TrailFilter, 'office' | 'technical'> {
    if (!may(principal, 'audit.read')) throw new Refused('E_FORBIDDEN', 'role-may-not')
    if (this.#seesAll(principal)) return {}
    return principal.roles.includes('administrator') ? { technical: true } : { office: principal.office }
  }
}

/** Which fields were searched in, never what for: a name typed in is nothing for the trail. */
export function saidOf(wish: TrailWish): Record<string, string | boolean> {
  const { number, person, group, day } = wish
  return {
    ...(number !== undefined && { number }),
    ...(person !== undefined && { person: true }),
    ...(group !== undefined && { group }),
    ...(day !== undefined && { day }),
  }
}

function peopleNamed(part: string, district: District): PersonId[] {
  const wanted = part.trim().toLocaleLowerCase('de')
  return district.staff
    .filter(({ name, login }) => name.toLocaleLowerCase('de').includes(wanted) || login === wanted)
    .map(({ id }) => id)
}
