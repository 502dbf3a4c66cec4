/** A district that cannot be used as configured. The message names file, path and reason. */
export class DistrictFault extends Error {
  override readonly name = 'DistrictFault'

  constructor(
    readonly file: string,
    readonly path: string,
    reason: string,
  ) {
    super(`${file}${path === '' ? '' : ` ${path}`}: ${reason}`)
  }
}
