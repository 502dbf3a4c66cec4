import { defineComponent, h, shallowRef } from 'vue'
import type { ConsultationId } from '#shared/model/ids.ts'
import { openCall } from '#client/consultations/call/open-call.ts'
import CallChat from '#client/consultations/CallChat.vue'
import CallControls from '#client/consultations/CallControls.vue'
import CallTiles from '#client/consultations/CallTiles.vue'
import DeviceCheck from '#client/consultations/DeviceCheck.vue'
import QualityNote from '#client/consultations/QualityNote.vue'
import { useSpeaker } from '#client/consultations/use-speaker.ts'
import { relayLink } from './relay-link.ts'

const names: Readonly<Record<string, string>> = {
  a: 'Jana Brandt',
  b: 'Uwe Kessler',
  c: 'Mira Sahin',
  d: 'Petra Wendt',
  e: 'Dr. Ines Voß',
  f: 'Oskar Menge',
}
const places = { a: 'Bürgerbüro Seendorf', b: 'Zulassungsstelle' }

/** The call's parts put together as the case room does, over the test's relay. `?person=a&people=a,b&check=1`. */
export const LooksPage = defineComponent(() => {
  const query = new URLSearchParams(location.search)
  const person = query.get('person') ?? 'a'
  const self = { person, name: names[person] ?? person }
  const call = openCall({
    consultation: 'test' as ConsultationId,
    self,
    caller: 'a',
    signalling: relayLink(person, self.name),
    iceServers: { get: () => Promise.resolve({ iceServers: [], ttl: 0 }) },
  })
  const state = shallowRef(call.get())
  call.subscribe((next) => {
    state.value = next
  })
  void call.start((query.get('people') ?? 'a,b').split(','))
  const chatOpen = shallowRef(true)
  const checking = shallowRef(query.has('check'))
  const { speaker } = useSpeaker()

  const controls = () =>
    h(CallControls, {
      local: state.value.local,
      chatOpen: chatOpen.value,
      onMicrophone: (on: boolean) => void call.setMicrophone(on),
      onCamera: (on: boolean) => void call.setCamera(on),
      onShare: (on: boolean) => (on ? void call.shareScreen() : call.stopScreen()),
      onChat: () => (chatOpen.value = !chatOpen.value),
      onDevices: () => (checking.value = !checking.value),
      onHangUp: () => call.leave(),
    })
  const panel = (inner: ReturnType<typeof h>) =>
    h('div', { class: 'panel' }, [h('div', { class: 'body' }, [inner])])
  return () =>
    h('main', { class: 'stack side' }, [
      h(CallTiles, { state: state.value, self, places, speaker: speaker.value }),
      h(QualityNote, { state: state.value }),
      controls(),
      chatOpen.value
        ? panel(h(CallChat, { texts: state.value.texts, onSend: (text: string) => call.sendText(text) }))
        : null,
      checking.value ? panel(h(DeviceCheck, { onDone: () => (checking.value = false) })) : null,
    ])
})
