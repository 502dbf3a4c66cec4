/** A client that comes back, as cheap as a load generator has to be when a thousand do it in the same moment. */
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { frame } from './document-people.mjs'

const endOfHead = Buffer.from('\r\n\r\n')

/** RFC 6455, 5.2: a client masks; with a mask of zeros the bytes stay as they are. */
function masked(message) {
  const head = [0x82, 0x80 | message.length, 0, 0, 0, 0]
  if (message.length > 125) throw new Error('Only short messages are sent here')
  return Buffer.concat([Buffer.from(head), message])
}

/** Takes whole frames off the front of `bytes`; answers the payloads and what is left. */
function framesOf(bytes) {
  const payloads = []
  let at = 0
  while (at + 2 <= bytes.length) {
    let size = bytes[at + 1]
    let from = at + 2
    if (size === 126) {
      if (at + 4 > bytes.length) break
      size = bytes.readUInt16BE(at + 2)
      from = at + 4
    } else if (size === 127) {
      if (at + 10 > bytes.length) break
      size = bytes.readUInt32BE(at + 6)
      from = at + 10
    }
    if (from + size > bytes.length) break
    payloads.push(bytes.subarray(from, from + size))
    at = from + size
  }
  return { payloads, rest: bytes.subarray(at) }
}

const question = masked(frame(0, 0, new Uint8Array([0])))
const nothingNew = masked(frame(0, 1, new Uint8Array([0, 0])))

/** Connects, asks for the whole document, answers the server's question; resolves with the socket when it has the document. */
export function comeBack(server, document) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url)
    const socket = connect({ host: hostname, port: Number(port) })
    socket.write(
      [
        `GET ${server.product ? `/sync/${document}.shared.1` : `/${document}`} HTTP/1.1`,
        `Host: ${hostname}:${port}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
        'Sec-WebSocket-Version: 13',
        ...(server.product
          ? [`Sec-WebSocket-Protocol: lotse.sync.v1, lotse.ticket.p${Math.random()}~${randomUUID()}`]
          : []),
        '\r\n',
      ].join('\r\n'),
    )
    let bytes = Buffer.alloc(0)
    let open = false
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('closed')))
    socket.on('data', (chunk) => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
      if (!open) {
        const end = bytes.indexOf(endOfHead)
        if (end < 0) return
        if (!bytes.toString('latin1', 0, 12).endsWith('101')) return reject(new Error('refused'))
        open = true
        bytes = bytes.subarray(end + endOfHead.length)
        socket.write(question)
      }
      const { payloads, rest } = framesOf(bytes)
      bytes = rest
      for (const payload of payloads) {
        if (payload[0] === 0 && payload[1] === 0) socket.write(nothingNew)
        if (payload[0] === 0 && payload[1] === 1) resolve(socket)
      }
    })
  })
}
