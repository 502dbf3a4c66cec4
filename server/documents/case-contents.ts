import { valuesFrom, type FormValues } from '#shared/model/forms/values.ts'
import type { CaseServiceId } from '#shared/model/ids.ts'
import type { CaseContents } from '#server/cases/case-port.ts'
import type { CatalogueService } from '#server/catalogue/catalogue-service.ts'
import type { Documents } from './documents.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The stored answers of a case, as its forms name them. */
export function caseContents(documents: Documents, catalogue: CatalogueService): CaseContents {
  return {
    async read(file) {
      const { head, headSeq, roots } = await documents.read(file.id, 'shared', file.generation)
      const written = isRecord(roots['forms']) ? roots['forms'] : {}
      const forms = new Map<CaseServiceId, FormValues>()
      for (const { id, service } of file.services) {
        const form = catalogue.formOf(service)
        const answers = written[id]
        if (form && isRecord(answers)) forms.set(id, valuesFrom(form, answers))
      }
      return { head, headSeq, forms }
    },
  }
}
