import type { DistrictPart } from './district-parts.ts'
import { evidencePart, retentionPart } from './evidence-file.ts'
import { feesPart } from './fees-file.ts'
import { namesPart } from './names-file.ts'
import { signingPart, unsignedPart } from './signing-file.ts'
import { requirementsPart } from './requirements-file.ts'

/** Every further part of a district file there is; a capability adds its own here and reads it with `partOf`. */
export const furtherParts: readonly DistrictPart[] = [
  requirementsPart,
  feesPart,
  evidencePart,
  retentionPart,
  signingPart,
  namesPart,
  unsignedPart,
]
