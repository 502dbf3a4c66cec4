import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { catalogueCommands } from '#shared/contract/catalogue-contract.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import type { EvidenceNeed } from '#shared/model/evidence-need.ts'
import type { Form } from '#shared/model/forms/form.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import type { Requirement } from '#shared/model/precheck/requirement.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { onCatalogueChanged } from '#client/catalogue/catalogue-news.ts'
import { tell } from '#client/ui/told.ts'

/** Forms, rules and evidence needs by service, read once per window and anew with every new version of the district. */
export const useFormCatalogue = defineStore('form-catalogue', () => {
  const link = useDeskLink()
  const forms = shallowRef<ReadonlyMap<ServiceId, Form>>(new Map())
  const requirements = shallowRef<ReadonlyMap<ServiceId, readonly Requirement[]>>(new Map())
  const evidence = shallowRef<ReadonlyMap<ServiceId, readonly EvidenceNeed[]>>(new Map())
  const asked = new Set<ServiceId>()
  let news: (() => void) | undefined

  /** Reads the forms that are not here yet. */
  async function need(services: readonly ServiceId[]): Promise<void> {
    const missing = services.filter((service) => !asked.has(service))
    for (const service of missing) asked.add(service)
    await Promise.all(missing.map(read))
  }

  async function read(service: ServiceId): Promise<void> {
    const told = await tell(() => link.request(catalogueCommands.readForm, { service }))
    if (!told.ok) {
      asked.delete(service)
      return
    }
    requirements.value = new Map(requirements.value).set(service, told.value.requirements)
    evidence.value = new Map(evidence.value).set(service, told.value.evidence)
    if (told.value.schema) forms.value = new Map(forms.value).set(service, formOf(told.value.schema))
    news ??= onCatalogueChanged(link, () => void Promise.all([...asked].map(read)))
  }

  return { forms, requirements, evidence, need }
})
