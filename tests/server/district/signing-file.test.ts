import { expect, test } from 'vitest'
import { demoFile } from '#server/district/demo-district.ts'
import { loadDistrict } from '#server/district/load-district.ts'

const load = (changed: object) => () => loadDistrict('landkreis.json', { ...demoFile, ...changed })

test('[SIGNED7] every service with a form says what is signed or why nothing is, never both; a file from before may be silent', () => {
  const { sperrmuell, ...rest } = demoFile.unsigned
  expect(load({})).not.toThrow()
  expect(load({ unsigned: undefined })).not.toThrow()
  expect(load({ unsigned: rest })).toThrow(/\(\/unsigned\): „sperrmuell“ hat ein Formular/)
  expect(load({ unsigned: { ...demoFile.unsigned, wbs: sperrmuell } })).toThrow(
    /\/unsigned\/wbs\): Für „wbs“ wird nach „signing“ etwas unterschrieben/,
  )
  expect(load({ unsigned: { ...demoFile.unsigned, mond: sperrmuell } })).toThrow(/\/unsigned\/mond\)/)
})
