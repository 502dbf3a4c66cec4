import { v7 as newId } from 'uuid'
import { computed, ref, shallowRef, type Ref } from 'vue'
import { setCorners, turnPage, type CapturedPage } from './captured-page.ts'
import { coverBetween } from './cover.ts'
import { findSheet } from './find-sheet.ts'
import { wholePicture, type Point } from './quad.ts'

/** Longest side in which a sheet is shown to a finger, in pixels. */
export const shownLongest = 1_000

/** One page under a finger: cut out, turned, black where the finger went over it. `frame` is what is drawn on. */
export function useSheet(
  page: () => CapturedPage,
  change: (page: CapturedPage) => void,
  frame: Readonly<Ref<HTMLElement | null>>,
) {
  const covering = ref(false)
  const drawing = shallowRef<{ readonly id: string; readonly from: Point } | null>(null)
  const isWhole = computed(() => page().corners === wholePicture)

  function place(event: PointerEvent): Point {
    const box = frame.value?.getBoundingClientRect()
    if (!box) return { x: 0, y: 0 }
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }
  }
  function begin(event: PointerEvent): void {
    if (!covering.value) return
    drawing.value = { id: newId(), from: place(event) }
    frame.value?.setPointerCapture(event.pointerId)
  }
  function drag(event: PointerEvent): void {
    const now = drawing.value
    if (!now) return
    const others = page().covers.filter(({ id }) => id !== now.id)
    change({ ...page(), covers: [...others, coverBetween(now.id, now.from, place(event))] })
  }
  function drop(): void {
    drawing.value = null
  }
  return {
    covering,
    isWhole,
    begin,
    drag,
    drop,
    turn: () => change(turnPage(page())),
    uncover: () => change({ ...page(), covers: page().covers.slice(0, -1) }),
    cut: () =>
      change(setCorners(page(), isWhole.value ? (findSheet(page().source) ?? wholePicture) : wholePicture)),
  }
}
