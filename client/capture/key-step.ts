import type { Point } from './quad.ts'

/** Shares of the picture one press of an arrow moves, and with Alt for the fine adjustment. */
const coarse = 0.01
const fine = 0.002

/** Where an arrow key moves to; null for every other key. */
export function stepOf(event: KeyboardEvent): Point | null {
  const step = event.altKey ? fine : coarse
  if (event.key === 'ArrowLeft') return { x: -step, y: 0 }
  if (event.key === 'ArrowRight') return { x: step, y: 0 }
  if (event.key === 'ArrowUp') return { x: 0, y: -step }
  return event.key === 'ArrowDown' ? { x: 0, y: step } : null
}
