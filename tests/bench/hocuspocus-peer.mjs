/**
 * Hocuspocus with SQLite, stored as its own SQLite extension does it: one row per document, written beside the loop (its
 * driver does not install without a download, so a thread with another one stands for the driver's thread pool).
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import SQLite from 'libsql'

const schema = `create table if not exists "documents" ("name" varchar(255) not null, "data" blob not null, unique(name))`
const select = `select data from "documents" where name = ? order by rowid desc`
const upsert = `insert into "documents" ("name", "data") values (?, ?) on conflict(name) do update set data = excluded.data`

function keepRows(file) {
  const database = new SQLite(file)
  database.exec(schema)
  const [read, write] = [database.prepare(select), database.prepare(upsert)]
  parentPort.on('message', ({ id, name, data }) => {
    if (data !== undefined) write.run(name, Buffer.from(data))
    parentPort.postMessage({ id, data: data === undefined ? (read.get(name)?.data ?? null) : null })
  })
}
if (!isMainThread) keepRows(workerData)

/** Answers what takes a WebSocket and its request. */
export async function hocuspocus(file) {
  const { Database } = await import('@hocuspocus/extension-database')
  const { Hocuspocus } = await import('@hocuspocus/server')
  const worker = new Worker(new URL(import.meta.url), { workerData: file })
  const waiting = new Map()
  worker.on('message', ({ id, data }) => {
    waiting.get(id)(data)
    waiting.delete(id)
  })
  const ask = (question) =>
    new Promise((resolve) => {
      const id = waiting.size === 0 ? 1 : Math.max(...waiting.keys()) + 1
      waiting.set(id, resolve)
      worker.postMessage({ id, ...question })
    })
  const server = new Hocuspocus({
    quiet: true,
    extensions: [
      new Database({
        fetch: ({ documentName: name }) => ask({ name }),
        store: ({ documentName: name, state }) => ask({ name, data: state }),
      }),
    ],
  })
  return (ws, request) => server.handleConnection(ws, request)
}
