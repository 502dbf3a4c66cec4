import { randomInt } from 'node:crypto'
import { checkCharacter, codeAlphabet, codeLength } from '#shared/model/slip-code.ts'

/** A fresh code: seven characters by chance (34 bits), the eighth checks them. */
export function freshCode(): string {
  const seven = Array.from(
    { length: codeLength - 1 },
    () => codeAlphabet[randomInt(codeAlphabet.length)],
  ).join('')
  return seven + checkCharacter(seven)
}
