import { describe, expect, it, vi } from 'vitest'
import type { Allowed, MediaKind, MediaPort } from '#client/consultations/call/call-types.ts'
import { storedDeviceChoice } from '#client/consultations/call/device-choice.ts'
import { LocalMedia } from '#client/consultations/call/local-media.ts'
import { keptSwitchedOff, type SwitchedOff } from '#client/consultations/call/switched-off.ts'
import { deviceNote } from '#client/consultations/call-notes.ts'
import { browserFix } from '#client/consultations/browser-fix.ts'

class Track extends EventTarget {
  enabled = true
  readyState = 'live'
  constructor(
    readonly kind: MediaKind,
    readonly deviceId: string,
  ) {
    super()
  }
  stop(): void {
    this.readyState = 'ended'
  }
}

interface Machine {
  devices: { kind: MediaDeviceKind; deviceId: string; label: string }[]
  /** Error name per kind. */
  faults: Partial<Record<MediaKind, string>>
}

const cam = { kind: 'videoinput', deviceId: 'v1', label: 'Kamera am Platz' } as const
const mic = { kind: 'audioinput', deviceId: 'a1', label: 'Tischmikrofon' } as const

/** A machine whose devices a test may pull out. Knows no camera, only the rules of `getUserMedia`. */
function machine(parts: Partial<Machine> = {}) {
  const state: Machine = { devices: [cam, mic], faults: {}, ...parts }
  const events = new EventTarget()
  const asked: MediaStreamConstraints[] = []
  const open = (kind: MediaKind, wish: MediaStreamConstraints['audio']): Track => {
    const fault = state.faults[kind]
    if (fault !== undefined) throw new DOMException('no', fault)
    const type = kind === 'audio' ? 'audioinput' : 'videoinput'
    const id =
      typeof wish === 'object' ? (wish.deviceId as { exact?: string; ideal?: string } | undefined) : undefined
    const fitting = state.devices.filter((one) => one.kind === type)
    const device = fitting.find(({ deviceId }) => deviceId === (id?.exact ?? id?.ideal)) ?? fitting[0]
    if (device === undefined) throw new DOMException('none', 'NotFoundError')
    return new Track(kind, device.deviceId)
  }
  const port = {
    getUserMedia(constraints: MediaStreamConstraints) {
      asked.push(constraints)
      return new Promise((resolve) => {
        const tracks = (['audio', 'video'] as const).flatMap((kind) =>
          constraints[kind] === undefined ? [] : [open(kind, constraints[kind])],
        )
        resolve({
          getTracks: () => tracks,
          getVideoTracks: () => tracks.filter(({ kind }) => kind === 'video'),
        })
      })
    },
    getDisplayMedia: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
    enumerateDevices: () => Promise.resolve(state.devices),
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  } as unknown as MediaPort
  return { state, port, asked, changed: () => events.dispatchEvent(new Event('devicechange')) }
}

function mediaOf(port: MediaPort, allowed: Allowed = { audio: true, video: true }, off?: SwitchedOff) {
  const waiting = new Set<() => void>()
  const media = new LocalMedia({
    devices: port,
    choice: storedDeviceChoice(port, localStorage),
    allowed,
    off,
    onChange: () => {
      for (const look of waiting) look()
    },
  })
  const becomes = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => holds() && resolve()
      waiting.add(look)
      look()
    })
  return { media, becomes }
}

describe('camera and microphone', () => {
  it('[VIDEO20] are asked for once, together', async () => {
    const { port, asked } = machine()
    const { media } = mediaOf(port)
    await media.open()
    expect(asked).toHaveLength(1)
    expect([media.state('audio'), media.state('video')]).toEqual(['on', 'on'])
  })

  it('[VIDEO20] a fault of one leaves the other, and each fault has its own state', async () => {
    const cases = { NotAllowedError: 'refused', NotFoundError: 'missing', NotReadableError: 'busy' } as const
    for (const [fault, state] of Object.entries(cases)) {
      const { media } = mediaOf(machine({ faults: { video: fault } }).port)
      await media.open()
      expect([media.state('audio'), media.state('video')]).toEqual(['on', state])
    }
  })

  it('[VIDEO20] each fault has a sentence, a refusal the way out in this browser', () => {
    expect(deviceNote('video', 'refused', 'Mozilla/5.0 Firefox/140.0')).toMatchObject([
      { text: 'calls.faults.video.refused', fix: 'calls.faults.fix.firefox' },
    ])
    expect(deviceNote('audio', 'busy', '')).toMatchObject([{ text: 'calls.faults.audio.busy', tone: 'busy' }])
    expect(deviceNote('audio', 'on', '')).toEqual([])
    expect(browserFix('Mozilla/5.0 AppleWebKit Chrome/156.0 Safari/537.36')).toBe('chromium')
    expect(browserFix('Mozilla/5.0 AppleWebKit Version/18 Safari/605')).toBe('safari')
  })

  it('[VIDEO20] a camera that is plugged in later is used without a click', async () => {
    const { port, state, changed } = machine({ devices: [mic] })
    const { media, becomes } = mediaOf(port)
    await media.open()
    expect(media.state('video')).toBe('missing')
    state.devices = [cam, mic]
    changed()
    await becomes(() => media.state('video') === 'on')
    expect(media.track('video')).not.toBeNull()
  })

  it('[VIDEO27] what was switched off stays off in the next talk of the same seat and after a reload, and for nobody else', async () => {
    const { port, asked } = machine()
    const opened = async (off: SwitchedOff) => {
      const { media } = mediaOf(port, undefined, off)
      await media.open()
      return media
    }
    const first = await opened(keptSwitchedOff('seat-1'))
    await first.set('video', false)
    first.close()
    const second = await opened(keptSwitchedOff('seat-1'))
    expect([second.state('audio'), second.state('video')]).toEqual(['on', 'muted'])
    second.setAllowed({ audio: false, video: false })
    second.setAllowed({ audio: true, video: true })
    expect(second.state('video')).toBe('muted')
    second.close()
    vi.resetModules()
    const { keptSwitchedOff: afterReload } = await import('#client/consultations/call/switched-off.ts')
    const third = await opened(afterReload('seat-1'))
    expect([third.state('audio'), third.state('video')]).toEqual(['on', 'muted'])
    expect(asked.filter(({ video }) => video !== undefined)).toHaveLength(1)
    await third.set('video', true)
    expect([third.state('video'), sessionStorage.length]).toEqual(['on', 0])
    expect((await opened(afterReload('seat-2'))).state('video')).toBe('on')
  })

  it('[VIDEO4] mute really stops the track, also one that is only being opened', async () => {
    const { port } = machine()
    const { media } = mediaOf(port)
    await media.open()
    const track = media.track('video')
    await media.set('video', false)
    expect(track).toMatchObject({ enabled: false, readyState: 'ended' })
    const opening = media.set('video', true)
    await media.set('video', false)
    await opening
    expect([media.state('video'), media.track('video')]).toEqual(['muted', null])
  })

  it('[VIDEO8] withdrawn consent stops at once; given again it opens what the person has not muted', async () => {
    const { media, becomes } = mediaOf(machine().port)
    await media.open()
    await media.set('video', false)
    const track = media.track('audio')
    media.setAllowed({ audio: false, video: false })
    expect(track?.readyState).toBe('ended')
    expect([media.state('audio'), media.state('video')]).toEqual(['forbidden', 'forbidden'])
    media.setAllowed({ audio: true, video: true })
    await becomes(() => media.state('audio') === 'on')
    expect([media.state('video'), media.track('video')]).toEqual(['muted', null])
  })

  it('[VIDEO8] consent alone opens nothing before the call does', () => {
    const { port, asked } = machine()
    const { media } = mediaOf(port, { audio: false, video: false })
    media.setAllowed({ audio: true, video: true })
    expect([media.state('audio'), asked.length]).toEqual(['off', 0])
  })

  it('[VIDEO21] a chosen device is found again by its label although its id has changed; mute survives the choice', async () => {
    localStorage.clear()
    const second = { ...mic, deviceId: 'a2', label: 'Headset' }
    const { media } = mediaOf(machine({ devices: [cam, mic, second] }).port)
    await media.open()
    await media.set('audio', false)
    await media.choose('audio', 'a2')
    expect(media.state('audio')).toBe('muted')

    const tomorrow = machine({ devices: [cam, mic, { ...second, deviceId: 'a9' }] })
    const { media: again } = mediaOf(tomorrow.port)
    await again.open()
    expect(again.track('audio')).toMatchObject({ deviceId: 'a9' })
    expect(localStorage.getItem('lotse.device.microphone')).toBe('Headset')
  })
})
