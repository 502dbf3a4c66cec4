import { v7 as newId } from 'uuid'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { consultationCommands, type CallbackSlot } from '#shared/contract/consultation-contract.ts'
import { liveConsultationStates, type ConsultationView } from '#shared/model/consultation.ts'
import type { SeatCase } from '#shared/model/seat.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'

/** A specialist by the call plan, asked from the terminal when nobody of the office came; then real times for a callback. */
export function useSpecialist(file: () => SeatCase, seat: string) {
  const { t } = useI18n()
  const link = useDeskLink()
  const current = shallowRef<ConsultationView | null>(null)
  const slots = shallowRef<readonly CallbackSlot[] | null>(null)
  /** Nothing of what was chosen here lies with a unit that can be rung. */
  const impossible = ref(false)
  let asking = false

  async function load(): Promise<void> {
    const told = await tell(() => link.request(consultationCommands.ofCase, { case: file().id }))
    if (!told.ok) return
    current.value = told.value.consultations.find(({ requestedBy }) => requestedBy === seat) ?? null
    if (current.value?.state === 'exhausted' && slots.value === null) await findSlots()
  }

  /** The first service that somebody of the district answers for. */
  async function ask(): Promise<void> {
    if (asking) return
    asking = true
    await load()
    const under = current.value && liveConsultationStates.includes(current.value.state)
    if (!under && current.value?.state !== 'callback_booked') {
      slots.value = null
      impossible.value = !(await askEach())
      await load()
    }
    asking = false
  }

  async function askEach(): Promise<boolean> {
    for (const { id, title } of file().services) {
      // Staff read German, whatever the page speaks.
      const question = t('terminal.specialist.question', { title }, { locale: 'de' })
      const wish = { case: file().id, service: id, question }
      const told = await tell(() => link.request(consultationCommands.request, wish, { id: newId() }))
      if (told.ok) return true
    }
    return false
  }

  async function findSlots(): Promise<void> {
    const consultation = current.value?.id
    if (consultation === undefined) return
    const told = await tell(() => link.request(consultationCommands.slots, { consultation }))
    if (told.ok) slots.value = told.value.slots
  }

  async function book(slot: CallbackSlot, who: { phone: string; name: string }): Promise<Told> {
    const consultation = current.value?.id
    if (consultation === undefined) return { ok: false, kind: 'lost' }
    const { from, person } = slot
    const wish = { consultation, from, person, ...who }
    const told = await tell(() => link.request(consultationCommands.book, wish, { id: newId() }))
    await load()
    // Somebody was faster: the next real times.
    if (!told.ok) await findSlots()
    return told
  }

  async function cancel(): Promise<void> {
    const consultation = current.value?.id
    if (consultation !== undefined)
      await tell(() => link.request(consultationCommands.cancel, { consultation }, { id: newId() }))
    await load()
  }

  const stops = [
    link.onStirred(() => void load()),
    link.follow(`person/${seat}`, { event: () => void load(), reset: load }),
  ]
  onScopeDispose(() => {
    for (const stop of stops) stop()
  })
  return { current: computed(() => current.value), slots, impossible, ask, book, cancel }
}
