// The servers the product is measured against: `relay` (bare ws, no document, no disk), `memory`, `level`, `hocuspocus`.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import { answerQuestions } from './answers.mjs'

const [kind, directory] = process.argv.slice(2)
if (kind === 'level') process.env.YPERSISTENCE = join(directory, 'level')
const server = createServer()
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
const rooms = new Map()
const setup = await serving()

async function serving() {
  if (kind === 'relay') return relay
  if (kind === 'hocuspocus')
    return (await import('./hocuspocus-peer.mjs')).hocuspocus(join(directory, 'documents.sqlite'))
  return (await import('@y/websocket-server/utils')).setupWSConnection
}

function relay(ws, { url: path }) {
  const room = rooms.get(path) ?? new Set()
  rooms.set(path, room.add(ws))
  ws.on('message', (data) => {
    for (const other of room) if (other !== ws) other.send(data)
  })
  ws.on('close', () => room.delete(ws))
}
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (ws) => setup(ws, request))
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => answerQuestions(server.address().port))
