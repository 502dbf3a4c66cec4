import { expect, test } from 'vitest'
import { SharedReads } from '#server/documents/shared-reads.ts'
import type { Tx } from '#server/platform/act.ts'

/** A store with one connection: transactions run one after the other, and remember the moment they began. */
function store() {
  let before: Promise<unknown> = Promise.resolve()
  const begun: number[] = []
  let moment = 0
  return {
    begun,
    next: () => (moment += 1),
    read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      const done = before.then(() => {
        begun.push(moment)
        return work({ moment } as unknown as Tx)
      })
      before = done.catch(() => undefined)
      return done
    },
  }
}

const momentOf = (tx: Tx) => (tx as unknown as { moment: number }).moment

test('[DOC39] questions that come together share a transaction, equal ones an answer, none one that began before it', async () => {
  const acts = store()
  const reads = new SharedReads(acts)
  let asked = 0
  const work = async (tx: Tx) => {
    asked += 1
    await new Promise((resolve) => setImmediate(resolve))
    return momentOf(tx)
  }
  const first = Array.from({ length: 20 }, (_, at) => reads.read(`case ${at % 10}`, work))
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
  const changed = acts.next()
  const late = Array.from({ length: 40 }, (_, at) => reads.read(`case ${at}`, work))
  expect(new Set(await Promise.all(first))).toEqual(new Set([0]))
  expect(asked).toBeLessThan(11 + 32)
  expect(new Set(await Promise.all(late))).toEqual(new Set([changed]))
  expect(acts.begun.length).toBe(3)
})

test('[DOC39] a question that fails fails alone', async () => {
  const acts = store()
  const reads = new SharedReads(acts)
  const outcomes = await Promise.allSettled([
    reads.read('a', () => Promise.resolve(1)),
    reads.read('b', () => Promise.reject(new Error('spoilt'))),
    reads.read('c', () => Promise.resolve(3)),
  ])
  expect(outcomes).toMatchObject([{ value: 1 }, { reason: new Error('spoilt') }, { value: 3 }])
  expect(await reads.read('d', () => Promise.resolve(4))).toBe(4)
})
