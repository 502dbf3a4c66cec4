import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * What only the citizen types, as the store may see it: encrypted under a key that is not in the database, bound to its case.
 * The mark is keyed too, or whoever has it could try out the numbers of a bank.
 */
export class ValueSeal {
  readonly #mark: Buffer
  readonly #seal: Buffer

  constructor(key: Buffer) {
    this.#mark = Buffer.from(hkdfSync('sha256', key, '', 'lotse value mark', 32))
    this.#seal = Buffer.from(hkdfSync('sha256', key, '', 'lotse value seal', 32))
  }

  /** The same for the same value of the same case, so that typing it again changes nothing. */
  markOf(bound: string, value: string): string {
    return createHmac('sha256', this.#mark).update(`${bound} ${value}`).digest('hex').slice(0, 8)
  }

  seal(bound: string, value: string): string {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#seal, nonce).setAAD(Buffer.from(bound))
    const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64')
  }

  /** Undefined when it was sealed for another case or under another key, e.g. after DATA_DIR was lost. */
  open(bound: string, sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64')
    try {
      const cipher = createDecipheriv('aes-256-gcm', this.#seal, bytes.subarray(0, 12))
      cipher.setAAD(Buffer.from(bound)).setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8')
    } catch (error) {
      if (error instanceof Error) return undefined
      throw error
    }
  }
}
