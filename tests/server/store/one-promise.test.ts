import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { expect, test, vi } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/store/database.ts'
import { migrations } from '#server/store/migrations/index.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { embeddedStore, postgresStore, type StorePlace } from '#tests/support/stores.ts'

// Opening an engine costs seconds of CPU on a machine that is busy with other things.
vi.setConfig({ testTimeout: 180_000 })

const at = new Date('2026-11-26T09:00:00.000Z')
const open = (place: StorePlace) =>
  openDatabase({
    ...place,
    log: quietLog,
    clock: systemClock,
    onFatal: (sentence) => {
      throw new Error(sentence)
    },
    steps: migrations,
  })

test.each([
  ['embedded', embeddedStore],
  ['postgres', postgresStore],
] as const)(
  '[PRECHECK13] what a finding promised before there was one promise lies with the Unterlagen, once, and where no sign-off holds (%s)',
  async (_kind, newStore) => {
    const place = await newStore()
    const old = await open(place)
    const [file, person] = [uuidv7(), uuidv7()]
    const services = ['kfz-ummeldung', 'hund-anmelden', 'jagdschein', 'bauvorbescheid'].map((service) => ({
      id: uuidv7(),
      service,
    }))
    await sql`insert into case_file (id, number, title, office, opened_by, opened_at, changed_at)
      values (${file}, 'V-2026-1', 'Alt', 'seendorf', ${person}, ${at}, ${at})`.execute(old.kysely)
    const [hu, dog, hunt, build] = services.map(({ id }) => id)
    for (const [position, { id, service }] of services.entries())
      await sql`insert into case_service (id, case_id, position, service, authority, mode, state)
        values (${id}, ${file}, ${position}, ${service}, 'lindetal', 'independent', 'collecting')`.execute(
        old.kysely,
      )
    const promises: [string | undefined, string, string][] = [
      [hu, 'hu', 'follow'],
      [dog, 'haftpflicht', 'follow'],
      [hunt, 'haftpflicht', 'follow'],
      [build, 'eigentum', 'accept'],
    ]
    for (const [service, requirement, decision] of promises)
      await sql`insert into finding_decision
        (case_service, requirement, case_id, decision, text, source, until_day, inputs, person, at)
        values (${service}, ${requirement}, ${file}, ${decision}, '', '§', '2026-12-24', 'x', ${person}, ${at})`.execute(
        old.kysely,
      )
    // The dog's paper was promised there, too; the hunter's case is signed off.
    await sql`insert into evidence (id, case_id, case_service, kind, title, person, at, until)
      values (${uuidv7()}, ${file}, ${dog}, 'follow', 'Nachweis der Haftpflichtversicherung', ${person}, ${at}, '2026-12-12')`.execute(
      old.kysely,
    )
    await sql`insert into sign_off (id, case_service, case_id, hash, note, rows, person, at, changed)
      values (${uuidv7()}, ${hunt}, ${file}, 'x', '', '[]', ${person}, ${at}, '[]')`.execute(old.kysely)
    await sql`delete from migration where name = '0024-one-promise'`.execute(old.kysely)
    await old.close()

    const now = await open(place)
    try {
      const kept = await sql<{ title: string; until: string; case_service: string }>`
        select title, until, case_service from evidence order by until`.execute(now.kysely)
      expect(kept.rows).toEqual([
        { title: 'Nachweis der Haftpflichtversicherung', until: '2026-12-12', case_service: dog },
        { title: 'Nachweis der Hauptuntersuchung', until: '2026-12-24', case_service: hu },
      ])
      const left = await sql<{ decision: string }>`select decision from finding_decision`.execute(now.kysely)
      expect(left.rows).toEqual([{ decision: 'accept' }])
    } finally {
      await now.close()
    }
  },
)
