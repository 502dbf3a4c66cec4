import type { LocalState } from './call-types.ts'

/** Which of our states an error of `getUserMedia` means (Media Capture and Streams, section 10.2). */
export function stateOfFault(error: unknown): Extract<LocalState, 'missing' | 'refused' | 'busy'> {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'missing'
}
