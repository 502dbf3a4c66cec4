import type { District } from '#shared/model/district.ts'

/** The configured district as it stands now; replaced as a whole when an administrator changes it. */
export interface DistrictSource {
  current(): District
}
