import { onScopeDispose, ref, shallowRef } from 'vue'
import { browserStorage } from '#client/consultations/call/device-choice.ts'
import { stateOfFault } from '#client/consultations/call/media-fault.ts'

export type CameraState = 'off' | 'asking' | 'live' | 'missing' | 'refused' | 'busy'

/** The label is kept: ids change with every clearing of the browser's data. */
const memory = 'lotse.device.document-camera'
/** How makers call cameras that look down on the table. */
const looksDown = /dokument|document|visuali[sz]er|overhead|scan|back|rear|rück|environment/i
/** As sharp as the camera can; at a phone the one at its back. */
const wanted = { width: { ideal: 3840 }, height: { ideal: 2160 } }

/** The camera over the table (or at the back of a phone) while a component is shown; nothing leaves the page. */
export function useCamera() {
  const state = ref<CameraState>('off')
  const stream = shallowRef<MediaStream | null>(null)
  const cameras = shallowRef<readonly MediaDeviceInfo[]>([])
  const chosen = ref('')
  // `navigator.mediaDevices` is absent on a page that is not secure.
  const devices: MediaDevices | undefined = navigator.mediaDevices
  let attempt = 0

  async function look(): Promise<readonly MediaDeviceInfo[]> {
    const all = (await devices?.enumerateDevices()) ?? []
    cameras.value = all.filter((one) => one.kind === 'videoinput' && one.deviceId !== '')
    return cameras.value
  }

  async function favourite(): Promise<string | undefined> {
    const present = await look()
    const label = browserStorage()?.getItem(memory)
    const known = present.find((one) => one.label !== '' && one.label === label)
    return (known ?? present.find((one) => looksDown.test(one.label)))?.deviceId
  }

  async function open(deviceId?: string): Promise<void> {
    const mine = ++attempt
    stop()
    state.value = 'asking'
    try {
      if (!devices) throw new DOMException('no devices here', 'NotFoundError')
      const id = deviceId ?? (await favourite())
      const opened = await devices.getUserMedia({
        video: { ...wanted, ...(id ? { deviceId: { exact: id } } : { facingMode: 'environment' }) },
      })
      if (mine !== attempt) return stopTracks(opened)
      show(opened)
      await look()
      if (deviceId !== undefined) remember(deviceId)
    } catch (error) {
      if (mine === attempt) state.value = stateOfFault(error)
    }
  }

  function show(opened: MediaStream): void {
    const [track] = opened.getVideoTracks()
    track?.addEventListener('ended', () => {
      // Pulled out while it was running.
      if (stream.value === opened) lose()
    })
    chosen.value = track?.getSettings().deviceId ?? ''
    stream.value = opened
    state.value = 'live'
  }
  function lose(): void {
    stop()
    state.value = 'missing'
  }

  function remember(deviceId: string): void {
    const label = cameras.value.find((one) => one.deviceId === deviceId)?.label ?? ''
    if (label !== '') browserStorage()?.setItem(memory, label)
  }

  function stop(): void {
    if (stream.value) stopTracks(stream.value)
    stream.value = null
  }
  function close(): void {
    attempt += 1
    stop()
    state.value = 'off'
  }

  /** Plugged in after it was missing: it goes on by itself. */
  async function changed(): Promise<void> {
    const present = await look()
    if (state.value === 'missing' && present.length > 0) await open()
  }
  const onChange = () => void changed()
  devices?.addEventListener('devicechange', onChange)
  onScopeDispose(() => {
    devices?.removeEventListener('devicechange', onChange)
    close()
  })

  return { state, stream, cameras, chosen, open, close }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
