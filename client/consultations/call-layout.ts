import type { CallSnapshot, LegView, Quality } from './call/call-types.ts'

/** One picture of the right column: a camera or a shared screen. */
export interface Tile {
  readonly key: string
  readonly kind: 'camera' | 'screen'
  readonly own: boolean
  readonly person: string
  readonly name: string
  /** Unit or office, as under the picture; empty: unknown. */
  readonly place: string
  readonly stream: MediaStream | null
  /** False: initials instead. The stream stays, its sound goes on. */
  readonly picture: boolean
  readonly audio: boolean
  readonly speaking: boolean
  readonly quality: Quality
}

export interface Layout {
  /** Whoever signs: always shown large, whoever speaks or shares a screen. */
  readonly pinned: readonly Tile[]
  /** Shared screen, else who speaks or spoke last; null while nobody else is there, or somebody signs. */
  readonly big: Tile | null
  readonly small: readonly Tile[]
}

export interface LayoutWish {
  readonly self: { readonly person: string; readonly name: string }
  /** Person id → unit or office. */
  readonly places: Readonly<Record<string, string>>
  /** Person shown big before, so that the picture does not jump with every pause. */
  readonly before: string | null
  /** Citizens' devices: not shown while they send nothing. */
  readonly citizens?: ReadonlySet<string>
  /** Who signs. */
  readonly pinned?: ReadonlySet<string>
}

/** Who is shown where. Pure. A screen is big as long as it is shared; the own picture is always small and last. */
export function layoutOf({ legs, local }: CallSnapshot, wish: LayoutWish): Layout {
  const silent = (leg: LegView) => wish.citizens?.has(leg.person) === true && !leg.audio && !leg.video
  const everybody = legs
    .filter((leg) => !silent(leg))
    .map((leg) => cameraOf(leg, wish.places[leg.person] ?? ''))
  const signs = (tile: Tile) => wish.pinned?.has(tile.person) === true
  const pinned = everybody.filter(signs)
  const cameras = everybody.filter((tile) => !signs(tile))
  const screens = legs.filter((leg) => leg.screen).map(screenOf)
  const own = ownTiles(local, wish.self)
  const spoken =
    cameras.find((tile) => tile.speaking) ?? cameras.find((tile) => tile.person === wish.before) ?? cameras[0]
  const big = screens[0] ?? (pinned.length > 0 ? null : (spoken ?? null))
  return { pinned, big, small: [...screens, ...cameras, ...own].filter((tile) => tile !== big) }
}

function cameraOf(leg: LegView, place: string): Tile {
  const { person, name, stream, audio, speaking, quality } = leg
  const picture = leg.video && quality !== 'interrupted'
  return {
    key: `camera-${person}`,
    kind: 'camera',
    own: false,
    person,
    name,
    place,
    stream,
    picture,
    audio,
    speaking,
    quality,
  }
}

function screenOf({ person, name, screenStream, quality }: LegView): Tile {
  const stream = screenStream
  return {
    key: `screen-${person}`,
    kind: 'screen',
    own: false,
    person,
    name,
    place: '',
    stream,
    picture: true,
    audio: true,
    speaking: false,
    quality,
  }
}

function ownTiles(local: CallSnapshot['local'], self: LayoutWish['self']): Tile[] {
  const rest = { own: true, ...self, place: '', quality: 'good' } as const
  const audio = local.audio === 'on'
  const camera: Tile = {
    ...rest,
    key: 'camera-own',
    kind: 'camera',
    stream: local.stream,
    picture: local.stream !== null,
    audio,
    speaking: local.speaking,
  }
  if (local.screenStream === null) return [camera]
  return [
    {
      ...rest,
      key: 'screen-own',
      kind: 'screen',
      stream: local.screenStream,
      picture: true,
      audio,
      speaking: false,
    },
    camera,
  ]
}
