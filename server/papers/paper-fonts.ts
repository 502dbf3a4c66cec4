import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'

/** Of a text; the face follows from what it says. */
export type Weight = 'regular' | 'strong'

/** The typeface of the screens, and one with far more letters for what it lacks. Both are embedded as subsets. */
const faces = ['fira', 'dejavu'] as const
const files: Readonly<Record<(typeof faces)[number], Readonly<Record<Weight, string>>>> = {
  fira: {
    regular: '@expo-google-fonts/fira-sans/400Regular/FiraSans_400Regular.ttf',
    strong: '@expo-google-fonts/fira-sans/600SemiBold/FiraSans_600SemiBold.ttf',
  },
  dejavu: {
    regular: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
    strong: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  },
}
/** Stands for what no face can draw. */
const unknown = '□'

const packages = createRequire(import.meta.url)
const read = new Map<string, { readonly bytes: Buffer; readonly font: Font }>()

function faceOf(file: string): { readonly bytes: Buffer; readonly font: Font } {
  const known = read.get(file)
  if (known) return known
  const bytes = readFileSync(packages.resolve(file))
  const opened = { bytes, font: create(bytes) as Font }
  read.set(file, opened)
  return opened
}

/** What to draw in which font: a text is never split between two faces, so that no word changes its look half way. */
export function drawn(text: string, weight: Weight): { text: string; name: string; bytes: () => Buffer } {
  const clean = withoutControls(text.normalize('NFC'))
  const [first, wide] = [files.fira[weight], files.dejavu[weight]]
  const file = missing(clean, first).size === 0 ? first : wide
  const lacking = file === first ? new Set<string>() : missing(clean, wide)
  const whole = Array.from(clean, (letter) => (lacking.has(letter) ? unknown : letter)).join('')
  return { text: whole, name: file, bytes: () => faceOf(file).bytes }
}

function missing(text: string, file: string): ReadonlySet<string> {
  const { font } = faceOf(file)
  const letters = new Set(text)
  letters.delete('\n')
  return new Set([...letters].filter((one) => !font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0)))
}

/** Tabs become blanks, line ends stay, everything else that cannot be seen goes. */
function withoutControls(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/[^\P{C}\n]/gu, '')
}
