/** What a code is made of: no letter or digit that looks like another (B 8, I 1 L, O 0 Q, S 5, Z 2 have one of each). */
export const codeAlphabet = '23456789ACDEFGHJKLMNPQRTUVWXY'
export const codeLength = 8

const lookAlikes: Readonly<Record<string, string>> = {
  B: '8',
  I: 'L',
  1: 'L',
  O: 'Q',
  0: 'Q',
  S: '5',
  Z: '2',
}

/** As a person typed it: small letters, gaps, strokes and look-alikes are no mistakes. */
export function tidyCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll(/[BI1O0SZ]/g, (letter) => lookAlikes[letter] ?? letter)
}

/** The eighth character, made of the seven before it: one wrong or two exchanged characters never fit. */
export function checkCharacter(seven: string): string {
  const size = codeAlphabet.length
  const sum = seven.split('').reduce((all, letter, at) => all + (at + 1) * codeAlphabet.indexOf(letter), 0)
  const found = codeAlphabet.split('').find((_letter, value) => (sum + codeLength * value) % size === 0)
  if (found === undefined) throw new RangeError('the size of the alphabet is no prime number')
  return found
}

/** Whether a tidy code can be one. */
export function isCode(code: string): boolean {
  const known = code.length === codeLength && code.split('').every((letter) => codeAlphabet.includes(letter))
  return known && checkCharacter(code.slice(0, -1)) === code.at(-1)
}

/** `7KXM-Q4RT`: four and four, as it is printed and read out. */
export const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`
