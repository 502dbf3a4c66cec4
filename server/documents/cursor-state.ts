import { Rejection } from './rejection.ts'

const deepest = 8
const [quote, backslash, comma, colon, minus, point, zero, nine] = [34, 92, 44, 58, 45, 46, 48, 57]
const letterN = 110
const [openArray, closeArray, openObject, closeObject] = [91, 93, 123, 125]
/** Of `"cursor"`. */
const wanted = Buffer.from('cursor')
const words = ['true', 'false', 'null'].map((word) => Buffer.from(word))
const plainEscapes = new Set(Buffer.from('"\\/bfnrt'))

const bad = (): never => {
  throw new Rejection('DECODE', 'cursor state')
}

/**
 * Walks over the JSON text of a cursor state (RFC 8259) on its bytes, which are known to be UTF-8: nothing is built, so that
 * everybody's arrow keys cost little. Remembers where the value of `cursor` stands.
 */
export class CursorState {
  /** Where the value of `cursor` begins and ends; -1: there is none. */
  from = -1
  to = -1
  private bytes: Uint8Array = wanted
  private at = 0
  private end = 0

  /** @returns false when the state says that its client left. @throws Rejection DECODE, LIMIT */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    this.bytes = bytes
    this.at = from
    this.end = to
    this.from = -1
    this.to = -1
    this.space()
    const isObject = this.peek() === openObject
    if (isObject) this.object(0, true)
    else if (this.peek() !== letterN || !this.word()) bad()
    this.space()
    if (this.at !== to) bad()
    return isObject
  }

  private peek(): number {
    return this.at < this.end ? (this.bytes[this.at] as number) : -1
  }

  private space(): void {
    for (;;) {
      const next = this.peek()
      if (next !== 32 && next !== 10 && next !== 13 && next !== 9) return
      this.at += 1
    }
  }

  private take(byte: number): void {
    if (this.peek() !== byte) bad()
    this.at += 1
  }

  private value(depth: number): void {
    this.space()
    const next = this.peek()
    if (next === quote) this.string()
    else if (next === openObject) this.object(depth, false)
    else if (next === openArray) this.array(depth)
    else if (next === minus || (next >= zero && next <= nine)) this.number()
    else if (!this.word()) bad()
    this.space()
  }

  private object(depth: number, outermost: boolean): void {
    this.deepen(depth)
    this.at += 1
    this.space()
    if (this.peek() === closeObject) {
      this.at += 1
      return
    }
    for (;;) {
      this.space()
      const key = this.at
      this.string()
      const isCursor = outermost && this.spells(key + 1, this.at - 1)
      this.space()
      this.take(colon)
      this.space()
      const begin = this.at
      this.value(outermost ? 0 : depth + 1)
      // The last one counts, as with JSON.parse.
      if (isCursor) {
        this.from = begin
        this.to = this.at
      }
      if (this.peek() !== comma) break
      this.at += 1
    }
    this.take(closeObject)
  }

  private array(depth: number): void {
    this.deepen(depth)
    this.at += 1
    this.space()
    if (this.peek() === closeArray) {
      this.at += 1
      return
    }
    for (;;) {
      this.value(depth + 1)
      if (this.peek() !== comma) break
      this.at += 1
    }
    this.take(closeArray)
  }

  private deepen(depth: number): void {
    if (depth >= deepest) throw new Rejection('LIMIT', 'cursor state')
  }

  private string(): void {
    this.take(quote)
    for (;;) {
      const next = this.peek()
      if (next < 32) bad()
      this.at += 1
      if (next === quote) return
      if (next === backslash) this.escape()
    }
  }

  private escape(): void {
    const next = this.peek()
    this.at += 1
    if (plainEscapes.has(next)) return
    if (next !== 117) bad()
    for (let digit = 0; digit < 4; digit++) {
      const one = this.peek() | 32
      if (!((one >= zero && one <= nine) || (one >= 97 && one <= 102)) || this.peek() < zero) bad()
      this.at += 1
    }
  }

  private number(): void {
    if (this.peek() === minus) this.at += 1
    if (this.peek() === zero) this.at += 1
    else this.digits()
    if (this.peek() === point) {
      this.at += 1
      this.digits()
    }
    if ((this.peek() | 32) === 101) {
      this.at += 1
      const sign = this.peek()
      if (sign === 43 || sign === minus) this.at += 1
      this.digits()
    }
  }

  private digits(): void {
    const from = this.at
    while (this.peek() >= zero && this.peek() <= nine) this.at += 1
    if (this.at === from) bad()
  }

  private word(): boolean {
    const word = words.find((one) => one[0] === this.peek())
    if (word === undefined) return false
    for (const letter of word) this.take(letter)
    return true
  }

  private spells(from: number, to: number): boolean {
    if (to - from !== wanted.length) return false
    for (let at = 0; at < wanted.length; at++) if (this.bytes[from + at] !== wanted[at]) return false
    return true
  }
}
