import { describe, expect, test } from 'vitest'
import { evidenceNeedsOf } from '#shared/model/evidence-need.ts'
import { noValues } from '#shared/model/forms/values.ts'
import { retainedUntil, type RetentionClass } from '#shared/model/retention.ts'
import { demoDistrict } from '#server/district/demo-district.ts'

const { evidence, retention } = demoDistrict()
const asked = (service: string, fields: Record<string, string | boolean> = {}) =>
  evidenceNeedsOf(evidence[service]!, { ...noValues, fields }, '2026-11-22').map(({ id }) => id)

describe('evidence needs', () => {
  test('[NEED1] what is asked for follows the answers', () => {
    expect(asked('kfz-ummeldung')).toEqual(['identitaet', 'zb1', 'sepa-mandat'])
    expect(
      asked('kfz-ummeldung', { zb2Verbleib: 'liegt bei Bank oder Leasinggeber', bevollmaechtigt: true }),
    ).toEqual(['identitaet', 'zb1', 'zb2-bank', 'sepa-mandat', 'vollmacht'])
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
