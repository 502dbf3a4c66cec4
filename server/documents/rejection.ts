import type { RejectCode } from '#shared/contract/document-contract.ts'

/** An update that is not taken; `reason` is a short technical word for operators, never content. */
export class Rejection extends Error {
  override readonly name = 'Rejection'

  constructor(
    readonly code: RejectCode,
    readonly reason: string,
  ) {
    super(`${code}: ${reason}`)
  }
}
