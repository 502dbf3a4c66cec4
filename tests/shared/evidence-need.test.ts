import { describe, expect, test } from 'vitest'
import { besides, needsOf, type EvidenceView } from '#shared/model/evidence.ts'
import { evidenceNeedsOf } from '#shared/model/evidence-need.ts'
import type { CaseServiceId } from '#shared/model/ids.ts'
import { noValues } from '#shared/model/forms/values.ts'
import { retainedUntil, type RetentionClass } from '#shared/model/retention.ts'
import { demoDistrict } from '#server/district/demo-district.ts'

const { evidence, retention } = demoDistrict()
const asked = (service: string, fields: Record<string, string | boolean> = {}) =>
  evidenceNeedsOf(evidence[service]!, { ...noValues, fields }, '2026-11-22').map(({ id }) => id)

describe('evidence needs', () => {
  test('[NEED1] what is asked for follows the answers', () => {
    expect(asked('kfz-ummeldung')).toEqual(['identitaet', 'zb1', 'hu-nachweis', 'sepa-mandat'])
    expect(
      asked('kfz-ummeldung', {
        zb2Verbleib: 'liegt bei Bank oder Leasinggeber',
        bevollmaechtigt: true,
        huBis: '05/2027',
      }),
    ).toEqual(['identitaet', 'zb1', 'zb2-bank', 'sepa-mandat', 'vollmacht'])
    // What was promised is asked for whatever the answers say.
    const values = { ...noValues, fields: { huBis: '01/2020' } }
    const promised = evidenceNeedsOf(
      evidence['kfz-ummeldung']!,
      values,
      '2026-11-22',
      (title) => title === 'Nachweis der Hauptuntersuchung',
    )
    expect(promised.map(({ id }) => id)).toContain('hu-nachweis')
    expect(asked('kfz-ummeldung', { huBis: '01/2020' })).not.toContain('hu-nachweis')
    expect(asked('personalausweis', { 'antragsteller.geburtsdatum': '2012-05-03' })).toContain('zustimmung')
    expect(asked('personalausweis', { 'antragsteller.geburtsdatum': '2010-11-22' })).not.toContain(
      'zustimmung',
    )
  })
})

describe('retention', () => {
  const five: RetentionClass = { ...retention.classes[0]!, years: 5 }

  test('[RET1] a period runs from its event or from the end of that year, also over 29 February', () => {
    expect(retainedUntil(five, '2026-11-22')).toBe('2031-11-22')
    expect(retainedUntil({ ...five, fromYearEnd: true }, '2026-11-22')).toBe('2032-01-01')
    expect(retainedUntil(five, '2028-02-29')).toBe('2033-03-01')
    expect(retainedUntil({ ...five, years: 4 }, '2028-02-29')).toBe('2032-02-29')
  })
})

test('[NEED1] the step Unterlagen counts what the answers ask for; what is not asked for any more stays, besides', () => {
  const service = 's' as CaseServiceId
  const bank = 'Zusage der Bank oder des Leasinggebers, die ZB II zu übersenden'
  const file = { id: 'f', kind: 'file', caseService: service, title: bank, withdrawn: null } as EvidenceView
  const neededFor = (zb2Verbleib: string) => {
    const values = { ...noValues, fields: { zb2Verbleib } }
    const papers = evidenceNeedsOf(evidence['kfz-ummeldung']!, values, '2026-11-22')
    return needsOf(service, papers, [file], '2026-11-22')
  }
  const pledged = neededFor('liegt bei Bank oder Leasinggeber')
  expect(pledged.find(({ title }) => title === bank)).toMatchObject({ state: 'there', mayFollowDays: 14 })
  expect(besides([file], pledged)).toEqual([])
  const there = neededFor('liegt vor')
  expect(there.map(({ title }) => title)).not.toContain(bank)
  expect(besides([file], there)).toEqual([file])
})
