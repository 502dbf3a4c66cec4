import type { Pixels } from './pixels.ts'
import { back, project, squareTo } from './projection.ts'
import type { Point, Quad } from './quad.ts'

/** A blackened part of a page, as shares of the page as it is shown. */
export interface Cover {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Smallest side, so that none is lost from sight. */
const least = 0.01
const inside = (value: number): number => Math.min(1, Math.max(0, value))

/** Between two opposite corners, however they were drawn, within the page. */
export function coverBetween(id: string, one: Point, other: Point): Cover {
  const [left, right] = [inside(Math.min(one.x, other.x)), inside(Math.max(one.x, other.x))]
  const [top, bottom] = [inside(Math.min(one.y, other.y)), inside(Math.max(one.y, other.y))]
  return {
    id,
    x: Math.min(left, 1 - least),
    y: Math.min(top, 1 - least),
    width: Math.max(least, right - left),
    height: Math.max(least, bottom - top),
  }
}

/** Moved as a whole; it stays on the page. */
export const movedCover = (cover: Cover, by: Point): Cover => ({
  ...cover,
  x: Math.min(1 - cover.width, Math.max(0, cover.x + by.x)),
  y: Math.min(1 - cover.height, Math.max(0, cover.y + by.y)),
})

/** Larger or smaller at its lower right corner. */
export const resizedCover = (cover: Cover, by: Point): Cover => ({
  ...cover,
  width: Math.min(1 - cover.x, Math.max(least, cover.width + by.x)),
  height: Math.min(1 - cover.y, Math.max(least, cover.height + by.y)),
})

/** With the page, a quarter clockwise. */
export const turnedCover = ({ id, x, y, width, height }: Cover): Cover => ({
  id,
  x: 1 - y - height,
  y: x,
  width: height,
  height: width,
})

/** The corners of the sheet were moved: what was black on the paper stays black, rather more than less. */
export function coverOnNewCorners(cover: Cover, before: Quad, after: Quad): Cover {
  const [toPicture, toPage] = [squareTo(before), back(squareTo(after))]
  const corners = [
    { x: cover.x, y: cover.y },
    { x: cover.x + cover.width, y: cover.y },
    { x: cover.x, y: cover.y + cover.height },
    { x: cover.x + cover.width, y: cover.y + cover.height },
  ].map((corner) => project(toPage, project(toPicture, corner)))
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)]
  const [low, high] = [
    { x: Math.min(...xs), y: Math.min(...ys) },
    { x: Math.max(...xs), y: Math.max(...ys) },
  ]
  return coverBetween(cover.id, low, high)
}

/** Burns it into the pixels: nothing of what was there is left. */
export function burn({ data, width, height }: Pixels, cover: Cover): void {
  const [left, right] = [
    Math.floor(cover.x * width),
    Math.min(width, Math.ceil((cover.x + cover.width) * width)),
  ]
  const [top, bottom] = [
    Math.floor(cover.y * height),
    Math.min(height, Math.ceil((cover.y + cover.height) * height)),
  ]
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) data.set([0, 0, 0, 255], (y * width + x) * 4)
}
