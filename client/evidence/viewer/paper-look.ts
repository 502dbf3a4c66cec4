/** A place on a page in thousandths of its width and height, so that it is the same at every size. */
export type Spot = readonly [x: number, y: number]
/** A frame somebody drew on a page. */
export interface Frame {
  readonly page: number
  readonly from: Spot
  readonly to: Spot
}

/** What somebody looks at in a paper: told to the others while it lasts, stored nowhere. */
export interface PaperLook {
  /** SHA-256 of the content. */
  readonly file: string
  readonly page: number
  /** Percent of the width of the window. */
  readonly zoom: number
  readonly at: Spot | null
  readonly frames: readonly Frame[]
}

/** Frames of one person at a time; a look stays far below what a cursor may weigh. */
export const mostFrames = 12
export const zooms = [50, 100, 150, 200, 300, 400] as const

/** Reads what another browser told, which may be anything. */
export function readLook(told: unknown): PaperLook | null {
  if (!isRecord(told) || typeof told['file'] !== 'string') return null
  const { file, frames } = told
  const page = whole(told['page'])
  const zoom = zooms.find((one) => one === told['zoom'])
  if (page === null || page < 1 || zoom === undefined) return null
  const list: readonly unknown[] = Array.isArray(frames) ? frames.slice(0, mostFrames) : []
  return { file, page, zoom, at: readSpot(told['at']), frames: list.flatMap((one) => readFrame(one)) }
}

function readFrame(told: unknown): Frame[] {
  if (!isRecord(told)) return []
  const [page, from, to] = [whole(told['page']), readSpot(told['from']), readSpot(told['to'])]
  return page === null || from === null || to === null ? [] : [{ page, from, to }]
}

function readSpot(told: unknown): Spot | null {
  if (!Array.isArray(told)) return null
  const [x, y] = [whole(told[0]), whole(told[1])]
  return x === null || y === null ? null : [within(x), within(y)]
}

const isRecord = (told: unknown): told is Readonly<Record<string, unknown>> =>
  typeof told === 'object' && told !== null
const whole = (told: unknown): number | null =>
  typeof told === 'number' && Number.isInteger(told) ? told : null

/** On the page. */
export const within = (value: number): number => Math.min(1000, Math.max(0, Math.round(value)))
