import { namesIdentity } from '#shared/model/evidence.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import { papersOf } from '#shared/model/snapshot-papers.ts'
import type { CasePapers } from '#server/cases/case-port.ts'
import type { EvidenceRecords } from './evidence-port.ts'

/** The papers of a case as its decisions rest on them. `askedFor`: the papers the catalogue names for a service. */
export function casePapers(
  records: Pick<EvidenceRecords, 'list'>,
  askedFor: (service: ServiceId) => readonly string[],
): CasePapers {
  return {
    async read(tx, file) {
      const all = await records.list(tx, file.id)
      return new Map(
        file.services.map(({ id, service }) => [
          id,
          papersOf(id, askedFor(service).some(namesIdentity), all),
        ]),
      )
    },
  }
}
