/** A place in a picture, as shares of its width and height. */
export interface Point {
  readonly x: number
  readonly y: number
}

export const cornerNames = ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'] as const
export type CornerName = (typeof cornerNames)[number]

/** The four corners of a sheet, clockwise from the top left. */
export type Quad = Readonly<Record<CornerName, Point>>

/** A little inside of the frame, so that every corner can be got hold of. */
export const wholePicture: Quad = {
  topLeft: { x: 0, y: 0 },
  topRight: { x: 1, y: 0 },
  bottomRight: { x: 1, y: 1 },
  bottomLeft: { x: 0, y: 1 },
}

const inside = (value: number): number => Math.min(1, Math.max(0, value))

export const pointsOf = (quad: Quad): readonly Point[] => cornerNames.map((name) => quad[name])

/** Corners that cross or fall together make no sheet. */
export function isSheet(quad: Quad): boolean {
  const points = pointsOf(quad)
  return points.every((point, at) => {
    const [next = point, after = point] = [points[(at + 1) % 4], points[(at + 2) % 4]]
    const turn = (next.x - point.x) * (after.y - next.y) - (next.y - point.y) * (after.x - next.x)
    return turn > 0.0005
  })
}

/** One corner somewhere else; where that would be no sheet any more it stays. */
export function moveCorner(quad: Quad, name: CornerName, to: Point): Quad {
  const moved = { ...quad, [name]: { x: inside(to.x), y: inside(to.y) } }
  return isSheet(moved) ? moved : quad
}

/** Width and height in pixels of the sheet that lies in a picture of this size, its longest side at most `longest`. */
export function sizeOfSheet(
  quad: Quad,
  picture: { readonly width: number; readonly height: number },
  longest: number,
): { width: number; height: number } {
  const far = (a: Point, b: Point) => Math.hypot((a.x - b.x) * picture.width, (a.y - b.y) * picture.height)
  const width = Math.max(far(quad.topLeft, quad.topRight), far(quad.bottomLeft, quad.bottomRight))
  const height = Math.max(far(quad.topLeft, quad.bottomLeft), far(quad.topRight, quad.bottomRight))
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
