import type { FeeRules } from '#shared/model/fee.ts'
import type { Retention } from '#shared/model/retention.ts'
import district from './demo/district.json' with { type: 'json' }
import evidence from './demo/evidence.json' with { type: 'json' }
import fees from './demo/fees.json' with { type: 'json' }
import forms from './demo/forms.json' with { type: 'json' }
import requirements from './demo/requirements.json' with { type: 'json' }
import retention from './demo/retention.json' with { type: 'json' }
import services from './demo/services.json' with { type: 'json' }
import type { DistrictSource } from './district-port.ts'
import { loadDistrict, type FormSchemas } from './load-district.ts'
import { loadEvidence, loadRetention, type EvidenceNeeds } from './load-evidence.ts'
import { loadFees } from './load-fees.ts'
import { loadRequirements, type RequirementsByService } from './requirements-file.ts'

/** The fictional Landkreis Lindetal, as bundled with the program. @throws DistrictFault when its files are wrong. */
export function demoDistrict(): DistrictSource & {
  readonly forms: FormSchemas
  readonly requirements: RequirementsByService
  readonly fees: FeeRules
  readonly evidence: EvidenceNeeds
  readonly retention: Retention
} {
  const loaded = loadDistrict({ district, services, forms })
  return {
    current: () => loaded.district,
    forms: loaded.forms,
    requirements: loadRequirements('requirements.json', requirements, loaded.forms),
    fees: loadFees(fees, loaded.district.services),
    evidence: loadEvidence(evidence, loaded.forms),
    retention: loadRetention(retention, loaded.forms),
  }
}
