import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { formOf } from '#shared/model/forms/form-of.ts'
import { valuesFrom } from '#shared/model/forms/values.ts'
import type { CaseId, CaseServiceId, ServiceId } from '#shared/model/ids.ts'
import { sealed, snapshotOf, type ServiceSnapshot, type SnapshotPaper } from '#shared/model/snapshot.ts'
import { demoDistrict } from '#server/district/demo-district.ts'
import { systemClock } from '#server/platform/clock.ts'
import { exportStore } from '#server/store/copy/export-store.ts'
import { importStore } from '#server/store/copy/import-store.ts'
import { openDatabase } from '#server/store/database.ts'
import { openEngine } from '#server/store/open-engine.ts'
import { generatedAnswers } from '#tests/support/generated-answers.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { postgresStore, type StorePlace } from '#tests/support/stores.ts'

// Opening an engine costs seconds of CPU on a machine that is busy with other things.
vi.setConfig({ testTimeout: 180_000 })

const parts = { log: quietLog, clock: systemClock, onFatal: () => undefined }
const papers: readonly SnapshotPaper[] = [
  { kind: 'file', title: 'ZB I „ß ı ş \u2028“', sha256: 'a'.repeat(64), promised: '2028-02-29' },
  { kind: 'attestation', document: 'personalausweis', zoneChecked: true },
]

/** Whatever may stand in the forms of the catalogue, sealed as a decision seals it. */
function someSnapshots(id: CaseId): ServiceSnapshot[] {
  const { forms } = demoDistrict()
  return Object.entries(forms).flatMap(([service, schema]) => {
    const form = formOf(schema)
    return fc
      .sample(generatedAnswers(form), { numRuns: 20, seed: 11 })
      .map((typed) =>
        snapshotOf(
          { case: id, caseService: randomUUID() as CaseServiceId, service: service as ServiceId },
          valuesFrom(form, JSON.parse(JSON.stringify(typed)) as Record<string, unknown>),
          papers,
        ),
      )
  })
}

async function copied(from: StorePlace, to: StorePlace): Promise<void> {
  const file = join(inject('testRun').folder, `copy-${randomUUID()}.gz`)
  const source = await openEngine({ ...from, ...parts })
  await exportStore(source, file)
  await source.close()
  const target = await openEngine({ ...to, ...parts })
  await importStore(target, file, new Date())
  await target.close()
}

test('[PRECHECK14] the hash of a snapshot verifies after the store was exported and imported into another one', async () => {
  const from = await postgresStore()
  const id = randomUUID() as CaseId
  const all = someSnapshots(id)
  const database = await openDatabase({ ...from, ...parts })
  await database.kysely
    .insertInto('case_file')
    .values({
      id,
      number: 'V-2026-000001',
      title: 'Umzug',
      office: 'seendorf',
      opened_by: randomUUID(),
      opened_at: new Date(),
      changed_at: new Date(),
    })
    .execute()
  await database.kysely
    .insertInto('snapshot')
    .values(
      all.map((one) => ({
        case_service: one.caseService,
        ...sealed(one),
        case_id: id,
        head: 'h',
        head_seq: 1,
        taken_at: new Date(),
      })),
    )
    .execute()
  await database.close()

  const to = { databaseUrl: undefined, dataDir: join(inject('testRun').folder, `empty-${randomUUID()}`) }
  await copied(from, to)
  const there = await openDatabase({ ...to, ...parts })
  onTestFinished(() => there.close())
  const rows = await there.kysely.selectFrom('snapshot').selectAll().execute()
  expect(rows).toHaveLength(all.length)
  for (const { body, hash } of rows) {
    expect(createHash('sha256').update(body, 'utf8').digest('hex')).toBe(hash)
    expect(sealed(JSON.parse(body) as ServiceSnapshot).hash).toBe(hash)
  }
  expect(rows.map(({ hash }) => hash).toSorted()).toEqual(all.map((one) => sealed(one).hash).toSorted())
})
