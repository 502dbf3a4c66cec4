import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent } from 'vue'
import { useSeat } from '#client/citizen/use-seat.ts'
import type { FakeLink } from '../ui/fake-link.ts'
import { begin, serve, uwe } from '../ui/stage.ts'

vi.mock('#client/link/desk-link.ts', async () => {
  const { stage } = await import('../ui/stage-link.ts')
  return { useDeskLink: () => stage.link }
})
const { wipe } = vi.hoisted(() => ({ wipe: vi.fn<() => Promise<unknown>>() }))
vi.mock('#client/citizen/leave-no-trace.ts', () => ({ leaveNoTrace: wipe }))
enableAutoUnmount(afterEach)

const shown = { seat: 's', counter: { id: 'c', number: 1 }, terminal: null, blank: null, wipe: false }
const view = { ...shown, coversIn: 90_000, case: { id: 'case' } }
const proof = { storages: 0, databases: 0, caches: 0 }

let link: FakeLink
beforeEach(() => {
  vi.useFakeTimers()
  link = begin(((input: string, init?: RequestInit) => serve(uwe)(input, init)) as typeof fetch)
  link.will('seat:view', view)
  link.will('seat:stir', null)
})
afterEach(() => void vi.useRealTimers())

async function seat() {
  let used!: ReturnType<typeof useSeat>
  mount(
    defineComponent({
      setup() {
        used = useSeat()
        return () => null
      },
    }),
  )
  await flushPromises()
  await vi.advanceTimersByTimeAsync(100)
  return used
}

test('[SCREEN27] a screen the server cannot reach covers itself after a minute, and only the server brings it back', async () => {
  const { covered } = await seat()
  link.status.value = 'connecting'
  await flushPromises()
  await vi.advanceTimersByTimeAsync(59_000)
  expect(covered.value).toBe(false)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(covered.value).toBe(true)
  document.dispatchEvent(new Event('pointerdown'))
  await flushPromises()
  expect(covered.value).toBe(true)
  link.status.value = 'online'
  await vi.advanceTimersByTimeAsync(100)
  expect(covered.value).toBe(false)
})

test('[SCREEN27] idle as long as the server would have waited it is covered sooner', async () => {
  link.will('seat:view', { ...view, coversIn: 40_000 })
  const { covered } = await seat()
  link.status.value = 'connecting'
  await flushPromises()
  await vi.advanceTimersByTimeAsync(40_000)
  expect(covered.value).toBe(true)
})

test('[SCREEN26] the citizen is warned only when the server says that the screen covers itself soon', async () => {
  const { leaving } = await seat()
  // The adviser works on: the server has begun anew meanwhile.
  await vi.advanceTimersByTimeAsync(62_100)
  expect(leaving.value).toBe(false)
  link.will('seat:view', { ...view, coversIn: 20_000 })
  await vi.advanceTimersByTimeAsync(62_100)
  expect(leaving.value).toBe(true)
  link.will('seat:view', view)
  await vi.advanceTimersByTimeAsync(5_100)
  expect(leaving.value).toBe(false)
  link.will('seat:view', { ...view, coversIn: null })
  await vi.advanceTimersByTimeAsync(600_000)
  expect(leaving.value).toBe(false)
})

test('[SCREEN10] forgetting that did not work is done again until it is reported', async () => {
  link.will('seat:view', { ...view, case: null, coversIn: null, wipe: true })
  link.will('seat:wiped', null)
  wipe.mockRejectedValueOnce(new Error('no network')).mockResolvedValue(proof)
  await seat()
  expect(link.of('seat:wiped')).toEqual([])
  await vi.advanceTimersByTimeAsync(3_000)
  expect(link.of('seat:wiped')).toHaveLength(1)
})
