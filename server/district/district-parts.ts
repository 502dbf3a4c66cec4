import type { TSchema } from 'typebox'
import type { EvidenceNeed } from '#shared/model/evidence-need.ts'
import type { Form } from '#shared/model/forms/form.ts'
import type { FormSchemas, LoadedDistrict } from './district-port.ts'
import type { DistrictFile } from './district-schema.ts'

/** Tells where something is wrong; `path` is a JSON pointer from the root of the file. */
export type Report = (path: string, sentence: string) => void

/** What a part may refer to. */
export interface Known {
  /** JSON Schemas of the forms by service. */
  readonly schemas: FormSchemas
  /** The form of a service; undefined without one, null where it cannot be read, which is told elsewhere. */
  readonly form: (service: string) => Form | null | undefined
  /** What the service asks for, by title; undefined where the file says nothing about papers. */
  readonly papers: (service: string) => readonly Pick<EvidenceNeed, 'title' | 'mayFollowDays'>[] | undefined
  /** Services for which something is to be signed. */
  readonly signed: ReadonlySet<string>
  readonly services: ReadonlySet<string>
  readonly catalogue: DistrictFile['services']
  readonly authorities: ReadonlySet<string>
  readonly offices: ReadonlySet<string>
  readonly units: ReadonlySet<string>
}

/**
 * A further part of the one file a district is configured with. `value` of an absent part is undefined: a file that was
 * written before the part existed goes on being valid.
 */
export interface DistrictPart<Value = unknown> {
  readonly key: string
  readonly schema: TSchema
  /** References and rules the schema cannot say; called when the shape is right. */
  readonly check?: (value: unknown, known: Known, report: Report) => void
  /** Carries the type only; never read at run time. */
  readonly value?: Value
}

/** The part as its schema describes it; undefined where the file does not have it. */
export function partOf<Value>(loaded: LoadedDistrict, part: DistrictPart<Value>): Value | undefined {
  return loaded.parts[part.key] as Value | undefined
}
