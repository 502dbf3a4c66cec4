/** The bytes say something no Yjs client could read. */
export class Undecodable extends Error {
  override readonly name = 'Undecodable'
}

const fail = (what: string): never => {
  throw new Undecodable(what)
}

const deepestValue = 16

/** What a value of `lib0/encoding.writeAny` is, as far as the validator cares. */
export type AnyKind = 'scalar' | 'other'

/** Walks over lib0-encoded bytes without allocating. Every method throws {@link Undecodable} at the first impossible byte. */
export class ByteReader {
  bytes: Uint8Array = new Uint8Array(0)
  at = 0
  end = 0

  open(bytes: Uint8Array, at = 0, end = bytes.length): void {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  byte(): number {
    if (this.at >= this.end) fail('eof')
    return this.bytes[this.at++] as number
  }

  uint(): number {
    let value = 0
    let scale = 1
    for (let digits = 0; digits < 8; digits++) {
      const next = this.byte()
      value += (next & 127) * scale
      if (next < 128) return value <= Number.MAX_SAFE_INTEGER ? value : fail('int')
      scale *= 128
    }
    return fail('int')
  }

  advance(count: number): void {
    if (count > this.end - this.at) fail('eof')
    this.at += count
  }

  /** A length-prefixed string; answers its length in UTF-16 units and refuses what is not UTF-8. */
  text(): number {
    const length = this.uint()
    if (length > this.end - this.at) fail('eof')
    const end = this.at + length
    const units = utf16Length(this.bytes, this.at, end)
    this.at = end
    return units
  }

  textValue(): string {
    const from = this.at
    this.text()
    const length = this.at
    this.at = from
    const size = this.uint()
    const value = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + this.at, size).toString('utf8')
    this.at = length
    return value
  }

  any(depth = 0): AnyKind {
    if (depth > deepestValue) fail('deep')
    switch (127 - this.byte()) {
      case 0:
      case 1:
      case 6:
      case 7:
        return 'scalar'
      case 2:
        this.varInt()
        return 'scalar'
      case 3:
        this.advance(4)
        return 'scalar'
      case 4:
        this.advance(8)
        return 'scalar'
      case 5:
        this.advance(8)
        return 'other'
      case 8:
        this.text()
        return 'scalar'
      case 9: {
        for (let left = this.uint(); left > 0; left--) {
          this.text()
          this.any(depth + 1)
        }
        return 'other'
      }
      case 10: {
        for (let left = this.uint(); left > 0; left--) this.any(depth + 1)
        return 'other'
      }
      case 11:
        this.advance(this.uint())
        return 'other'
      default:
        return fail('any')
    }
  }

  private varInt(): void {
    for (let digits = 0; digits < 8; digits++) if (this.byte() < 128) return
    fail('int')
  }
}

/** UTF-16 units of UTF-8 bytes, by the rules of `TextDecoder` in its strict mode. */
function utf16Length(bytes: Uint8Array, from: number, to: number): number {
  let units = 0
  let at = from
  while (at < to) {
    const lead = bytes[at] as number
    if (lead < 0x80) {
      at += 1
      units += 1
      continue
    }
    const size = sequenceSize(lead)
    if (at + size > to) fail('utf8')
    const second = bytes[at + 1] as number
    if ((second & 0xc0) !== 0x80 || !secondFits(lead, second)) fail('utf8')
    for (let rest = 2; rest < size; rest++) if (((bytes[at + rest] as number) & 0xc0) !== 0x80) fail('utf8')
    at += size
    units += size === 4 ? 2 : 1
  }
  return units
}

function sequenceSize(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2
  if (lead >= 0xe0 && lead <= 0xef) return 3
  if (lead >= 0xf0 && lead <= 0xf4) return 4
  return fail('utf8')
}

/** Overlong forms, surrogates and what lies beyond U+10FFFF. */
function secondFits(lead: number, second: number): boolean {
  if (lead === 0xe0) return second >= 0xa0
  if (lead === 0xed) return second <= 0x9f
  if (lead === 0xf0) return second >= 0x90
  if (lead === 0xf4) return second <= 0x8f
  return true
}
