import type { FeeRules } from '#shared/model/fee.ts'
import type { Retention } from '#shared/model/retention.ts'
import district from './demo/district.json' with { type: 'json' }
import evidence from './demo/evidence.json' with { type: 'json' }
import fees from './demo/fees.json' with { type: 'json' }
import forms from './demo/forms.json' with { type: 'json' }
import names from './demo/names.json' with { type: 'json' }
import requirements from './demo/requirements.json' with { type: 'json' }
import retention from './demo/retention.json' with { type: 'json' }
import signing from './demo/signing.json' with { type: 'json' }
import unsigned from './demo/unsigned.json' with { type: 'json' }
import services from './demo/services.json' with { type: 'json' }
import type { DistrictSource, FormSchemas } from './district-port.ts'
import { partOf } from './district-parts.ts'
import { evidencePart, retentionPart, type EvidenceNeeds } from './evidence-file.ts'
import { feesPart } from './fees-file.ts'
import { loadDistrict } from './load-district.ts'
import { requirementsPart, type RequirementsByService } from './requirements-file.ts'

/** The parts of the demo district put together as the one file they would be exported as. */
export const demoFile = {
  schema: 1,
  ...district,
  services: services.services,
  forms,
  requirements,
  fees: fees.fees,
  evidence,
  retention,
  signing,
  names,
  unsigned,
}

/** The same as text, as it is exported. */
export const demoText = (): string => `${JSON.stringify(demoFile, null, 2)}\n`

/** The fictional Landkreis Lindetal, as bundled with the program. @throws DistrictFault when its files are wrong. */
export function demoDistrict(): DistrictSource & {
  readonly forms: FormSchemas
  readonly requirements: RequirementsByService
  readonly fees: FeeRules
  readonly evidence: EvidenceNeeds
  readonly retention: Retention
} {
  const loaded = loadDistrict('server/district/demo', demoFile)
  return {
    current: () => loaded.district,
    loaded: () => loaded,
    at: () => loaded,
    forms: loaded.forms,
    requirements: partOf(loaded, requirementsPart) ?? {},
    fees: partOf(loaded, feesPart) ?? {},
    evidence: partOf(loaded, evidencePart) ?? {},
    retention: partOf(loaded, retentionPart) ?? { classes: [], services: {} },
  }
}
