import type { RefusalCode } from '#shared/contract/reply.ts'

/**
 * A request the desk understood and turned down; anything else thrown is a fault.
 * `reason` is the key of a sentence in `server/platform/sentences.ts`; never personal data.
 */
export class Refused extends Error {
  override readonly name = 'Refused'

  constructor(
    readonly code: RefusalCode,
    readonly reason: string,
    readonly values: Readonly<Record<string, string | number>> = {},
  ) {
    super(`${code}: ${reason}`)
  }
}
