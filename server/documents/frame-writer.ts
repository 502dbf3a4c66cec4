/** FIN and opcode binary (RFC 6455, 5.2). */
const finalBinary = 0x82
const longestHeader = 10

/**
 * Writes one message of the documents protocol in the lib0 encoding, with its WebSocket header (RFC 6455, 5.2; a server does
 * not mask), so that the same bytes go to every receiver. One scratch memory for all messages; every one is copied out.
 */
export class FrameWriter {
  private scratch = Buffer.allocUnsafe(16 * 1024)
  private at = longestHeader

  begin(type: number): this {
    this.at = longestHeader
    return this.uint(type)
  }

  uint(value: number): this {
    this.room(8)
    let rest = value
    while (rest > 127) {
      this.scratch[this.at++] = 128 | (rest % 128)
      rest = Math.floor(rest / 128)
    }
    this.scratch[this.at++] = rest
    return this
  }

  raw(bytes: Uint8Array): this {
    this.room(bytes.length)
    this.scratch.set(bytes, this.at)
    this.at += bytes.length
    return this
  }

  /** Bytes behind their length. */
  sized(bytes: Uint8Array): this {
    return this.uint(bytes.length).raw(bytes)
  }

  /** For short texts of the program. */
  text(text: string): this {
    return this.sized(Buffer.from(text))
  }

  /** A whole message without its header. */
  payload(bytes: Uint8Array): Buffer {
    this.at = longestHeader
    return this.raw(bytes).frame()
  }

  /** The message as it goes over the wire. */
  frame(): Buffer {
    const { scratch } = this
    const size = this.at - longestHeader
    let from = longestHeader - 2
    if (size < 126) scratch[from + 1] = size
    else if (size < 65_536) {
      from = longestHeader - 4
      scratch[from + 1] = 126
      scratch.writeUInt16BE(size, from + 2)
    } else {
      from = 0
      scratch[1] = 127
      scratch.writeUInt32BE(0, 2)
      scratch.writeUInt32BE(size, 6)
    }
    scratch[from] = finalBinary
    return Buffer.from(scratch.subarray(from, this.at))
  }

  private room(count: number): void {
    if (this.at + count <= this.scratch.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.scratch.length * 2, this.at + count))
    larger.set(this.scratch.subarray(0, this.at))
    this.scratch = larger
  }
}

/** How many bytes {@link FrameWriter.uint} takes. */
export function uintSize(value: number): number {
  let size = 1
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) size += 1
  return size
}
