import type { DistrictChange, DistrictView } from '#shared/contract/district-contract.ts'
import { germanToday } from '#shared/model/checks/days.ts'
import type { District } from '#shared/model/district.ts'
import type { PersonId } from '#shared/model/ids.ts'
import { may } from '#shared/model/permissions.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import { versionName, type DistrictBook } from './district-book.ts'
import { competencesOf } from './competence-view.ts'
import { changesBetween } from './district-changes.ts'
import { agreementsOf, versionView } from './district-view.ts'
import { readDistrict } from './load-district.ts'
import type { People } from './people-port.ts'
import type { DistrictVersion, DistrictVersions } from './version-port.ts'

export interface DistrictParts {
  readonly book: DistrictBook
  readonly versions: DistrictVersions
  readonly people: People
  /** The bundled district as a file; exported before any version was released. */
  readonly bundledText: () => string
  /** Another version holds: rights of open connections are looked at now. After COMMIT. */
  readonly onChanged: () => void
}

/** The district as the administration sees and changes it: one proposes a whole file, a second person releases it. */
export class DistrictService {
  constructor(private readonly parts: DistrictParts) {}

  view(tx: Tx, principal: Principal, at: Date): Promise<DistrictView> {
    const { book } = this.parts
    return this.#view(tx, principal, at, { seq: book.seq, district: book.current() })
  }

  async #view(
    tx: Tx,
    principal: Principal,
    at: Date,
    { seq: holding, district }: { readonly seq: number; readonly district: District },
  ): Promise<DistrictView> {
    const { versions, people } = this.parts
    const nameOf = (person: string | null) => this.#nameOf(person)
    const all = await versions.list(tx)
    const inForce = all.find(({ seq }) => seq === holding)
    const open = all.find(({ state }) => state === 'proposed')
    const unused = await people.unused(tx)
    const waiting = district.staff.filter(
      ({ id, roles }) => unused.has(id) && !roles.includes('administrator'),
    )
    return {
      name: district.name,
      inForce: inForce ? versionView(inForce, nameOf) : null,
      agreements: agreementsOf(district, germanToday(at)),
      competences: competencesOf(district, germanToday(at)),
      counts: {
        authorities: district.authorities.length,
        offices: district.offices.length,
        units: district.units.length,
        staff: district.staff.length,
        services: district.services.length,
        forms: district.forms.length,
      },
      proposal: open ? await this.#proposalView(tx, principal, open) : null,
      versions: all.map((one) => versionView(one, nameOf)),
      waiting: may(principal, 'district.propose')
        ? waiting.map(({ id, login, name }) => ({ person: id, login, name }))
        : [],
    }
  }

  /** The file of a version, or of the one in force. @throws Refused for an unknown one. */
  async file(tx: Tx, seq?: number): Promise<{ readonly text: string; readonly sha256: string }> {
    const { book, versions, bundledText } = this.parts
    const wanted = seq ?? book.seq
    const text = wanted === 0 ? bundledText() : await versions.body(tx, wanted)
    if (text === undefined) throw new Refused('E_NOT_FOUND', 'district-version-unknown')
    return { text, sha256: sha256Hex(text) }
  }

  /** What the file would change. @throws DistrictFault for a wrong one. */
  preview(file: string, text: string): DistrictChange[] {
    return changesBetween(this.parts.book.loaded(), readDistrict(file, text))
  }

  /** Puts a file up for a second person. @throws DistrictFault for a wrong one, Refused when nothing changes or one waits. */
  async propose(
    act: Act,
    principal: Principal,
    wish: { readonly file: string; readonly text: string; readonly note: string },
  ): Promise<DistrictView> {
    const { book, versions } = this.parts
    if (this.preview(wish.file, wish.text).length === 0) throw new Refused('E_STATE', 'district-unchanged')
    const sha256 = sha256Hex(wish.text)
    const seq = await versions.insert(act.tx, {
      state: 'proposed',
      body: wish.text,
      sha256,
      base: book.seq,
      note: wish.note,
      proposedBy: principal.person,
      proposedAt: act.at,
      decidedAt: null,
    })
    if (seq === undefined) throw new Refused('E_STATE', 'district-proposal-open')
    act.record({ action: 'district.proposed', subject: String(seq), detail: { sha256, base: book.seq } })
    this.#tell(act)
    return this.view(act.tx, principal, act.at)
  }

  /** The version holds from now on. */
  async release(
    act: Act,
    principal: Principal,
    wish: { readonly proposal: number; readonly sha256: string },
  ): Promise<DistrictView> {
    const { book, versions, people, onChanged } = this.parts
    const open = await this.#open(act.tx, wish.proposal)
    // Four eyes: nobody releases what they proposed themselves.
    if (!may(principal, 'district.release', { second: open.proposedBy !== principal.person }))
      throw new Refused('E_FORBIDDEN', 'district-second-person')
    if (open.sha256 !== wish.sha256) throw new Refused('E_STALE_DOCUMENT', 'district-moved')
    if ((open.base ?? 0) !== book.seq) throw new Refused('E_STATE', 'district-moved')
    const text = (await versions.body(act.tx, open.seq)) ?? ''
    const loaded = readDistrict(versionName(open.seq), text)
    const decision = { state: 'released', by: principal.person, at: act.at, reason: null } as const
    if (!(await versions.decide(act.tx, open.seq, decision)))
      throw new Refused('E_STATE', 'district-no-proposal')
    await people.follow(act, book.current().staff, loaded.district.staff)
    act.record({
      action: 'district.released',
      subject: String(open.seq),
      detail: { sha256: open.sha256, before: book.seq, proposedBy: open.proposedBy },
    })
    act.afterCommit(() => {
      book.adopt(open.seq, act.at, loaded)
      onChanged()
    })
    act.announce('district/current', 'catalogue.changed', { why: 'district' })
    return this.#view(act.tx, principal, act.at, { seq: open.seq, district: loaded.district })
  }

  async reject(
    act: Act,
    principal: Principal,
    wish: { readonly proposal: number; readonly reason: string },
  ): Promise<DistrictView> {
    const open = await this.#open(act.tx, wish.proposal)
    const state = open.proposedBy === principal.person ? ('withdrawn' as const) : ('rejected' as const)
    const decision = { state, by: principal.person, at: act.at, reason: wish.reason }
    if (!(await this.parts.versions.decide(act.tx, open.seq, decision)))
      throw new Refused('E_STATE', 'district-no-proposal')
    act.record({
      action: `district.${state}`,
      subject: String(open.seq),
      detail: { sha256: open.sha256, reason: wish.reason },
    })
    this.#tell(act)
    return this.view(act.tx, principal, act.at)
  }

  /** A password for somebody who has not signed in yet; never for those who could be the second person. */
  async oneTimePassword(act: Act, person: PersonId): Promise<string> {
    const staff = this.parts.book.current().staff.find(({ id }) => id === person)
    const password =
      staff && !staff.roles.includes('administrator')
        ? await this.parts.people.oneTimePassword(act, person)
        : undefined
    if (password === undefined) throw new Refused('E_NOT_FOUND', 'district-person-unknown')
    act.record({ action: 'account.password_issued', subject: person })
    return password
  }

  async #proposalView(tx: Tx, principal: Principal, open: DistrictVersion) {
    const { book, versions } = this.parts
    const text = (await versions.body(tx, open.seq)) ?? ''
    return {
      ...versionView(open, (person) => this.#nameOf(person)),
      changes: changesBetween(book.loaded(), readDistrict(versionName(open.seq), text)),
      stale: (open.base ?? 0) !== book.seq,
      own: open.proposedBy === principal.person,
    }
  }

  async #open(tx: Tx, seq: number): Promise<DistrictVersion> {
    const found = (await this.parts.versions.list(tx)).find((one) => one.seq === seq)
    if (found?.state !== 'proposed') throw new Refused('E_STATE', 'district-no-proposal')
    return found
  }

  /** Other open pages of the administration read anew. */
  #tell(act: Act): void {
    act.announce('district/current', 'district.changed', {})
  }

  #nameOf(person: string | null): string {
    const staff = this.parts.book.current().staff.find(({ id }) => id === person)
    return staff?.name ?? person ?? ''
  }
}
