import type { CaseArchive, NotesArchive } from '#shared/model/archive.ts'
import { germanToday } from '#shared/model/checks/days.ts'
import { canonicalJson, digestOf } from '#shared/model/canonical.ts'
import type { CaseId } from '#shared/model/ids.ts'
import type { RetainedService } from '#shared/model/retention.ts'
import type { CaseRecords, StoredCase } from '#server/cases/case-port.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import type { Snapshots, TakenCase } from '#server/cases/snapshot-service.ts'
import type { Act, Acts } from '#server/platform/act.ts'
import type { LiveDocuments, RetentionRecords, StoredArchive } from './retention-port.ts'

export interface SealingParts {
  readonly acts: Acts
  readonly cases: Pick<CaseService, 'tell'>
  readonly files: Pick<CaseRecords, 'find'>
  readonly records: RetentionRecords
  readonly snapshots: Pick<Snapshots, 'of'>
  readonly documents: LiveDocuments
}

/**
 * At close the final state of a case is kept as canonical JSON with its head, the live documents are dropped, the generation
 * raised: a client that was away cannot bring back what is gone.
 */
export class Sealing {
  constructor(private readonly parts: SealingParts) {}

  /** Seals a closed case, once; may be asked again after a crash. */
  async seal(id: CaseId): Promise<void> {
    const { acts, files, documents, records } = this.parts
    const { file, before } = await acts.read(async (tx) => ({
      file: await files.find(tx, id),
      before: await records.sealed(tx, id, 'shared'),
    }))
    if (!file?.closedAt) return
    if (!before) await this.#keep(file)
    await documents.forget(id)
  }

  async #keep(file: StoredCase): Promise<void> {
    const { acts, snapshots, documents, records } = this.parts
    const { id } = file
    const taken = await snapshots.of(file)
    const notes = await Promise.all(
      (['staff', 'authority'] as const).map(async (audience) => ({
        audience,
        ...(await documents.read(id, audience, file.generation)),
      })),
    )
    await acts.run(null, async (act) => {
      if ((await records.sealed(act.tx, id, 'shared')) !== undefined) return
      const shared = sealOf('shared', archiveOf(file, taken), taken, act.at)
      const others = notes
        .filter(({ roots }) => Array.isArray(roots['notes']) && roots['notes'].length > 0)
        .map(({ audience, roots, ...at }) => {
          const kept: NotesArchive = {
            format: 'lotse.notes.v1',
            case: id,
            notes: roots['notes'] as unknown[],
          }
          return sealOf(audience, kept, at, act.at)
        })
      await records.seal(act.tx, [shared, ...others], await this.#retained(act, file))
      act.record({ action: 'case.sealed', case: id, history: true, detail: { hash: shared.hash } })
      await this.parts.cases.tell(act, id)
    })
  }

  async #retained(act: Act, file: StoredCase) {
    const closedOn = germanToday(file.closedAt ?? act.at)
    const handed = await this.parts.records.handedOver(act.tx, file.id)
    const services = file.services.map(({ id, service }): RetainedService => {
      const at = handed.get(id)
      return { service, closedOn, handedOverOn: at ? germanToday(at) : null }
    })
    const { id, number, office } = file
    return { case: id, number, office, closedOn, services, offered: null, hold: null }
  }
}

function archiveOf(file: StoredCase, taken: TakenCase): CaseArchive {
  const { id, number, title, citizenName, lifeEvent, office } = file
  return {
    format: 'lotse.archive.v1',
    case: id,
    number,
    title,
    citizenName,
    lifeEvent,
    office,
    openedAt: file.openedAt.toISOString(),
    closedAt: (file.closedAt ?? file.changedAt).toISOString(),
    services: file.services.flatMap((one) => {
      const found = taken.services.get(one.id)
      if (!found) return []
      const { id: caseService, service, authority, state } = one
      return [{ id: caseService, service, authority, state, snapshot: found.snapshot }]
    }),
  }
}

function sealOf(
  audience: StoredArchive['audience'],
  content: CaseArchive | NotesArchive,
  { head, headSeq }: { readonly head: string; readonly headSeq: number },
  sealedAt: Date,
): StoredArchive {
  const body = canonicalJson(content)
  return { audience, body, hash: digestOf(body), head, headSeq, sealedAt }
}
