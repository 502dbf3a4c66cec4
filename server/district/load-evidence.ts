import type { EvidenceNeed } from '#shared/model/evidence-need.ts'
import { fieldsOf } from '#shared/model/forms/form.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import type { Retention } from '#shared/model/retention.ts'
import { conditionFault } from './condition-fault.ts'
import { DistrictFault } from './district-fault.ts'
import { evidenceFile, retentionFile } from './evidence-schema.ts'
import { formSentences as say } from './form-sentences.ts'
import { valid, type FormSchemas } from './load-district.ts'

/** Evidence needs by service id. */
export type EvidenceNeeds = Readonly<Record<string, readonly EvidenceNeed[]>>

/**
 * Every service with a form says what it asks for (an empty list is an answer too), conditions name fields of that form.
 * @throws DistrictFault
 */
export function loadEvidence(raw: unknown, forms: FormSchemas): EvidenceNeeds {
  const file = 'evidence.json'
  const services = valid(file, evidenceFile, raw)
  sameServices(file, '', Object.keys(services), forms)
  for (const [service, needs] of Object.entries(services)) {
    const fields = fieldsOf(formOf(forms[service] ?? {}))
    for (const [index, need] of needs.entries()) {
      const path = `/${service}/${String(index)}`
      if (needs.findIndex(({ id }) => id === need.id) < index)
        throw new DistrictFault(file, path, say.twice(need.id))
      const fault = need.when === undefined ? undefined : conditionFault(need.when, fields)
      if (fault) throw new DistrictFault(file, `${path}/when${fault.path}`, fault.sentence)
    }
  }
  return services as EvidenceNeeds
}

/** Every service with a form has a class that exists. @throws DistrictFault */
export function loadRetention(raw: unknown, forms: FormSchemas): Retention {
  const file = 'retention.json'
  const { classes, services } = valid(file, retentionFile, raw)
  const twice = classes.findIndex(({ id }, at) => classes.findIndex((one) => one.id === id) < at)
  if (twice >= 0)
    throw new DistrictFault(file, `/classes/${String(twice)}`, say.twice(classes[twice]?.id ?? ''))
  sameServices(file, '/services', Object.keys(services), forms)
  for (const [service, id] of Object.entries(services))
    if (!classes.some((one) => one.id === id))
      throw new DistrictFault(file, `/services/${service}`, say.noClass(id))
  return { classes, services }
}

function sameServices(file: string, path: string, services: readonly string[], forms: FormSchemas): void {
  const strange = services.find((service) => !Object.hasOwn(forms, service))
  if (strange !== undefined) throw new DistrictFault(file, `${path}/${strange}`, say.withoutForm)
  const missing = Object.keys(forms).find((service) => !services.includes(service))
  if (missing !== undefined) throw new DistrictFault(file, path, say.withoutEntry(missing))
}
