import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { createI18n } from 'vue-i18n'
import { describe, expect, it } from 'vitest'
import type { LegId } from '#shared/model/ids.ts'
import CallChat from '#client/consultations/CallChat.vue'
import CallControls from '#client/consultations/CallControls.vue'
import QualityNote from '#client/consultations/QualityNote.vue'
import type { CallSnapshot, LegView } from '#client/consultations/call/call-types.ts'
import { layoutOf } from '#client/consultations/call-layout.ts'
import { calls } from '#client/text/de/calls.ts'
import { useShortcutList } from '#client/ui/shortcuts.ts'

const stream = {} as MediaStream
const leg = (person: string, more: Partial<LegView> = {}): LegView => ({
  leg: person as LegId,
  person,
  name: person.toUpperCase(),
  stream,
  screenStream: stream,
  audio: true,
  video: true,
  screen: false,
  quality: 'good',
  speaking: false,
  notice: null,
  ...more,
})
const call = (more: Partial<CallSnapshot> = {}): CallSnapshot => ({
  phase: 'live',
  legs: [],
  local: {
    audio: 'on',
    video: 'on',
    screen: 'off',
    stream,
    screenStream: null,
    speaking: false,
    pictureHeld: false,
  },
  texts: [],
  captions: [],
  transports: 0,
  linked: true,
  relay: null,
  ...more,
})
const wish = { self: { person: 'me', name: 'Jana Brandt' }, places: { b: 'Zulassungsstelle' }, before: null }

function plugins() {
  const i18n = createI18n({ legacy: false, locale: 'de', messages: { de: { calls } } })
  return { global: { plugins: [createPinia(), i18n] } }
}

describe('who is shown where', () => {
  it('[VIDEO22] the one who speaks is big, then the one who spoke last, then the first', () => {
    const big = (legs: LegView[], before: string | null = null) =>
      layoutOf(call({ legs }), { ...wish, before }).big?.person
    expect(big([leg('a'), leg('b', { speaking: true })])).toBe('b')
    expect(big([leg('a'), leg('b')], 'b')).toBe('b')
    expect(big([leg('a'), leg('b')])).toBe('a')
    expect(big([])).toBeUndefined()
  })

  it('[INTERP8] who signs is always large, whoever speaks or shares a screen', () => {
    const signs = { ...wish, pinned: new Set(['s']) }
    const speaks = layoutOf(call({ legs: [leg('a', { speaking: true }), leg('s')] }), signs)
    expect(speaks.pinned).toMatchObject([{ person: 's' }])
    expect(speaks.big).toBeNull()
    expect(speaks.small.map(({ person }) => person)).toEqual(['a', 'me'])
    const shares = layoutOf(call({ legs: [leg('s'), leg('a', { screen: true })] }), signs)
    expect(shares.pinned).toMatchObject([{ kind: 'camera', person: 's' }])
    expect(shares.big).toMatchObject({ kind: 'screen', person: 'a' })
  })

  it('[VIDEO22] a shared screen is big and nobody is lost; the own picture is small and last', () => {
    const { big, small } = layoutOf(
      call({ legs: [leg('a'), leg('b', { screen: true, speaking: true })] }),
      wish,
    )
    expect(big).toMatchObject({ kind: 'screen', person: 'b' })
    expect(small.map(({ key }) => key)).toEqual(['camera-a', 'camera-b', 'camera-own'])
    expect(small[1]?.place).toBe('Zulassungsstelle')
  })

  it('[VIDEO22] an interrupted or switched-off picture gives way to initials, its sound stays', () => {
    const { big } = layoutOf(call({ legs: [leg('a', { quality: 'interrupted' })] }), wish)
    expect(big).toMatchObject({ picture: false, stream })
  })
})

describe('the round buttons', () => {
  it('[VIDEO23] say what they do', async () => {
    const controls = mount(CallControls, { props: { local: call().local }, ...plugins() })
    const labels = () => controls.findAll('button').map((button) => button.attributes('aria-label'))
    expect(labels()).toEqual([
      'Mikrofon ausschalten',
      'Kamera ausschalten',
      'Bildschirm teilen',
      'Nachrichten schreiben',
      'Kamera, Mikrofon und Lautsprecher wählen',
      'Auflegen',
    ])
    await controls.setProps({ local: { ...call().local, audio: 'muted' }, unread: 2 })
    expect(labels()[0]).toBe('Mikrofon einschalten')
    expect(labels()[3]).toBe('Nachrichten schreiben, 2 neu')
    for (const button of controls.findAll('button')) await button.trigger('click')
    expect(controls.emitted()).toMatchObject({
      microphone: [[true]],
      camera: [[false]],
      share: [[true]],
      chat: [[]],
      hangUp: [[]],
    })
  })

  it('[VIDEO23] M and V do the same, and nothing without consent', async () => {
    const controls = mount(CallControls, { props: { local: call().local }, ...plugins() })
    const list = useShortcutList()
    const press = (key: string) => list.press(new KeyboardEvent('keydown', { key, cancelable: true }))
    expect([press('m'), press('V')]).toEqual([true, true])
    await controls.setProps({ local: { ...call().local, audio: 'forbidden', video: 'forbidden' } })
    expect([press('m'), press('v')]).toEqual([false, false])
    await controls.findAll('button')[0]?.trigger('click')
    expect(controls.emitted('microphone')).toEqual([[false]])
    expect(controls.find('button').attributes('aria-label')).toContain('es liegt keine Einwilligung vor')
    controls.unmount()
    expect(press('m')).toBe(false)
  })
})

describe('notes and messages', () => {
  it('[VIDEO19] the worst comes first, in words', () => {
    const legs = [leg('a', { quality: 'weak' }), leg('b', { quality: 'interrupted' })]
    const text = mount(QualityNote, {
      props: { state: call({ legs, linked: false }) },
      ...plugins(),
    }).findAll('p')
    expect(text.map((note) => note.text())).toEqual([
      'Die Verbindung zu B ist unterbrochen. Sie wird gerade wiederhergestellt.',
      'Die Verbindung zum Server ist weg. Bild und Ton laufen weiter.',
      'Die Verbindung zu A ist schwach. Der Ton geht vor, das Bild kann stocken.',
    ])
    expect(
      mount(QualityNote, { props: { state: call({ legs: [leg('a')] }) }, ...plugins() }).findAll('p'),
    ).toEqual([])
  })

  it('[VIDEO24] a message is told politely; an empty one is not sent', async () => {
    const texts = [{ id: 1, own: false, person: 'b', name: 'Uwe Kessler', text: 'Guten Morgen', at: 0 }]
    const chat = mount(CallChat, { props: { texts }, ...plugins() })
    expect(chat.find('[role="log"]').attributes('aria-live')).toBe('polite')
    expect(chat.find('.msg').text()).toContain('Uwe Kessler')
    await chat.find('form').trigger('submit')
    await chat.find('input').setValue('  Die Nummer ist A1B2C3D.  ')
    await chat.find('form').trigger('submit')
    expect(chat.emitted('send')).toEqual([['Die Nummer ist A1B2C3D.']])
    expect(chat.find('input').element.value).toBe('')
  })
})
