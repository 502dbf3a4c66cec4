import { connect, type Socket } from 'node:net'

export type ScanResult = 'clean' | 'infected' | 'unavailable'

export interface VirusScanner {
  /** Never rejects: a scanner that does not answer is `unavailable`. */
  scan(content: Buffer): Promise<ScanResult>
}

/** A virus scanner the operator runs. Exactly one of host with port, or socket. */
export type ClamdPlace = { readonly host: string; readonly port: number } | { readonly path: string }

/** Milliseconds without a word from the scanner. */
const patience = 30_000
const chunkSize = 64 * 1024

/** `host:port` or the path of a socket. */
export function clamdPlace(setting: string): ClamdPlace {
  if (setting.startsWith('/')) return { path: setting }
  const at = setting.lastIndexOf(':')
  return { host: setting.slice(0, at), port: Number(setting.slice(at + 1)) }
}

/** Asks ClamAV's daemon by `INSTREAM` (man clamd, "COMMANDS"); the file goes through memory only. */
export class Clamd implements VirusScanner {
  #up = false
  #timer: NodeJS.Timeout | undefined
  constructor(
    private readonly place: ClamdPlace,
    private readonly told: (result: ScanResult) => void,
    private readonly waits = patience,
  ) {}

  /** Whether it answered when it was asked last. */
  get up(): boolean {
    return this.#up
  }

  async scan(content: Buffer): Promise<ScanResult> {
    const answer = await this.#ask('zINSTREAM\0', (socket) => {
      for (let at = 0; at < content.length; at += chunkSize) {
        const chunk = content.subarray(at, at + chunkSize)
        const length = Buffer.alloc(4)
        length.writeUInt32BE(chunk.length)
        socket.write(length)
        socket.write(chunk)
      }
      socket.write(Buffer.alloc(4))
    })
    const result = resultOf(answer)
    this.#up = result !== 'unavailable'
    this.told(result)
    return result
  }

  /** Looks now and every minute whether it is there, for the metrics. */
  watch(): void {
    const look = async () => {
      this.#up = (await this.#ask('zPING\0', () => undefined)) === 'PONG'
    }
    void look()
    this.#timer = setInterval(() => void look(), 60_000)
    this.#timer.unref()
  }
  stop(): void {
    clearInterval(this.#timer)
  }

  /** Its answer without the closing zero byte; empty when there is none. */
  #ask(command: string, send: (socket: Socket) => void): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect({ ...this.place, timeout: this.waits })
      let answer = ''
      const end = () => {
        socket.destroy()
        resolve(answer.replace(/\0[^]*$/, '').trim())
      }
      socket.setEncoding('utf8')
      socket.on('connect', () => {
        socket.write(command)
        send(socket)
      })
      socket.on('data', (text: string) => {
        answer += text
        if (answer.includes('\0')) end()
      })
      for (const over of ['end', 'close', 'timeout', 'error']) socket.on(over, end)
    })
  }
}

function resultOf(answer: string): ScanResult {
  if (answer === 'stream: OK') return 'clean'
  return /^stream: .+ FOUND$/.test(answer) ? 'infected' : 'unavailable'
}
