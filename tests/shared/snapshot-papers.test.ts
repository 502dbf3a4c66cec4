import { describe, expect, it } from 'vitest'
import { proofTitle, type EvidenceView } from '#shared/model/evidence.ts'
import { noValues } from '#shared/model/forms/values.ts'
import type { CaseId, CaseServiceId, EvidenceId, PersonId, ServiceId } from '#shared/model/ids.ts'
import { snapshotOf, type ServiceSnapshot } from '#shared/model/snapshot.ts'
import { changedPapers, papersOf, stillRests, type Rests } from '#shared/model/snapshot-papers.ts'

const [mine, other] = ['mine', 'other'] as CaseServiceId[] as [CaseServiceId, CaseServiceId]
const base = (title: string, at: string, caseService: CaseServiceId | null = mine) => ({
  id: `${title} ${at}` as EvidenceId,
  case: 'case' as CaseId,
  caseService,
  title,
  person: 'p' as PersonId,
  personName: '',
  at,
  withdrawn: null,
})
const file = (title: string, at: string, caseService?: CaseServiceId | null): EvidenceView => ({
  ...base(title, at, caseService),
  kind: 'file',
  sha256: `${title}${at}`,
  size: 1,
  type: 'application/pdf',
  name: title,
  reason: null,
})
const follow = (title: string, at: string, until: string): EvidenceView => ({
  ...base(title, at),
  kind: 'follow',
  until,
})
const original = (at: string): EvidenceView => ({
  ...base('', at, null),
  kind: 'attestation',
  document: 'reisepass',
  zoneChecked: true,
})
const gone = (one: EvidenceView, at: string): EvidenceView => ({
  ...one,
  withdrawn: { at, personName: '', reason: '' },
})
const over = (...all: EvidenceView[]): ServiceSnapshot =>
  snapshotOf(
    { case: 'case' as CaseId, caseService: mine, service: 's' as ServiceId },
    noValues,
    papersOf(mine, true, all),
  )
const ways: readonly Rests[] = ['signed', 'all']
const stands = (before: ServiceSnapshot, after: ServiceSnapshot) =>
  ways.filter((how) => stillRests(before, after, how))

const promise = follow('ZB I', '2026-03-02T08:00:00Z', '2026-03-10')
const inTime = file('ZB I', '2026-03-10T22:00:00Z')

describe('papers a decision rests on', () => {
  it('[PRECHECK10] a paper that came voids a sign-off, one that went a signature and a Vorprüfung, too', () => {
    const lease = file('Mietvertrag', '2026-03-02T08:00:00Z')
    expect(stands(over(), over(lease))).toEqual(['signed'])
    expect(stands(over(lease), over(gone(lease, '2026-03-03T08:00:00Z')))).toEqual([])
    expect(changedPapers(over(lease), over())).toEqual(['Mietvertrag'])
    expect(stands(over(), over(file('Mietvertrag', '2026-03-02T08:00:00Z', other)))).toEqual(ways)
    expect(stands(over(), over(file('Brief', '2026-03-02T08:00:00Z', null)))).toEqual(['signed'])
  })

  it('[PRECHECK11] until the evening of the agreed day a paper is what was agreed, after midnight it is late', () => {
    const late = file('ZB I', '2026-03-10T23:30:00Z')
    expect(stands(over(promise), over(promise, inTime))).toEqual(ways)
    expect(stands(over(promise), over(promise, late))).toEqual(['signed'])
    expect(stands(over(promise), over(promise, file('ZB II', '2026-03-03T08:00:00Z')))).toEqual(['signed'])
  })

  it('[PRECHECK11] a kept promise may leave the list; broken, moved or taken back before the paper came it is a change', () => {
    expect(stands(over(promise), over(gone(promise, '2026-03-11T08:00:00Z'), inTime))).toEqual(ways)
    expect(stands(over(promise, inTime), over(gone(promise, '2026-03-11T08:00:00Z'), inTime))).toEqual(ways)
    expect(stands(over(promise), over(gone(promise, '2026-03-03T08:00:00Z'), inTime))).toEqual([])
    expect(stands(over(promise), over(follow('ZB I', '2026-03-02T08:00:00Z', '2026-04-10')))).toEqual([])
    const both = over(promise, inTime)
    expect(stands(both, over(promise, gone(inTime, '2026-03-11T08:00:00Z')))).toEqual([])
  })

  it('[PRECHECK11] an original shown later and the proof of who signs for somebody void nothing, taken away they do', () => {
    const proof = file(proofTitle, '2026-03-02T08:00:00Z', null)
    for (const one of [original('2026-03-02T08:00:00Z'), proof]) {
      expect(stands(over(), over(one))).toEqual(ways)
      expect(stands(over(one), over())).toEqual([])
    }
  })

  it('[PRECHECK12] a content without papers is compared by its answers', () => {
    const { papers: _none, ...rest } = over()
    const old: ServiceSnapshot = { ...rest, format: 'lotse.snapshot.v1' }
    expect(stands(old, over(inTime))).toEqual(ways)
    const typed = { ...rest, form: { fields: { ort: 'Seendorf' }, groups: {} } }
    expect(stands(old, typed)).toEqual([])
  })
})
