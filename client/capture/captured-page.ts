import { v7 as newId } from 'uuid'
import { burn, coverOnNewCorners, turnedCover, type Cover } from './cover.ts'
import { findSheet } from './find-sheet.ts'
import { turned, type Pixels } from './pixels.ts'
import { wholePicture, type Quad } from './quad.ts'
import { straightened } from './straighten.ts'
import { applyTone, type Tone } from './tone.ts'

/** One page on its way to a paper. The source and what is black on it never leave the browser. */
export interface CapturedPage {
  readonly id: string
  /** As the camera saw it. */
  readonly source: Pixels
  readonly corners: Quad
  /** Whether the corners were found in the picture. */
  readonly found: boolean
  /** Quarter turns clockwise. */
  readonly turns: 0 | 1 | 2 | 3
  readonly tone: Tone
  /** On the page as it is shown: straight and turned. */
  readonly covers: readonly Cover[]
}

export function pageOf(source: Pixels): CapturedPage {
  const corners = findSheet(source)
  return {
    id: newId(),
    source,
    corners: corners ?? wholePicture,
    found: corners !== null,
    turns: 0,
    tone: 'colour',
    covers: [],
  }
}

function turnedCovers(covers: readonly Cover[], turns: number): readonly Cover[] {
  let all = covers
  for (let at = 0; at < turns % 4; at++) all = all.map(turnedCover)
  return all
}

export function turnPage(page: CapturedPage): CapturedPage {
  const turns = ((page.turns + 1) % 4) as CapturedPage['turns']
  return { ...page, turns, covers: page.covers.map(turnedCover) }
}

export function setCorners(page: CapturedPage, corners: Quad): CapturedPage {
  const upright = turnedCovers(page.covers, 4 - page.turns).map((one) =>
    coverOnNewCorners(one, page.corners, corners),
  )
  return { ...page, corners, covers: turnedCovers(upright, page.turns) }
}

/** What is stored and what the citizen is shown: straight, in its tone, turned, and black where it is covered. */
export function rendered(page: CapturedPage, longest: number, bare = false): Pixels {
  let picture = straightened(page.source, page.corners, longest)
  applyTone(picture, page.tone)
  for (let at = 0; at < page.turns; at++) picture = turned(picture)
  if (!bare) for (const cover of page.covers) burn(picture, cover)
  return picture
}
