import type { AccessLook, AccessPerson, AccessReport } from '#shared/model/access.ts'
import { audiences, type Audience } from '#shared/contract/document-contract.ts'
import type { District } from '#shared/model/district.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { StoredLink, TrailRecords } from '#server/audit/audit-port.ts'
import type { StoredCase } from '#server/cases/case-port.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { EvidenceRecords } from '#server/evidence/evidence-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { disclosedSpans, workedSpan, type Seen } from './access-spans.ts'

export interface AccessParts {
  readonly cases: CaseService
  readonly trail: Pick<TrailRecords, 'ofCase'>
  readonly evidence: Pick<EvidenceRecords, 'list'>
  readonly district: DistrictSource
  /** Names of papers by the action that says one was opened; others count as a paper without a name. */
  readonly papers: Readonly<Record<string, string>>
}

/** Things looked at that say nothing of this: they are told by the spans, or are no content. */
const elsewhere = /^(case|disclosure|session|service|consultation)\./

/** Wer hat was gesehen: made of the rows of the audit trail each time it is asked for. */
export class AccessService {
  constructor(private readonly parts: AccessParts) {}

  async read(tx: Tx, principal: Principal, id: CaseId, at: Date): Promise<AccessReport> {
    const { file } = await this.parts.cases.readFor(tx, principal, id, 'access.read', at)
    const links = (await this.parts.trail.ofCase(tx, id)).filter(({ outcome }) => outcome === 'done')
    const rows = links.map(seenOf)
    const titles = new Map(
      (await this.parts.evidence.list(tx, id)).map((one) => [one.id as string, one.title]),
    )
    const district = this.parts.district.current()
    const office = district.offices.find((one) => one.id === file.office)
    return {
      case: id,
      number: file.number,
      citizenName: file.citizenName,
      officeName: office?.name ?? '',
      at: at.toISOString(),
      people: peopleOf(rows).map((person) => this.#person(person, { rows, titles, file, district })),
      consents: rows.flatMap(({ action, detail, at: when }) => {
        const [, authority, state] = /^consent\.(authority_)?(given|refused|withdrawn)$/.exec(action) ?? []
        if (state === undefined || (authority === undefined && detail['scope'] !== 'file')) return []
        const of = district.authorities.find((one) => one.id === detail['authority'])?.name ?? ''
        const authorityName = authority === undefined ? '' : of
        return [{ at: when.toISOString(), state: state as 'given' | 'refused' | 'withdrawn', authorityName }]
      }),
    }
  }

  /** The same to be handed over, which leaves a row. */
  async hand(act: Act, principal: Principal, id: CaseId): Promise<AccessReport> {
    const report = await this.read(act.tx, principal, id, act.at)
    act.record({ action: 'access.handed', case: id, history: true })
    return report
  }

  #person(
    person: string,
    all: { rows: readonly Seen[]; titles: ReadonlyMap<string, string>; file: StoredCase; district: District },
  ): AccessPerson {
    const { rows, titles, file, district } = all
    const staff = district.staff.find(({ id }) => id === person)
    const own = staff?.office === file.office
    const unit = district.units.find(({ id }) => id === staff?.unit)
    const office = district.offices.find(({ id }) => id === staff?.office)
    return {
      name: staff?.name ?? '',
      role: staff?.roles[0] ?? null,
      authorityName: district.authorities.find(({ id }) => id === staff?.authority)?.name ?? '',
      place: (own ? undefined : unit?.name) ?? office?.name ?? '',
      own,
      spans: own ? workedSpan(rows, person) : disclosedSpans(rows, person),
      looks: this.#looks(
        rows.filter((row) => row.person === person),
        titles,
      ),
    }
  }

  #looks(rows: readonly Seen[], titles: ReadonlyMap<string, string>): AccessLook[] {
    const looks = new Map<string, AccessLook>()
    for (const row of rows) {
      const what = this.#whatOf(row, titles)
      if (!what) continue
      const key = `${what.kind} ${row.subject ?? ''} ${what.title}`
      const at = row.at.toISOString()
      const before = looks.get(key)
      looks.set(key, { ...what, times: (before?.times ?? 0) + 1, first: before?.first ?? at, last: at })
    }
    return [...looks.values()]
  }

  #whatOf(
    { action, subject, detail }: Seen,
    titles: ReadonlyMap<string, string>,
  ): Pick<AccessLook, 'kind' | 'title'> | undefined {
    if (action === 'document.opened') return { kind: audienceOf(detail['audience']), title: '' }
    if (action === 'evidence.opened') return { kind: 'evidence', title: titles.get(subject ?? '') ?? '' }
    if (!/\.(opened|downloaded|handed)$/.test(action) || elsewhere.test(action)) return undefined
    return { kind: 'paper', title: this.parts.papers[action] ?? '' }
  }
}

const audienceOf = (value: unknown): Audience => audiences.find((one) => one === value) ?? 'shared'

/** Everybody who acted, and everybody to whom something was disclosed, in the order they came. */
function peopleOf(rows: readonly Seen[]): string[] {
  const people = rows.flatMap(({ action, person, detail }) => {
    const told =
      action.startsWith('disclosure.') && typeof detail['person'] === 'string' ? detail['person'] : null
    // Who was rung or promised something saw the question at most, and that is told by the disclosure.
    const acted = /^(consultation|callback)\./.test(action) ? null : person
    return [acted, told].filter((one) => one !== null)
  })
  return [...new Set(people)]
}

function seenOf({ at, person, action, subject, payload }: StoredLink): Seen {
  return {
    at,
    person,
    action,
    subject,
    detail: (payload === null ? {} : JSON.parse(payload)) as Seen['detail'],
  }
}
