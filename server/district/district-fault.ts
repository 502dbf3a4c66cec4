/** One thing that is wrong in a district: where, and a German sentence of what it is and what to do. */
export interface DistrictProblem {
  /** JSON pointer, e.g. `/contracts/2/validUntil`; empty: the file as a whole. */
  readonly path: string
  /** From 1; absent where the file is part of the program. */
  readonly line?: number
  readonly sentence: string
}

/** A district that cannot be used as configured; it is refused as a whole. The message names the first things in the way. */
export class DistrictFault extends Error {
  override readonly name = 'DistrictFault'

  constructor(
    readonly file: string,
    readonly problems: readonly DistrictProblem[],
  ) {
    super(problems.map((one) => problemLine(file, one)).join('\n'))
  }
}

/** "landkreis.json, Zeile 12 (/contracts/0/term): …" */
export function problemLine(file: string, { path, line, sentence }: DistrictProblem): string {
  const where = line === undefined ? file : `${file}, Zeile ${line}`
  return `${where}${path === '' ? '' : ` (${path})`}: ${sentence}`
}
