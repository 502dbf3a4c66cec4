import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import WebSocket from 'ws'
import { DocumentLink } from '#client/documents/document-link.ts'
import { person, startDocuments, type DocumentServer } from '#tests/support/document-server.ts'
import { contentOf, editSomething, formOf, sorted } from '#tests/support/form-edits.ts'
import { seeded } from '#tests/support/seeded.ts'

const seeds = 500
const operations = 200
const atOnce = 16

const savedAll = (links: readonly DocumentLink[]) =>
  Promise.all(
    links.map(
      (link) =>
        new Promise<void>((resolve, reject) => {
          const look = () => {
            const { savedAt, phase, rejection } = link.state
            if (phase === 'rejected' || phase === 'closed')
              reject(new Error(`${phase} ${JSON.stringify(rejection)}`))
            if (savedAt === null) return
            stop()
            resolve()
          }
          const stop = link.on(look)
          look()
        }),
    ),
  )

const agree = (links: readonly DocumentLink[], wanted: string) =>
  new Promise<void>((resolve) => {
    const open = new Set(links)
    for (const link of links) {
      const look = () => {
        if (contentOf(link.doc) !== wanted) return
        link.doc.off('update', look)
        open.delete(link)
        if (open.size === 0) resolve()
      }
      link.doc.on('update', look)
      look()
    }
  })

async function story(server: DocumentServer, seed: number): Promise<void> {
  const random = seeded(seed)
  const caseName = randomUUID()
  const links = Array.from({ length: 2 + random.below(5) }, (_, at) => {
    const login = `p${at}`
    const link = new DocumentLink({
      url: server.url,
      name: `${caseName}.shared.1`,
      ticket: () => Promise.resolve(server.ticket(login)),
      WebSocket: WebSocket as never,
      random: random.next,
      later: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds >= 20_000 ? milliseconds : milliseconds / 50)
        return () => clearTimeout(timer)
      },
    })
    link.connect()
    return { link, author: { person: person(login).person, name: login } }
  })
  const all = links.map(({ link }) => link)
  await savedAll(all)
  for (let step = 0; step < operations; step++) {
    const { link, author } = random.pick(links)
    if (formOf(link.doc) === undefined) throw new Error('The form is not there')
    editSomething(link.doc, random, author)
    if (random.chance(0.03)) (link as unknown as { socket: WebSocket | null }).socket?.terminate()
    if (random.chance(0.5)) await new Promise((resolve) => setImmediate(resolve))
  }
  await savedAll(all)
  const [caseId, audience, generation] = [caseName as never, 'shared' as const, 1]
  await agree(all, sorted((await server.documents.read(caseId, audience, generation)).roots))
  for (const link of all) link.destroy()
}

test('[CHAOS1] 500 seeds, 2 to 6 people, 200 edits each story with lost connections: all end alike, nothing is refused', async () => {
  const server = await startDocuments()
  let next = 1
  const worker = async () => {
    for (let seed = next++; seed <= seeds; seed = next++) {
      await story(server, seed).catch((error: unknown) => {
        throw new Error(`seed ${seed}: ${String(error)}`)
      })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  expect(
    [...server.counts].filter(([name]) => name.startsWith('rejected') || name.startsWith('closed')),
  ).toEqual([])
  expect(server.faults).toEqual([])
  await server.stop()
})
