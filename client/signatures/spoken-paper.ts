import type { readAnswers } from '#shared/model/forms/read-answers.ts'
import type { SigningDocument } from '#shared/model/signature.ts'

/** What is read aloud before somebody signs: the declaration and every answer. */
export function spokenPaper(document: SigningDocument, sections: ReturnType<typeof readAnswers>): string {
  return [
    document.title,
    document.statement,
    ...sections.flatMap(({ title, answers }) => [
      title,
      ...answers.map(({ label, value }) => `${label}: ${value}`),
    ]),
  ].join('. ')
}
