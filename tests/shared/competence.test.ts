import { describe, expect, test } from 'vitest'
import { competenceOf, type Workplace } from '#shared/model/competence.ts'
import type { AuthorityId, OfficeId } from '#shared/model/ids.ts'
import { demoDistrict } from '#server/district/demo-district.ts'

const district = demoDistrict().current()
const today = '2026-11-22'
const at = (office: string, authority = office): Workplace => ({
  office: office as OfficeId,
  authority: authority as AuthorityId,
})
const competence = (service: string, place: Workplace, day = today) =>
  competenceOf(
    district,
    district.services.find(({ id }) => id === service)!,
    place,
    day,
  )

describe('competence', () => {
  test('[COMP1] a task of the municipality is its own, wherever in the district', () => {
    for (const place of [at('seendorf'), at('doemzow'), at('boitzenfurt'), at('koffer-1', 'seendorf')]) {
      expect(competence('wohnsitz-anmelden', place)).toMatchObject({
        authority: place.authority,
        mode: 'independent',
        contract: null,
        allowed: true,
        basis: { kind: 'own' },
      })
    }
  })

  test('[COMP2] a task of the district is handled by contract, in the mode of its delegation, with its unit', () => {
    expect(competence('kfz-ummeldung', at('seendorf'))).toEqual({
      service: 'kfz-ummeldung',
      authority: 'kreis',
      unit: 'kfz',
      mode: 'accompanied',
      contract: '2024-07',
      basis: { kind: 'contract', contract: '2024-07', clause: '§ 4', authority: 'kreis' },
      allowed: true,
    })
    expect(competence('kfz-abmeldung', at('zarrenthin'))).toMatchObject({
      mode: 'independent',
      contract: '2024-08',
    })
    expect(competence('kfz-ummeldung', at('koffer-1', 'seendorf'))).toMatchObject({
      contract: '2024-07',
      allowed: true,
    })
    expect(competence('kfz-ummeldung', at('boitzenfurt'))).toMatchObject({
      contract: '2020-01',
      mode: 'accompanied',
    })
  })

  test('[COMP3] a contract holds on its first and last day and on no other side of them', () => {
    expect(competence('kfz-ummeldung', at('doemzow'), '2026-12-31')).toMatchObject({
      allowed: true,
      contract: '2023-02',
    })
    expect(competence('kfz-ummeldung', at('doemzow'), '2027-01-01')).toMatchObject({
      allowed: false,
      mode: 'referral',
      contract: null,
      basis: { kind: 'expired', contract: '2023-02', until: '2026-12-31' },
    })
    expect(competence('kfz-ummeldung', at('seendorf'), '2024-07-01').allowed).toBe(true)
    expect(competence('kfz-ummeldung', at('seendorf'), '2024-06-30')).toMatchObject({
      allowed: false,
      basis: { kind: 'not-yet', from: '2024-07-01' },
    })
    expect(competence('wohnsitz-anmelden', at('doemzow'), '2027-01-01').allowed).toBe(true)
  })

  test('[COMP4] district staff act for the district themselves, also in a municipal office', () => {
    expect(competence('kfz-ummeldung', at('boitzenfurt', 'kreis'))).toMatchObject({
      mode: 'independent',
      contract: null,
      allowed: true,
      basis: { kind: 'district-staff' },
    })
    expect(competence('kfz-ummeldung', at('kreishaus', 'kreis'))).toMatchObject({
      mode: 'independent',
      basis: { kind: 'own' },
    })
    expect(competence('wohnsitz-anmelden', at('boitzenfurt', 'kreis'))).toMatchObject({
      authority: 'boitzenfurt',
      contract: '2020-01',
    })
    expect(competence('wohnsitz-anmelden', at('kreishaus', 'kreis'))).toMatchObject({
      authority: null,
      allowed: false,
      basis: { kind: 'municipality' },
    })
  })

  test('[COMP5] housing benefit lies with the joint authority in its areas and with the district elsewhere', () => {
    expect(competence('wohngeld', at('seendorf'))).toMatchObject({
      authority: 'lindenstadt',
      unit: 'wohngeld',
      mode: 'precheck',
      contract: null,
      allowed: true,
      basis: { kind: 'joint' },
    })
    expect(competence('wohngeld', at('doemzow'))).toMatchObject({
      authority: 'kreis',
      unit: null,
      mode: 'precheck',
      contract: '2023-02',
    })
    expect(competence('wohngeld', at('kreishaus', 'lindenstadt'))).toMatchObject({
      authority: 'lindenstadt',
      mode: 'independent',
      allowed: true,
    })
  })

  test('[COMP7] a town handles a service for its neighbour by an agreement, until the day after it ends', () => {
    expect(competence('geburtsurkunde', at('wittenhagen'))).toMatchObject({
      authority: 'lindenstadt',
      mode: 'precheck',
      allowed: true,
      basis: { kind: 'joint', delegation: '2022-05', clause: '§ 3' },
    })
    expect(competence('geburtsurkunde', at('wittenhagen'), '2031-12-31').authority).toBe('lindenstadt')
    expect(competence('geburtsurkunde', at('wittenhagen'), '2032-01-01')).toMatchObject({
      authority: 'wittenhagen',
      mode: 'independent',
      basis: { kind: 'own' },
    })
    expect(competence('geburtsurkunde', at('zarrenthin'))).toMatchObject({ authority: 'zarrenthin' })
    expect(competence('geburtsurkunde', at('kreishaus', 'lindenstadt'))).toMatchObject({
      authority: 'lindenstadt',
      mode: 'independent',
    })
  })

  test('[COMP8] a contract that follows another carries on, and each names its own services', () => {
    const old = district.contracts.find(({ id }) => id === '2023-02')!
    const next = { ...old, id: '2027-01' as typeof old.id, validFrom: '2027-01-01', validUntil: null }
    const fewer = { ...next, services: next.services.filter(({ service }) => service !== 'jagdschein') }
    const later = { ...district, contracts: [...district.contracts, fewer] }
    const on = (service: string, day: string) =>
      competenceOf(
        later,
        later.services.find(({ id }) => id === service)!,
        at('doemzow'),
        day,
      )
    expect(on('kfz-ummeldung', '2026-12-31')).toMatchObject({ allowed: true, contract: '2023-02' })
    expect(on('kfz-ummeldung', '2027-01-01')).toMatchObject({ allowed: true, contract: '2027-01' })
    expect(on('jagdschein', '2027-01-01')).toMatchObject({
      allowed: false,
      basis: { kind: 'expired', contract: '2023-02' },
    })
  })

  test('[COMP6] a task of the state is a referral; without contract or delegation nothing is allowed', () => {
    expect(competence('elterngeld', at('seendorf'))).toMatchObject({
      authority: null,
      mode: 'referral',
      allowed: false,
      basis: { kind: 'land' },
    })
    expect(competence('kfz-ummeldung', at('lindenstadt'))).toMatchObject({
      allowed: false,
      basis: { kind: 'no-contract', authority: 'kreis' },
    })
    const contracts = district.contracts.map((one) => ({
      ...one,
      services: one.services.filter(({ service }) => service !== 'kfz-ummeldung'),
    }))
    const service = district.services.find(({ id }) => id === 'kfz-ummeldung')!
    expect(competenceOf({ ...district, contracts }, service, at('seendorf'), today)).toMatchObject({
      allowed: false,
      basis: { kind: 'not-delegated', contract: '2024-07' },
    })
  })

  test('[COMP2] whoever may handle a service knows for whom, in every office of the demo district', () => {
    for (const office of district.offices)
      for (const service of district.services) {
        const found = competenceOf(
          district,
          service,
          { office: office.id, authority: office.authority },
          today,
        )
        expect(found.allowed).toBe(found.allowed && found.authority !== null && found.mode !== 'referral')
      }
  })
})
