import type { Point, Quad } from './quad.ts'

/** A projective map of the plane, row by row. */
export type Projection = readonly [number, number, number, number, number, number, number, number, number]

/** Takes the unit square to the corners of a sheet (Heckbert 1989, "Fundamentals of Texture Mapping", 2.2.3). */
export function squareTo({ topLeft: p, topRight: q, bottomRight: r, bottomLeft: s }: Quad): Projection {
  const [dx1, dx2, dx3] = [q.x - r.x, s.x - r.x, p.x - q.x + r.x - s.x]
  const [dy1, dy2, dy3] = [q.y - r.y, s.y - r.y, p.y - q.y + r.y - s.y]
  const below = dx1 * dy2 - dx2 * dy1
  const g = (dx3 * dy2 - dx2 * dy3) / below
  const h = (dx1 * dy3 - dx3 * dy1) / below
  return [
    q.x - p.x + g * q.x,
    s.x - p.x + h * s.x,
    p.x,
    q.y - p.y + g * q.y,
    s.y - p.y + h * s.y,
    p.y,
    g,
    h,
    1,
  ]
}

/** The way back; the scale of a projection does not matter, so the adjugate is enough. */
export function back([a, b, c, d, e, f, g, h, i]: Projection): Projection {
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ]
}

export function project([a, b, c, d, e, f, g, h, i]: Projection, { x, y }: Point): Point {
  const below = g * x + h * y + i
  return { x: (a * x + b * y + c) / below, y: (d * x + e * y + f) / below }
}
