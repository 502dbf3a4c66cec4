import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { formOf } from '#shared/model/forms/form-of.ts'
import { valuesFrom } from '#shared/model/forms/values.ts'
import type { CaseServiceId, ServiceId } from '#shared/model/ids.ts'
import { blockHash } from '#shared/model/precheck/block.ts'
import type { SeatCase } from '#shared/model/seat.ts'
import CitizenConfirm from '#client/citizen/CitizenConfirm.vue'
import { createCitizenTexts } from '#client/text/citizen-texts.ts'
import { demoDistrict } from '#server/district/demo-district.ts'
import type { FakeLink } from '../ui/fake-link.ts'
import { begin, serve, uwe } from '../ui/stage.ts'

vi.mock('#client/link/desk-link.ts', async () => {
  const { stage } = await import('../ui/stage-link.ts')
  return { useDeskLink: () => stage.link }
})
enableAutoUnmount(afterEach)

const form = formOf(demoDistrict().forms['kfz-ummeldung' as ServiceId]!)
const answers = (number: string) => valuesFrom(form, { 'anschrift.hausnummer': number })
const section = form.sections.find(
  ({ id }) => blockHash(form, id, answers('12a')) !== blockHash(form, id, answers('12b')),
)!

let link: FakeLink
beforeEach(() => {
  link = begin(((input: string, init?: RequestInit) => serve(uwe)(input, init)) as typeof fetch)
  link.will('confirmation:note', { case: 'c', caseRev: 2, services: [] })
})

/** The block of a citizen whose last letters are on their way to the store. */
function block() {
  const file = { id: 'c', confirmations: [] } as unknown as SeatCase
  return mount(CitizenConfirm, {
    props: {
      file,
      form,
      caseService: 's' as CaseServiceId,
      section: section.id,
      title: 'Anschrift',
      values: answers('12a'),
      unsaved: true,
      away: false,
    },
    global: { plugins: [createCitizenTexts()] },
  })
}

test('[HOME10] Stimmt waits until everything is stored, and then confirms what stood there when it was pressed', async () => {
  const wrapper = block()
  await wrapper.get('button').trigger('click')
  await flushPromises()
  expect(link.of('confirmation:note')).toEqual([])
  await wrapper.setProps({ unsaved: false })
  await flushPromises()
  expect(link.of('confirmation:note')).toHaveLength(1)
})

test('[HOME10] what changed while Stimmt waited is not confirmed, and the page says so until it is pressed again', async () => {
  const wrapper = block()
  await wrapper.get('button').trigger('click')
  await wrapper.setProps({ values: answers('12b'), unsaved: false })
  await flushPromises()
  expect(link.of('confirmation:note')).toEqual([])
  expect(wrapper.get('[role=alert]').text()).toContain('Hier hat sich etwas geändert')
  await wrapper.get('button').trigger('click')
  await flushPromises()
  expect(link.of('confirmation:note')).toHaveLength(1)
  expect(wrapper.find('[role=alert]').exists()).toBe(false)
})

test('[HOME10] pressed without network, Stimmt says why not, and with it back asks to be pressed again', async () => {
  const wrapper = block()
  await wrapper.setProps({ away: true })
  await wrapper.get('button').trigger('click')
  expect(wrapper.get('[role=alert]').text()).toContain('Die Verbindung ist gerade weg')
  await wrapper.setProps({ away: false, unsaved: false })
  expect(link.of('confirmation:note')).toEqual([])
  expect(wrapper.get('[role=alert]').text()).toContain('Bitte tippen Sie noch einmal')
  await wrapper.get('button').trigger('click')
  await flushPromises()
  expect(link.of('confirmation:note')).toHaveLength(1)
  expect(wrapper.find('[role=alert]').exists()).toBe(false)
})
