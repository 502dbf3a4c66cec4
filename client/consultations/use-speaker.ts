import { onScopeDispose, ref } from 'vue'
import { browserStorage, storedDeviceChoice } from './call/device-choice.ts'
import { browserDevices } from './call/open-call.ts'
import { canChooseSpeaker } from './call/test-tone.ts'

/** The loudspeaker chosen on this machine: device id, empty for the system's own. Follows plugging in and out. */
export function useSpeaker() {
  const speaker = ref('')
  const devices = browserDevices()
  const choice = storedDeviceChoice(devices, browserStorage())

  async function look(): Promise<void> {
    speaker.value = canChooseSpeaker() ? ((await choice.remembered('audiooutput')) ?? '') : ''
  }
  const again = () => void look()
  devices.addEventListener('devicechange', again)
  onScopeDispose(() => devices.removeEventListener('devicechange', again))
  again()
  return { speaker, look }
}
