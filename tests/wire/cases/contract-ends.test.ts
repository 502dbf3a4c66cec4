import { expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { CaseId, ServiceId } from '#shared/model/ids.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { admission, codeOf, said, WireDesk, type Tab } from '../gateway/wire-desk.ts'

const kfz = 'kfz-ummeldung' as ServiceId
const wohnsitz = 'wohnsitz-anmelden' as ServiceId
const unknown = '00000000-0000-7000-8000-000000000000' as CaseId

/** Whatever a person at the counter can ask of a case, one after the other. */
async function everyCommandOn(tab: Tab, opened: { id: CaseId; services: readonly { id: string }[] }) {
  const id = { case: opened.id }
  const caseService = opened.services[0]!.id
  return [
    await tab.ask(commands.getCase, id),
    await tab.ask(commands.readHistory, id),
    await tab.ask(commands.claimCase, id),
    await tab.ask(commands.renameCase, { ...id, citizen: { name: 'Petra Wendt' } }),
    await tab.ask(commands.addService, { ...id, service: 'kfz-abmeldung' as ServiceId }),
    await tab.ask(commands.cancelService, { ...id, caseService, reason: 'nicht mehr gewünscht' }),
    await tab.ask(commands.giveConsent, { ...id, scopes: ['file'], how: 'spoken' }),
    await tab.ask(commands.refuseConsent, { ...id, scopes: ['file'] }),
    await tab.ask(commands.withdrawConsent, { ...id, scopes: ['file'] }),
    await tab.ask(commands.request, { ...id, service: kfz, question: 'Geht das noch?' }),
  ]
}

test('[CONTRACT1] a contract ends with its last day in Berlin: new cases are refused with clause and date, cases that stood on it alone are shut', async () => {
  // Contract 2023-02 with Dömzow is valid until 31 December 2026; nine seconds before midnight in Germany.
  const desk = await WireDesk.start({ clock: new HandClock(new Date('2026-12-31T22:59:51Z')) })
  try {
    const wolf = await desk.tab('t.wolf')
    const offered = async (service: ServiceId) =>
      (await wolf.do(commands.readCatalogue, {})).services.find(({ id }) => id === service)
    expect(await offered(kfz)).toMatchObject({ allowed: true })
    const onContract = await wolf.do(commands.openCase, { services: [kfz] })
    const mixed = await wolf.do(commands.openCase, { services: [kfz, wohnsitz] })
    const stream = `case/${onContract.id}`
    const shut = await Promise.all(
      ['shared', 'staff'].map((audience) => wolf.owner.document(`${onContract.id}.${audience}.1`)),
    )
    const kept = await wolf.owner.document(`${mixed.id}.shared.1`)
    expect(await Promise.all([...shut, kept].map(admission))).toEqual(['edit', 'edit', 'edit'])
    const kranz = await desk.tab('d.kranz')

    // The look at the rights goes through the store, so the clock waits for it instead of running past it.
    const closings = await desk.clock.advanceUntil(Promise.all(shut.map((each) => each.until('close'))))
    expect(closings.map(({ code }) => code)).toEqual([4403, 4403])
    expect(kept.closed).toBeNull()
    expect(said(await wolf.ask(commands.openCase, { services: [kfz] }))).toMatch(
      /^E_FORBIDDEN „[^“]+“ darf hier nicht bearbeitet werden: .*2023-02.*31\.(12\.|\s?Dezember )2026/,
    )
    expect(await offered(kfz)).toMatchObject({ allowed: false })
    const over =
      'E_FORBIDDEN „Fahrzeug ummelden (Umzug, gleicher Halter)“ darf hier nicht bearbeitet werden: Vertrag 2023-02 ist am 31.12.2026 ausgelaufen (§ 9). Bitte an Landkreis Lindetal verweisen. Auskunft: Vertragsstelle im Büro der Landrätin, Telefon 030 23125 140, vertraege@landkreis-lindetal.example.'
    for (const reply of await everyCommandOn(wolf, onContract)) expect(said(reply)).toBe(over)
    expect(codeOf(await wolf.ask(commands.getCase, { case: unknown }))).toBe('E_NOT_FOUND')
    expect(codeOf(await wolf.ask(commands.resumeStream, { stream }))).toBe('E_NOT_FOUND')
    const again = await wolf.owner.document(`${onContract.id}.shared.1`)
    expect(await admission(again)).toBe('4403')

    expect((await wolf.do(commands.getCase, { case: mixed.id })).id).toBe(mixed.id)
    expect(
      codeOf(await wolf.ask(commands.addService, { case: mixed.id, service: 'kfz-abmeldung' as ServiceId })),
    ).toBe('E_FORBIDDEN')
    expect(
      said(await wolf.ask(commands.request, { case: mixed.id, service: kfz, question: 'Geht das noch?' })),
    ).toBe(over)
    const delegated = mixed.services.find(({ service }) => service === kfz)!
    expect(
      said(
        await wolf.ask(commands.cancelService, { case: mixed.id, caseService: delegated.id, reason: 'x' }),
      ),
    ).toBe(over)
    expect((await wolf.do(commands.openCase, { services: [wohnsitz] })).services).toHaveLength(1)
    kranz.close()
  } finally {
    await desk.stop()
  }
  expect(desk.faults).toEqual([])
})

test('[CONTRACT2] a service the contract does not name or the office may not handle is refused with the clause that says so', async () => {
  const desk = await WireDesk.start()
  try {
    const brandt = await desk.tab('j.brandt')
    const { services } = await brandt.do(commands.readCatalogue, {})
    const refused = services.filter((service) => !service.allowed)
    expect(refused.length).toBeGreaterThan(0)
    for (const service of refused) {
      const reply = said(await brandt.ask(commands.openCase, { services: [service.id] }))
      expect(reply).toBe(`E_FORBIDDEN „${service.title}“ darf hier nicht bearbeitet werden: ${service.basis}`)
    }
    expect(said(await brandt.ask(commands.openCase, { services: ['mondreise' as ServiceId] }))).toBe(
      'E_SCHEMA Die Leistung „mondreise“ steht nicht im Katalog. Bitte über die Suche auswählen.',
    )
  } finally {
    await desk.stop()
  }
})

test('[CONTRACT3] every decision on a service under a contract says for whom and under which contract, also in the Verlauf', async () => {
  const desk = await WireDesk.start()
  try {
    const brandt = await desk.tab('j.brandt')
    const opened = await brandt.do(commands.openCase, { services: [wohnsitz, kfz] })
    const acting = { authority: 'kreis', contract: '2024-07' }
    await brandt.do(commands.addService, { case: opened.id, service: 'jagdschein' as ServiceId })
    await brandt.do(commands.request, { case: opened.id, service: kfz, question: 'Geht das?' })
    const [own, delegated] = opened.services
    for (const one of [own!, delegated!])
      await brandt.do(commands.cancelService, { case: opened.id, caseService: one.id, reason: 'x' })
    const { entries } = await brandt.do(commands.readHistory, { case: opened.id })
    const detail = (action: string) => entries.filter((one) => one.action === action).map((one) => one.detail)
    expect(detail('case.delegated')).toEqual([{ services: kfz, ...acting }])
    expect(detail('service.added')).toEqual([{ service: 'jagdschein', ...acting }])
    expect(detail('consultation.requested')).toEqual([{ service: kfz, unit: 'kfz', ...acting }])
    expect(detail('service.cancelled')).toEqual([
      { service: wohnsitz, why: 'x' },
      { service: kfz, why: 'x', ...acting },
    ])
    const stored = (await desk.audit()).filter((one) => one.detail['contract'] === '2024-07')
    expect(stored.map((one) => one.action)).toEqual([
      'case.delegated',
      'service.added',
      'consultation.requested',
      'service.cancelled',
    ])
  } finally {
    await desk.stop()
  }
})
