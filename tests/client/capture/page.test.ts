import { expect, test } from 'vitest'
import { pageOf, rendered, setCorners, turnPage, type CapturedPage } from '#client/capture/captured-page.ts'
import { coverBetween, coverOnNewCorners } from '#client/capture/cover.ts'
import { pdfOfPages } from '#client/capture/pdf-of-pages.ts'
import { emptyPixels, type Pixels } from '#client/capture/pixels.ts'
import { isSheet, moveCorner, wholePicture, type Quad } from '#client/capture/quad.ts'
import { squareTo, back, project } from '#client/capture/projection.ts'

const tilted: Quad = {
  topLeft: { x: 0.2, y: 0.15 },
  topRight: { x: 0.8, y: 0.1 },
  bottomRight: { x: 0.9, y: 0.9 },
  bottomLeft: { x: 0.12, y: 0.85 },
}

/** A white sheet with a red spot a quarter from its upper left, tilted on a dark table. */
function photo(): Pixels {
  const picture = emptyPixels(400, 300)
  const toSheet = back(squareTo(tilted))
  for (let y = 0; y < 300; y++)
    for (let x = 0; x < 400; x++) {
      const { x: u, y: v } = project(toSheet, { x: x / 400, y: y / 300 })
      const inside = u >= 0 && u <= 1 && v >= 0 && v <= 1
      const spot = Math.abs(u - 0.25) < 0.05 && Math.abs(v - 0.25) < 0.05
      const paper = spot ? [220, 30, 30] : [240, 240, 235]
      picture.data.set(inside ? paper : [40, 45, 50], (y * 400 + x) * 4)
    }
  return picture
}
const colourAt = ({ data, width, height }: Pixels, x: number, y: number) => {
  const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 4
  return Array.from(data.subarray(at, at + 3))
}
const red = ([r, g]: number[]) => r! > 150 && g! < 90

test('[EVID13] the corners of a tilted sheet are found, and it comes out straight', () => {
  const page = pageOf(photo())
  expect(page.found).toBe(true)
  for (const name of ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'] as const) {
    expect(Math.abs(page.corners[name].x - tilted[name].x)).toBeLessThan(0.02)
    expect(Math.abs(page.corners[name].y - tilted[name].y)).toBeLessThan(0.02)
  }
  const straight = rendered(page, 300)
  expect(red(colourAt(straight, 0.25, 0.25))).toBe(true)
  for (const [x, y] of [
    [0.03, 0.03],
    [0.97, 0.03],
    [0.97, 0.97],
    [0.03, 0.97],
  ] as const)
    expect(Math.min(...colourAt(straight, x, y))).toBeGreaterThan(200)
  expect(pageOf(emptyPixels(40, 30)).found).toBe(false)
})

test('[EVID14] what is covered is black in the pixels, and stays on the paper when the page is turned or its corners move', () => {
  const spot = coverBetween('one', { x: 0.18, y: 0.18 }, { x: 0.32, y: 0.32 })
  const covered: CapturedPage = { ...pageOf(photo()), covers: [spot] }
  const anyRed = ({ data }: Pixels) => {
    for (let at = 0; at < data.length; at += 4) if (red([data[at]!, data[at + 1]!])) return true
    return false
  }
  expect(anyRed(rendered({ ...covered, covers: [] }, 300))).toBe(true)
  expect(colourAt(rendered(covered, 300), 0.25, 0.25)).toEqual([0, 0, 0])
  for (const tone of ['colour', 'contrast', 'mono'] as const)
    expect(anyRed(rendered({ ...covered, tone }, 300))).toBe(false)
  let page = covered
  for (let turn = 0; turn < 4; turn++) {
    page = turnPage(page)
    expect(anyRed(rendered(page, 300))).toBe(false)
    expect(anyRed(rendered(setCorners(page, wholePicture), 300))).toBe(false)
  }
  expect(page.covers[0]!.x).toBeCloseTo(spot.x)
  const same = coverOnNewCorners(spot, tilted, tilted)
  expect([same.x, same.y, same.width, same.height].map((one) => one.toFixed(6))).toEqual(
    [spot.x, spot.y, spot.width, spot.height].map((one) => one.toFixed(6)),
  )
})

test('[EVID13] corners that would cross stay where they were; black and white is nothing else', () => {
  expect(moveCorner(wholePicture, 'topLeft', { x: 0.99, y: 0.99 })).toBe(wholePicture)
  expect(moveCorner(wholePicture, 'topLeft', { x: -3, y: 0.1 }).topLeft).toEqual({ x: 0, y: 0.1 })
  expect(isSheet({ ...wholePicture, topLeft: { x: 1, y: 0 }, topRight: { x: 0, y: 0 } })).toBe(false)
  const { data } = rendered({ ...pageOf(photo()), tone: 'mono' }, 200)
  expect(new Set(data)).toEqual(new Set([0, 255]))
})

test('[EVID13] several pages are one PDF whose table of objects is right', () => {
  const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xd9])
  const text = Buffer.from(pdfOfPages([1, 2].map(() => ({ jpeg, width: 100, height: 200 })))).toString(
    'latin1',
  )
  expect(text).toMatch(/^%PDF-1\.7\n/)
  expect(text).toContain('/Count 2')
  const start = Number(/startxref\n(\d+)/.exec(text)?.[1])
  expect(text.slice(start, start + 4)).toBe('xref')
  const offsets = [...text.matchAll(/^(\d{10}) 00000 n /gm)].map(([, at]) => Number(at))
  expect(offsets).toHaveLength(8)
  for (const [at, offset] of offsets.entries())
    expect(text.slice(offset, offset + 8)).toMatch(new RegExp(`^${at + 1} 0 obj`))
})
