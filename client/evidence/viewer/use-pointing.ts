import { ref, type Ref } from 'vue'
import { mostFrames, within, type Frame, type Spot } from './paper-look.ts'

/** A step of the pointer by an arrow key, in thousandths. */
const step = 20
const arrows: Readonly<Record<string, Spot>> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
}

/** Showing a place on the page with the pointer or the arrow keys, and drawing frames around it. */
export function usePointing(page: Ref<number>) {
  const framing = ref(false)
  const at = ref<Spot | null>(null)
  const frames = ref<readonly Frame[]>([])
  const drawn = ref<Frame | null>(null)

  function spotOf(event: PointerEvent): Spot {
    const { left, top, width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect()
    return [within(((event.clientX - left) / width) * 1000), within(((event.clientY - top) / height) * 1000)]
  }
  function add(frame: Frame): void {
    const [wide, high] = [0, 1].map((axis) => Math.abs(frame.to[axis as 0 | 1] - frame.from[axis as 0 | 1]))
    if ((wide ?? 0) < 5 || (high ?? 0) < 5) return
    frames.value = [...frames.value, frame].slice(-mostFrames)
  }

  return {
    framing,
    at,
    frames,
    drawn,
    down(event: PointerEvent): void {
      if (!framing.value || event.button !== 0) return
      ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
      const from = spotOf(event)
      drawn.value = { page: page.value, from, to: from }
      event.preventDefault()
    },
    move(event: PointerEvent): void {
      at.value = spotOf(event)
      if (drawn.value) drawn.value = { ...drawn.value, to: at.value }
    },
    up(): void {
      if (drawn.value) add(drawn.value)
      drawn.value = null
    },
    out(): void {
      if (!drawn.value) at.value = null
    },
    /** Whether the key was for showing: arrows move, Enter frames the place, Backspace takes the last frame away. */
    key(name: string): boolean {
      if (!framing.value) return false
      const by = arrows[name]
      const [x, y] = at.value ?? [500, 500]
      if (by) at.value = [within(x + by[0]), within(y + by[1])]
      else if (name === 'Enter')
        add({
          page: page.value,
          from: [within(x - 120), within(y - 40)],
          to: [within(x + 120), within(y + 40)],
        })
      else if (name === 'Backspace' || name === 'Delete') frames.value = frames.value.slice(0, -1)
      else return false
      return true
    },
    clear(): void {
      frames.value = []
      drawn.value = null
      at.value = null
    },
  }
}
