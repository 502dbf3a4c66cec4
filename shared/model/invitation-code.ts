import { codeLength, isCode, shownCode, tidyCode } from './slip-code.ts'

/** Two codes of eight: the link carries them, a letter prints them, and either half tells when it was typed wrong. */
export function isInvitationCode(code: string): boolean {
  return isCode(code.slice(0, codeLength)) && isCode(code.slice(codeLength))
}

/** As a person typed it or as the link carried it: small letters, gaps, strokes and look-alikes are no mistakes. */
export const tidyInvitation = tidyCode

/** `7KXM-Q4RT-9ACD-PRTX`, as it is printed and read out. */
export const shownInvitation = (code: string): string =>
  `${shownCode(code.slice(0, codeLength))}-${shownCode(code.slice(codeLength))}`
