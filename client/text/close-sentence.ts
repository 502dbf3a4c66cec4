import { closeCodes } from '#shared/contract/document-contract.ts'

/** The sentence for the close code of a document connection; unknown codes are told as a lost connection. */
export function closeSentence(t: (key: string) => string, code: number): string {
  const name = Object.entries(closeCodes).find(([, value]) => value === code)?.[0]
  return t(name === undefined ? 'closeCodes.lost' : `closeCodes.${name}`)
}
