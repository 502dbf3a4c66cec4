import type { MediaPort } from './call-types.ts'

/** Devices a person chose, by their label: ids change with every clearing of the browser's data. */
export interface DeviceChoice {
  remember(kind: MediaDeviceKind, label: string): void
  /** Id of the remembered device when it is there now. */
  remembered(kind: MediaDeviceKind): Promise<string | undefined>
}

const keys: Readonly<Record<MediaDeviceKind, string>> = {
  audioinput: 'lotse.device.microphone',
  videoinput: 'lotse.device.camera',
  audiooutput: 'lotse.device.speaker',
}

/** Labels only, nothing about a person or a case. A browser without storage forgets, and works. */
export function storedDeviceChoice(
  devices: Pick<MediaPort, 'enumerateDevices'>,
  storage: Storage | undefined,
): DeviceChoice {
  return {
    remember(kind, label) {
      if (label !== '') storage?.setItem(keys[kind], label)
    },
    async remembered(kind) {
      const label = storage?.getItem(keys[kind]) ?? null
      if (label === null) return undefined
      const present = await devices.enumerateDevices()
      return present.find((one) => one.kind === kind && one.label === label)?.deviceId
    },
  }
}

/** `localStorage`, or undefined where the browser denies it. */
export function browserStorage(): Storage | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}
