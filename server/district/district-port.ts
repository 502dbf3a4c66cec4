import type { District } from '#shared/model/district.ts'

/** JSON Schemas of forms by service id. */
export type FormSchemas = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Everything one file says: the district, its forms, and further parts by key (`district-parts.ts`). */
export interface LoadedDistrict {
  readonly district: District
  readonly forms: FormSchemas
  readonly parts: Readonly<Record<string, unknown>>
}

/** The configured district as it stands now; replaced as a whole when a new version is released. */
export interface DistrictSource {
  current(): District
  /** With forms and further parts; the same object as long as the same version is in force. */
  loaded(): LoadedDistrict
  /** The version that was in force at that instant: what an old case is explained by. */
  at(instant: Date): LoadedDistrict
}
