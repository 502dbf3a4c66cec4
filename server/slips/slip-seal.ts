import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { tidyCode } from '#shared/model/slip-code.ts'

/**
 * Codes as the store may see them. 34 bits are soon tried out by whoever has a plain hash, so the hash is keyed, and so that
 * a slip can be printed again the code is kept under a second key. Both come from a key that is not in the database.
 */
export class SlipSeal {
  readonly #hash: Buffer
  readonly #seal: Buffer

  constructor(key: Buffer) {
    this.#hash = Buffer.from(hkdfSync('sha256', key, '', 'lotse slip hash', 32))
    this.#seal = Buffer.from(hkdfSync('sha256', key, '', 'lotse slip seal', 32))
  }

  /** Of anything that was typed, in the same steps. */
  hashOf(typed: string): string {
    return createHmac('sha256', this.#hash).update(tidyCode(typed)).digest('hex')
  }

  seal(code: string): string {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#seal, nonce)
    const text = Buffer.concat([cipher.update(code, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64')
  }

  /** Undefined when it was sealed under another key, e.g. after DATA_DIR was lost. */
  open(sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64')
    try {
      const cipher = createDecipheriv('aes-256-gcm', this.#seal, bytes.subarray(0, 12))
      cipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8')
    } catch (error) {
      if (error instanceof Error) return undefined
      throw error
    }
  }
}
