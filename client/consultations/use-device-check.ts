import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { LocalState, MediaKind } from './call/call-types.ts'
import { browserStorage, storedDeviceChoice } from './call/device-choice.ts'
import { openLevelMeter, type LevelMeter } from './call/level-meter.ts'
import { LocalMedia } from './call/local-media.ts'
import { browserDevices } from './call/open-call.ts'

const kinds = { camera: 'videoinput', microphone: 'audioinput', speaker: 'audiooutput' } as const
export type DeviceName = keyof typeof kinds
/** From this level on a voice counts as heard. */
const heardFrom = 0.35

/** Camera, microphone and loudspeaker of this machine before a call: nothing leaves the page. Closed with the component. */
export function useDeviceCheck() {
  const port = browserDevices()
  const choice = storedDeviceChoice(port, browserStorage())
  const states = ref<Record<MediaKind, LocalState>>({ audio: 'off', video: 'off' })
  const stream = shallowRef<MediaStream | null>(null)
  const devices = shallowRef<readonly MediaDeviceInfo[]>([])
  const chosen = ref<Record<DeviceName, string>>({ camera: '', microphone: '', speaker: '' })
  const level = ref(0)
  const heard = ref(false)
  let meter: { readonly track: MediaStreamTrack; readonly meter: LevelMeter } | null = null
  const local = new LocalMedia({
    devices: port,
    choice,
    allowed: { audio: true, video: true },
    onChange: () => void take(),
  })

  async function take(): Promise<void> {
    states.value = { audio: local.state('audio'), video: local.state('video') }
    const camera = local.track('video')
    if (stream.value?.getVideoTracks()[0] !== (camera ?? undefined))
      stream.value = camera === null ? null : new MediaStream([camera])
    measure(local.track('audio'))
    devices.value = await port.enumerateDevices()
    chosen.value = {
      camera: camera?.getSettings().deviceId ?? chosen.value.camera,
      microphone: local.track('audio')?.getSettings().deviceId ?? chosen.value.microphone,
      speaker: (await choice.remembered('audiooutput')) ?? '',
    }
  }

  function measure(track: MediaStreamTrack | null): void {
    if (meter?.track === track) return
    meter?.meter.close()
    meter = track === null ? null : { track, meter: openLevelMeter(track) }
    if (track === null) level.value = 0
  }

  const timer = setInterval(() => {
    if (meter === null) return
    level.value = meter.meter.read()
    heard.value ||= level.value > heardFrom
  }, 80)

  async function choose(name: DeviceName, deviceId: string): Promise<void> {
    if (name === 'speaker') {
      choice.remember(
        'audiooutput',
        devices.value.find((one) => one.kind === 'audiooutput' && one.deviceId === deviceId)?.label ?? '',
      )
      chosen.value = { ...chosen.value, speaker: deviceId }
      return
    }
    if (name === 'microphone') heard.value = false
    await local.choose(name === 'camera' ? 'video' : 'audio', deviceId)
  }

  onScopeDispose(() => {
    clearInterval(timer)
    measure(null)
    local.close()
  })

  return {
    states,
    stream,
    chosen,
    level,
    heard,
    begun: computed(() => states.value.audio !== 'off' || states.value.video !== 'off'),
    open: () => local.open(),
    choose,
    /** Devices of one kind; a browser that was not asked yet gives no names. */
    of: (name: DeviceName) => devices.value.filter((one) => one.kind === kinds[name]),
  }
}
