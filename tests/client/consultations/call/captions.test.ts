import { expect, it } from 'vitest'
import { captionsAfter } from '#client/consultations/call/captions.ts'

const says = (person: string, text: string, done = false) => ({ person, name: person, text, done })
const shown = (lines: ReturnType<typeof captionsAfter>) =>
  lines.map(({ person, text, done }) => `${person}: ${text}${done ? '.' : ''}`)

it('[CAPTION1] a line grows until it is done, one for each who types; the last four stay, and what is taken back goes', () => {
  let lines = captionsAfter([], says('a', 'Die'))
  lines = captionsAfter(lines, says('a', 'Die ZB II'))
  lines = captionsAfter(lines, says('b', 'Guten'))
  expect(shown(lines)).toEqual(['a: Die ZB II', 'b: Guten'])
  lines = captionsAfter(lines, says('a', 'Die ZB II fehlt', true))
  expect(shown(lines)).toEqual(['a: Die ZB II fehlt.', 'b: Guten'])
  expect(shown(captionsAfter(lines, says('b', '', true)))).toEqual(['a: Die ZB II fehlt.'])
  for (const text of ['1', '2', '3', '4']) lines = captionsAfter(lines, says('a', text, true))
  expect(shown(lines)).toEqual(['a: 1.', 'a: 2.', 'a: 3.', 'a: 4.'])
  expect(new Set(lines.map(({ id }) => id)).size).toBe(4)
})
