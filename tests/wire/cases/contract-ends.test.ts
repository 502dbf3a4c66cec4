import { expect, test } from 'vitest'
import { commands } from '#shared/contract/wire.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { HandClock } from '#tests/support/hand-clock.ts'
import { admission, codeOf, said, WireDesk } from '../gateway/wire-desk.ts'

const kfz = 'kfz-ummeldung' as ServiceId
const wohnsitz = 'wohnsitz-anmelden' as ServiceId

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

    await desk.clock.advance(13_000)
    for (const document of shut) expect((await document.until('close')).code).toBe(4403)
    expect(kept.closed).toBeNull()
    expect(said(await wolf.ask(commands.openCase, { services: [kfz] }))).toMatch(
      /^E_FORBIDDEN „[^“]+“ darf hier nicht bearbeitet werden: .*2023-02.*31\.(12\.|\s?Dezember )2026/,
    )
    expect(await offered(kfz)).toMatchObject({ allowed: false })
    expect(codeOf(await wolf.ask(commands.getCase, { case: onContract.id }))).toBe('E_NOT_FOUND')
    expect(codeOf(await wolf.ask(commands.resumeStream, { stream }))).toBe('E_NOT_FOUND')
    const again = await wolf.owner.document(`${onContract.id}.shared.1`)
    expect(await admission(again)).toBe('4403')

    expect((await wolf.do(commands.getCase, { case: mixed.id })).id).toBe(mixed.id)
    expect(
      codeOf(await wolf.ask(commands.addService, { case: mixed.id, service: 'kfz-abmeldung' as ServiceId })),
    ).toBe('E_FORBIDDEN')
    expect(
      said(await wolf.ask(commands.request, { case: mixed.id, service: kfz, question: 'Geht das noch?' })),
    ).toBe(
      'E_STATE Der Vertrag 2023-02 ist ausgelaufen. Eine Zuschaltung ist nicht möglich; bitte verweisen Sie an: Landkreis Lindetal.',
    )
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
