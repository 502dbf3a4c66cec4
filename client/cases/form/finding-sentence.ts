import type { Finding } from '#shared/model/checks/finding.ts'

type Translate = (key: string, values: Record<string, unknown>, plural: number) => string

/** The German sentence of a finding, which says what to do. */
export function findingSentence(t: Translate, { code, level, values }: Finding): string {
  const count = Number(values['missing'] ?? values['extra'] ?? 1)
  const key = code === 'vinCheckDigit' && level === 'good' ? 'vinCheckDigitGood' : code
  return t(`forms.findings.${key}`, { ...values }, count)
}
