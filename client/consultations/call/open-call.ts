import 'webrtc-adapter'
import type { Call, CallOptions, MediaPort } from './call-types.ts'
import { CallEngine } from './call-engine.ts'
import { browserStorage, storedDeviceChoice } from './device-choice.ts'
import { LocalMedia } from './local-media.ts'
import { keptSwitchedOff } from './switched-off.ts'
import { workerTimers } from './worker-timers.ts'

/** Stands in where the page has no devices at all (no https): everything is then `missing`, the call goes on as text. */
const noDevices: MediaPort = {
  getUserMedia: () => Promise.reject(new DOMException('no devices here', 'NotFoundError')),
  getDisplayMedia: () => Promise.reject(new DOMException('no screen here', 'NotFoundError')),
  enumerateDevices: () => Promise.resolve([]),
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}

/** The devices of this browser, or none. */
export function browserDevices(): MediaPort {
  return (navigator as { mediaDevices?: MediaPort }).mediaDevices ?? noDevices
}

/** A call in this browser. Does nothing until `prepare` or `start`; `leave` ends it for good. */
export function openCall(options: CallOptions): Call {
  const devices = options.devices ?? browserDevices()
  const choice = storedDeviceChoice(devices, browserStorage())
  const off = options.offAs === undefined ? undefined : keptSwitchedOff(options.offAs)
  return new CallEngine(options, {
    timers: options.timers ?? workerTimers,
    media: (onChange, allowed) => new LocalMedia({ devices, choice, allowed, off, onChange }),
  })
}
