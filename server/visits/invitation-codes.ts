import { createHmac, hkdfSync } from 'node:crypto'
import { checkCharacter, codeAlphabet, codeLength } from '#shared/model/slip-code.ts'
import type { InterpreterId, InvitationId } from '#shared/model/ids.ts'

/**
 * The code of an invitation follows from its id and a key beside the store (HMAC-SHA-256, RFC 2104): it can be said again to who
 * invited, e.g. when an answer was lost, and the store holds nothing that opens a seat.
 */
export class InvitationCodes {
  readonly #key: Buffer

  constructor(key: Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', key, '', 'lotse invitation', 32))
  }

  /** Two halves of seven characters (68 bits together) and a check character each. */
  of(id: InvitationId | InterpreterId): string {
    // 256 bits: what the remainders of 29 prefer does not matter.
    let rest = BigInt(`0x${createHmac('sha256', this.#key).update(id).digest('hex')}`)
    const half = () => {
      const seven = Array.from({ length: codeLength - 1 }, () => {
        const letter = codeAlphabet[Number(rest % BigInt(codeAlphabet.length))] ?? ''
        rest /= BigInt(codeAlphabet.length)
        return letter
      }).join('')
      return seven + checkCharacter(seven)
    }
    return half() + half()
  }
}
