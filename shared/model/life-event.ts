import type { LifeEvent } from './district.ts'
import type { ServiceId } from './ids.ts'

/** Question id → yes or no, or the chosen option. Unanswered questions are absent. */
export type LifeEventAnswers = Readonly<Record<string, boolean | string>>

/** The services of a Lebenslage in the order they are dealt with: what everybody needs first, then by question. */
export function bundleOf(event: LifeEvent, answers: LifeEventAnswers): ServiceId[] {
  const keys = event.questions.flatMap(({ id }) => keyOf(id, answers[id]))
  const chosen = ['always', ...keys].flatMap((key) => own(event.bundle, key) ?? [])
  const replaced = chosen.map((service) => replacement(event, keys, service))
  return [...new Set(replaced)]
}

/** Whether every question has an answer, so that the bundle will not change any more. */
export function isAnswered(event: LifeEvent, answers: LifeEventAnswers): boolean {
  return event.questions.every(({ id }) => Object.hasOwn(answers, id))
}

function keyOf(question: string, answer: boolean | string | undefined): string[] {
  if (answer === true) return [question]
  return typeof answer === 'string' ? [`${question}:${answer}`] : []
}

function replacement(event: LifeEvent, keys: readonly string[], service: ServiceId): ServiceId {
  for (const key of keys) {
    const other = own(own(event.replace ?? {}, key) ?? {}, service)
    if (other !== undefined) return other
  }
  return service
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
