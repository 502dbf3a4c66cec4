import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { away } from '#client/link/away.ts'
import type { SeatCase } from '#shared/model/seat.ts'
import EndDisclosure from '#client/citizen/EndDisclosure.vue'
import { useSeatCall } from '#client/citizen/use-seat-call.ts'
import { createCitizenTexts } from '#client/text/citizen-texts.ts'
import type { FakeLink } from '../ui/fake-link.ts'
import { begin, serve, uwe } from '../ui/stage.ts'

vi.mock('#client/link/desk-link.ts', async () => {
  const { stage } = await import('../ui/stage-link.ts')
  return { useDeskLink: () => stage.link }
})
enableAutoUnmount(afterEach)

let link: FakeLink
beforeEach(() => {
  link = begin(((input: string, init?: RequestInit) => serve(uwe)(input, init)) as typeof fetch)
})

const consents = (...scopes: string[]) => scopes.map((scope) => ({ scope, state: 'given' }))
const fileWith = (...scopes: string[]) =>
  ({
    id: 'c',
    consents: consents(...scopes),
    call: { consultation: 'k', seated: true, sends: { audio: true, video: true } },
  }) as unknown as SeatCase

test('[SCREEN22] one thing taken back stops here at once though the server is away, is told when it is back, and only a new yes begins it again', async () => {
  const file = ref(fileWith('video', 'audio'))
  let used!: ReturnType<typeof useSeatCall>
  const page = defineComponent({
    setup() {
      used = useSeatCall(
        () => file.value.call,
        () => file.value.consents,
      )
      return () => h(EndDisclosure, { file: file.value, onStops: used.stop })
    },
  })
  const wrapper = mount(page, { global: { plugins: [createCitizenTexts()] } })
  link.answers.set('consent:withdraw', () => away)
  link.status.value = 'connecting'
  await wrapper.findAll('.parts button')[0]!.trigger('click')
  expect(used.call.value?.sends).toEqual({ audio: true, video: false })
  await flushPromises()
  expect(link.of('consent:withdraw')).toHaveLength(1)

  link.will('consent:withdraw', { consents: [] })
  link.status.value = 'online'
  await flushPromises()
  expect(link.of('consent:withdraw').map(({ body }) => body)[1]).toEqual({ case: 'c', scopes: ['video'] })
  expect(used.call.value?.sends.video).toBe(false)
  file.value = fileWith('audio')
  await flushPromises()
  file.value = fileWith('video', 'audio')
  await flushPromises()
  expect(used.call.value?.sends.video).toBe(true)
})
