import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  planCall,
  stageSeconds,
  substitutesOf,
  worksFor,
  type CallPlanInput,
} from '#shared/model/call-plan.ts'
import { presenceStates, type PresenceState } from '#shared/model/consultation.ts'
import type { Staff, Unit } from '#shared/model/district.ts'
import type { PersonalSubstitution, RosterEntry } from '#shared/model/duty.ts'
import type { AuthorityId, OfficeId, PersonId, ServiceId, UnitId } from '#shared/model/ids.ts'

const kfz: Unit = {
  id: 'kfz' as UnitId,
  name: 'Zulassungsstelle',
  authority: 'kreis' as AuthorityId,
  services: ['kfz-ummeldung' as ServiceId],
  areas: [],
  social: false,
}
const noon = new Date('2026-03-02T11:00:00Z')

function person(login: string, more: Partial<Staff> = {}): Staff {
  return {
    id: login as PersonId,
    login,
    name: login,
    authority: 'kreis' as AuthorityId,
    office: 'kreishaus' as OfficeId,
    roles: ['specialist'],
    unit: kfz.id,
    teamLead: false,
    languages: ['de'],
    ...more,
  }
}

function duty(
  login: string,
  rank: 'primary' | 'background' = 'primary',
  from = '00:00',
  until = '24:00',
): RosterEntry {
  return {
    person: login as PersonId,
    unit: kfz.id,
    rank,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    from,
    until,
    validFrom: null,
    validUntil: null,
  }
}

function standsIn(
  represented: string,
  substitute: string,
  more: Partial<PersonalSubstitution> = {},
): PersonalSubstitution {
  return {
    person: represented as PersonId,
    substitute: substitute as PersonId,
    unit: kfz.id,
    position: 0,
    from: null,
    until: null,
    ...more,
  }
}

const available = (...logins: string[]) =>
  new Map(logins.map((login) => [login as PersonId, 'available'] as const))

function input(more: Partial<CallPlanInput>): CallPlanInput {
  return {
    service: 'kfz-ummeldung' as ServiceId,
    unit: kfz,
    office: { id: 'seendorf' as OfficeId, kind: 'B', authority: 'seendorf' as AuthorityId },
    language: 'de',
    urgency: 'normal',
    roster: [],
    presence: new Map(),
    staff: [],
    substitutions: [],
    contractMode: 'accompanied',
    requester: 'brandt' as PersonId,
    alreadyTried: [],
    now: noon,
    ...more,
  }
}

const told = (given: CallPlanInput) =>
  planCall(given).map((stage) => [stage.reason, stage.seconds, stage.ring.map((ring) => ring.person)])

const team = [
  person('kessler'),
  person('sahin', { languages: ['de', 'tr', 'ar'] }),
  person('adler', { office: 'boitzenfurt' as OfficeId, roles: ['adviser', 'specialist'] }),
  person('jung'),
  person('menge', { unit: 'fahrerlaubnis' as UnitId }),
  person('voss', { teamLead: true }),
]
const everybody = available('kessler', 'sahin', 'adler', 'jung', 'menge', 'voss')
const whole = input({
  staff: team,
  presence: everybody,
  roster: [duty('kessler'), duty('sahin', 'background')],
  substitutions: [standsIn('kessler', 'menge'), standsIn('kessler', 'voss', { position: 1 })],
})

describe('call plan', () => {
  test('[PLAN1] on duty first, then all of the same skill, then substitutes, each with its time', () => {
    expect(told(whole)).toEqual([
      ['on_duty', 20, ['kessler', 'sahin']],
      ['same_skill', 20, ['adler', 'jung']],
      ['substitutes', 25, ['menge', 'voss']],
    ])
  })

  test('[PLAN2] in a Type A office the district colleague there is rung before everybody else', () => {
    const office = {
      id: 'boitzenfurt' as OfficeId,
      kind: 'A' as const,
      authority: 'boitzenfurt' as AuthorityId,
    }
    expect(told({ ...whole, office })[0]).toEqual(['same_office', 20, ['adler']])
    expect(told({ ...whole, office: { ...office, kind: 'B' } })[0]).toEqual([
      'on_duty',
      20,
      ['kessler', 'sahin'],
    ])
  })

  test('[PLAN3] stages without anybody are left out, an empty plan means nobody can be reached', () => {
    expect(told({ ...whole, presence: available('menge') })).toEqual([['substitutes', 25, ['menge']]])
    expect(told({ ...whole, presence: new Map() })).toEqual([])
  })

  test('[PLAN4] nobody is rung who is away, busy, gone, tried before or asks themselves', () => {
    const presence = new Map<PersonId, PresenceState>([
      ['kessler' as PersonId, 'in_call'],
      ['sahin' as PersonId, 'do_not_disturb'],
      ['adler' as PersonId, 'available'],
      ['jung' as PersonId, 'available'],
      ['menge' as PersonId, 'away'],
      ['voss' as PersonId, 'wrapup'],
    ])
    const plan = told({
      ...whole,
      presence,
      alreadyTried: ['jung' as PersonId],
      requester: 'adler' as PersonId,
    })
    expect(plan).toEqual([])
  })

  test('[PLAN5] who speaks the wished language is rung alone first, the others in the next stage', () => {
    expect(told({ ...whole, language: 'tr' })).toEqual([
      ['on_duty', 20, ['sahin']],
      ['same_skill', 20, ['kessler', 'adler', 'jung']],
      ['substitutes', 25, ['menge', 'voss']],
    ])
  })

  test('[PLAN6] substitutes follow chains, end in circles and count only while they hold', () => {
    const rules = [
      standsIn('kessler', 'menge'),
      standsIn('menge', 'voss'),
      standsIn('voss', 'kessler'),
      standsIn('kessler', 'jung', { until: new Date('2026-03-02T10:59:59Z') }),
      standsIn('kessler', 'adler', { from: new Date('2026-03-02T11:00:01Z') }),
    ]
    expect(substitutesOf('kessler' as PersonId, kfz, rules, noon)).toEqual(['menge', 'voss'])
  })

  test('[PLAN7] every ring says why this person', () => {
    const because = planCall(whole).flatMap((stage) => stage.ring.map((ring) => ring.because))
    expect(because).toEqual([
      { kind: 'planned', rank: 'primary' },
      { kind: 'planned', rank: 'background' },
      { kind: 'available_in_unit' },
      { kind: 'available_in_unit' },
      { kind: 'substitute', standsInFor: 'kessler' },
      { kind: 'substitute', standsInFor: 'kessler' },
    ])
  })

  test('[PLAN8] a unit rings only for its services and its area, a mere referral for nobody', () => {
    expect(told({ ...whole, service: 'wohngeld' as ServiceId })).toEqual([])
    expect(told({ ...whole, unit: { ...kfz, areas: ['zarrenthin' as AuthorityId] } })).toEqual([])
    expect(told({ ...whole, contractMode: 'referral' })).toEqual([])
  })

  test('[PLAN9] duty ends on the minute, in the local time of the district, in summer as in winter', () => {
    const roster = [duty('kessler', 'primary', '08:00', '12:00')]
    const at = (now: string) =>
      told({ ...whole, roster, presence: available('kessler'), now: new Date(now) })[0]?.[0]
    expect(at('2026-03-02T10:59:59Z')).toBe('on_duty')
    expect(at('2026-03-02T11:00:00Z')).toBe('same_skill')
    expect(at('2026-07-06T09:59:59Z')).toBe('on_duty')
    expect(at('2026-07-06T10:00:00Z')).toBe('same_skill')
  })

  test('[PLAN10] who becomes free after their own stage has passed is rung in the next one', () => {
    const late = { ...whole, alreadyTried: ['sahin' as PersonId], presence: available('kessler', 'menge') }
    expect(told({ ...late, after: 'on_duty' })).toEqual([
      ['same_skill', 20, ['kessler']],
      ['substitutes', 25, ['menge']],
    ])
    expect(told({ ...late, after: 'same_skill' })).toEqual([['substitutes', 25, ['kessler', 'menge']]])
    expect(told({ ...late, after: 'substitutes' })).toEqual([])
  })
})

const logins = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const anyLogin = fc.constantFrom(...logins)
const anyStaff = fc.tuple(
  ...logins.map((login) =>
    fc
      .record({
        unit: fc.constantFrom<UnitId | undefined>(kfz.id, 'bau' as UnitId, undefined),
        office: fc.constantFrom('kreishaus' as OfficeId, 'boitzenfurt' as OfficeId),
        teamLead: fc.boolean(),
        languages: fc.constantFrom(['de'], ['de', 'tr']),
        roles: fc.constantFrom<Staff['roles']>(
          ['specialist'],
          ['adviser'],
          ['manager'],
          ['adviser', 'specialist'],
        ),
      })
      .map(({ unit, ...more }): Staff => {
        const { unit: _kfz, ...rest } = person(login, more)
        return unit === undefined ? rest : { ...rest, unit }
      }),
  ),
)
const anyInput: fc.Arbitrary<CallPlanInput> = fc
  .record({
    staff: anyStaff,
    presence: fc.array(fc.tuple(anyLogin, fc.constantFrom(...presenceStates))),
    roster: fc.array(
      fc
        .tuple(anyLogin, fc.constantFrom('primary' as const, 'background' as const), fc.boolean())
        .map(([login, rank, now]) => (now ? duty(login, rank) : duty(login, rank, '00:00', '06:00'))),
    ),
    substitutions: fc.array(fc.tuple(anyLogin, anyLogin).map(([one, other]) => standsIn(one, other))),
    language: fc.constantFrom('de', 'tr', 'uk'),
    kind: fc.constantFrom('A' as const, 'B' as const),
    requester: anyLogin,
    alreadyTried: fc.uniqueArray(anyLogin),
    after: fc.constantFrom(
      null,
      'same_office' as const,
      'on_duty' as const,
      'same_skill' as const,
      'substitutes' as const,
    ),
  })
  .map(({ presence, kind, requester, alreadyTried, ...more }) =>
    input({
      ...more,
      presence: new Map(presence.map(([login, state]) => [login as PersonId, state])),
      office: { id: 'boitzenfurt' as OfficeId, kind, authority: 'boitzenfurt' as AuthorityId },
      requester: requester as PersonId,
      alreadyTried: alreadyTried as PersonId[],
    }),
  )

describe('call plan, whatever the situation', () => {
  test('[PLAN11] nobody twice, only competent, only available, never longer than 85 seconds, no empty stage', () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        const plan = planCall(given)
        const rung = plan.flatMap((stage) => stage.ring.map((ring) => ring.person))
        expect(new Set(rung).size).toBe(rung.length)
        const named = new Set(given.substitutions.map((rule) => rule.substitute))
        for (const id of rung) {
          const who = given.staff.find((each) => each.id === id)!
          expect(worksFor(who, given.unit) || named.has(id)).toBe(true)
          expect(given.presence.get(id)).toBe('available')
          expect(given.alreadyTried).not.toContain(id)
          expect(id).not.toBe(given.requester)
        }
        expect(plan.every((stage) => stage.ring.length > 0)).toBe(true)
        expect(plan.reduce((sum, stage) => sum + stage.seconds, 0)).toBeLessThanOrEqual(85)
        expect(plan.every((stage) => stage.seconds === stageSeconds[stage.reason])).toBe(true)
      }),
      { numRuns: 2_000, seed: 5 },
    )
  })

  test('[PLAN12] the same situation gives the same plan, in whatever order it was read', () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        const turned = {
          ...given,
          staff: given.staff.toReversed(),
          presence: new Map([...given.presence].toReversed()),
        }
        expect(planCall(turned)).toEqual(planCall(given))
        expect(planCall(structuredClone(given))).toEqual(planCall(given))
      }),
      { numRuns: 1_000, seed: 6 },
    )
  })

  test('[PLAN13] no available colleague of the unit is left out of the whole plan', () => {
    const leftOut = (given: CallPlanInput) => {
      const plan = planCall({ ...given, after: null })
      const rung = new Set(plan.flatMap((stage) => stage.ring.map((ring) => ring.person)))
      return given.staff
        .filter((who) => given.presence.get(who.id) === 'available' && who.id !== given.requester)
        .filter((who) => worksFor(who, given.unit) && !who.teamLead && !given.alreadyTried.includes(who.id))
        .filter((who) => !rung.has(who.id))
    }
    const property = fc.property(anyInput, (given) => leftOut(given).length === 0)
    expect(fc.check(property, { numRuns: 1_000, seed: 7 }).counterexample).toBeNull()
  })
})
