import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import * as Y from 'yjs'
import { DocumentConnection } from '#server/documents/connection.ts'
import { DocumentIndex } from '#server/documents/document-index.ts'
import { encodeStateVector } from '#server/documents/frames.ts'
import { foldUpdates } from '#server/documents/fold.ts'
import { createFields } from '#server/documents/form-fields.ts'
import { GroupCommit } from '#server/documents/group-commit.ts'
import { mergeParts, type Part } from '#server/documents/merge.ts'
import { Outbox } from '#server/documents/outbox.ts'
import { rootRules, serverOwner } from '#server/documents/place-schema.ts'
import { DocumentProtocol, type Traveller } from '#server/documents/protocol.ts'
import { emptyHead, Room } from '#server/documents/room.ts'
import { systemClock } from '#server/platform/clock.ts'
import { caseId, person, plan } from '#tests/support/document-server.ts'
import { contentOf, editSomething } from '#tests/support/form-edits.ts'
import { quietLog } from '#tests/support/quiet-log.ts'
import { syncFrame } from '#tests/support/raw-client.ts'
import { seeded, type Seeded } from '#tests/support/seeded.ts'

const frames = 200_000
const drain = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() })

/** A room with its protocol, without sockets: what is sent goes nowhere, what is committed is kept. */
function bench() {
  let last = 0
  const rejected = new Map<string, number>()
  const room = new Room('fuzz', { case: caseId, audience: 'shared', generation: 1 }, [plan], {
    epoch: 1,
    headSeq: 0,
    head: emptyHead,
    folded: 0,
    owners: new Map(),
  })
  const { index } = room
  const commits: GroupCommit<Room> = new GroupCommit<Room>(
    { append: () => Promise.resolve(++last) },
    (seq, batch) => protocol.committed(seq, batch as readonly Traveller[]),
    systemClock,
    quietLog,
    { count: () => undefined },
  )
  const protocol: DocumentProtocol = new DocumentProtocol(
    () => commits,
    () => undefined,
    systemClock,
    {
      count: (name, labels = {}) =>
        rejected.set(
          `${name} ${Object.values(labels).join()}`,
          (rejected.get(`${name} ${Object.values(labels).join()}`) ?? 0) + 1,
        ),
    },
  )
  const base = createFields(new Uint8Array([0, 0]), [plan]) as Uint8Array
  const part = index.admit(base, { owner: serverOwner, name: '' }) as Part
  protocol.queue({ room, document: 'fuzz', owner: serverOwner, part, from: null, n: 0, relay: null })
  const connect = (login: string) => {
    const ws = {
      send: () => undefined,
      close: () => undefined,
      terminate: () => undefined,
      ping: () => undefined,
      bufferedAmount: 0,
    } as unknown as WebSocket
    const seat = { name: login, role: 'adviser', office: 'Seendorf' }
    const connection = new DocumentConnection<Room>(
      room,
      person(login),
      seat,
      true,
      true,
      ws,
      drain,
      new Outbox(),
    )
    protocol.join(connection)
    connection.answered = true
    return connection
  }
  return { room, index, protocol, commits, connect, rejected, base }
}

/** A frame nobody means: random bytes, or an honest one with something bent. */
function bend(frame: Uint8Array, random: Seeded): Uint8Array {
  const dice = random.below(10)
  if (dice === 0) return Uint8Array.from({ length: random.below(40) }, () => random.below(256))
  const bent = Uint8Array.from(frame)
  if (dice < 7)
    for (let times = 1 + random.below(3); times > 0; times--)
      bent[random.below(bent.length)] = random.below(256)
  if (dice === 7) return bent.subarray(0, random.below(bent.length))
  if (dice === 8) return Uint8Array.from([...bent, random.below(256)])
  if (dice === 9) bent.copyWithin(random.below(bent.length), random.below(bent.length))
  return bent
}

test('[T25] 200,000 seeded frames: nothing thrown, memory flat, and what was let in still is one document for Yjs', async () => {
  const random = seeded(25)
  const { room, index, protocol, commits, connect, rejected, base } = bench()
  await commits.idle()
  const author = { person: person('honest').person, name: 'honest' }
  const doc = new Y.Doc()
  Y.applyUpdate(doc, base)
  const honest: Uint8Array[] = []
  let update = new Uint8Array([0, 0])
  doc.on('update', (made: Uint8Array) => (update = Uint8Array.from(made)))
  const fair = connect('honest')
  let villain = connect('eve')
  const marks: number[] = []
  for (let count = 0; count < frames; count++) {
    if (count % 100 === 0 && count < 40_000) {
      editSomething(doc, random, author)
      honest.push(syncFrame(2, update))
      protocol.receive(fair, syncFrame(2, update))
      fair.messages = 1_000
    }
    if (!villain.open) {
      protocol.leave(villain)
      villain = connect('eve')
    }
    villain.messages = villain.bytes = 1e9
    const recent = honest.at(-1 - random.below(Math.min(honest.length, 20))) as Uint8Array
    protocol.receive(villain, bend(recent, random))
    if (count % 1_000 === 0) await commits.idle()
    if (count % 50_000 === 49_999) marks.push(process.memoryUsage().heapUsed)
  }
  await commits.idle()
  expect(fair.strikes).toBe(0)
  // Whatever was let in applies in Yjs without anything missing, by both ways of putting it together.
  const folded = foldUpdates(room.parts().map((part) => part.bytes))
  const [one, two] = [new Y.Doc(), new Y.Doc()]
  Y.applyUpdate(one, folded.bytes)
  Y.applyUpdate(two, mergeParts(room.parts()))
  expect(contentOf(one)).toBe(contentOf(two))
  expect(Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(one)))).toEqual(
    Object.fromEntries(index.stateVector()),
  )
  expect(
    [...one.share.keys()].filter(
      (name) => !['forms', 'remarks', 'confirmations', 'annotations'].includes(name),
    ),
  ).toEqual([])
  expect(Math.max(...marks) - Math.min(...marks)).toBeLessThan(120 * 1024 * 1024)
  expect(rejected.get('rejected DECODE') ?? 0).toBeGreaterThan(1_000)
  expect(rejected.get('rejected SCHEMA') ?? 0).toBeGreaterThan(10)
  process.stdout.write(`${JSON.stringify(Object.fromEntries(rejected))}\n`)
})

test('[DOC5] 100,000 honest frames of many documents: not one is refused', () => {
  const random = seeded(7)
  const author = { person: person('honest').person, name: 'honest' }
  const actor = { owner: author.person, name: author.name }
  let taken = 0
  while (taken < 100_000) {
    const index = new DocumentIndex(rootRules('shared', [plan]))
    const base = createFields(new Uint8Array([0, 0]), [plan]) as Uint8Array
    index.admit(base, { owner: serverOwner, name: '' })
    const docs = [new Y.Doc(), new Y.Doc({ gc: false }), new Y.Doc()]
    for (const doc of docs) Y.applyUpdate(doc, base)
    for (let step = 0; step < 2_000; step++) {
      const doc = random.pick(docs)
      let made: Uint8Array | undefined
      const keep = (update: Uint8Array) => (made = update)
      doc.on('update', keep)
      editSomething(doc, random, author)
      // Sometimes several edits travel as one step 2, as after a reconnect.
      if (random.chance(0.05)) {
        for (let more = random.below(6); more > 0; more--) editSomething(doc, random, author)
        made = Y.encodeStateAsUpdate(doc, encodeStateVector(index.stateVector()))
      }
      doc.off('update', keep)
      taken += 1
      if (made === undefined) continue
      const { bytes } = index.admit(made, actor)
      if (bytes !== null) for (const other of docs) if (other !== doc) Y.applyUpdate(other, bytes)
    }
    expect(contentOf(docs[0] as Y.Doc)).toBe(contentOf(docs[2] as Y.Doc))
  }
})
