import { demoFile } from '#server/district/demo-district.ts'

export type DistrictJson = typeof demoFile

/** The demo district as a file, changed. */
export function districtText(change: (file: DistrictJson) => void = () => undefined): string {
  const file = structuredClone(demoFile)
  change(file)
  return JSON.stringify(file, null, 2)
}
