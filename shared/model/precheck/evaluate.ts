import { daysBetween, isIsoDay } from '../checks/days.ts'
import type { FormCheck } from '../checks/check-form.ts'
import { holds } from '../forms/conditions.ts'
import type { FormValues } from '../forms/values.ts'
import type { Expression } from './requirement.ts'
import type { RulePaper } from './rule-papers.ts'

/** What expressions are evaluated over. `today` is an ISO day in Berlin; `check` was made with the same answers and day. */
export interface Answers {
  readonly values: FormValues
  readonly check: FormCheck
  readonly today: string
  /** Papers of the service; absent: none. */
  readonly papers?: readonly RulePaper[]
}

/** Whether the expression holds. Pure: browser and server give the same answer to the same answers. */
export function evaluate(expression: Expression, answers: Answers): boolean {
  const { values, check, today } = answers
  if ('every' in expression) return expression.every.every((part) => evaluate(part, answers))
  if ('either' in expression) return expression.either.some((part) => evaluate(part, answers))
  if ('never' in expression) return !evaluate(expression.never, answers)
  if ('complete' in expression) return check.missing.size === 0 && check.errors === 0
  if ('sound' in expression) return !wrongAt(check, expression.sound)
  if ('paper' in expression)
    return (answers.papers ?? []).some(({ title, until }) => until === null && title === expression.paper)
  if ('daysSince' in expression) {
    const day = dayAt(values, expression.daysSince)
    return day !== undefined && daysBetween(day, today) <= expression.atMost
  }
  if ('monthNotPassed' in expression) return monthNotPassed(values.fields[expression.monthNotPassed], today)
  if ('notAfter' in expression) {
    const [first, second] = expression.notAfter.map((path) => dayAt(values, path))
    return first === undefined || second === undefined || first <= second
  }
  return holds(expression, values.fields, today)
}

function dayAt(values: FormValues, path: string): string | undefined {
  const value = values.fields[path]
  return typeof value === 'string' && isIsoDay(value) ? value : undefined
}

function monthNotPassed(value: unknown, today: string): boolean {
  const parts = typeof value === 'string' ? /^(0[1-9]|1[0-2])\/(\d{4})$/.exec(value.trim()) : null
  return parts !== null && `${parts[2]}-${parts[1]}` >= today.slice(0, 7)
}

function wrongAt(check: FormCheck, path: string): boolean {
  return [...check.findings].some(
    ([key, { level }]) =>
      level === 'error' && (key === path || key.startsWith(`${path}.`) || key.startsWith(`${path}/`)),
  )
}

/** Paths of the answers an expression looks at; null: all of them. */
export function pathsIn(expression: Expression): string[] | null {
  if ('complete' in expression) return null
  const parts = partsOf(expression)
  if (parts) {
    const found = parts.map(pathsIn)
    return found.includes(null) ? null : found.flatMap((paths) => paths ?? [])
  }
  if ('sound' in expression) return [expression.sound]
  if ('daysSince' in expression) return [expression.daysSince]
  if ('monthNotPassed' in expression) return [expression.monthNotPassed]
  if ('notAfter' in expression) return [...expression.notAfter]
  if ('filled' in expression) return [expression.filled]
  return 'field' in expression ? [expression.field] : []
}

/** Titles of the papers an expression looks at. */
export function papersIn(expression: Expression): string[] {
  if ('paper' in expression) return [expression.paper]
  return (partsOf(expression) ?? []).flatMap(papersIn)
}

function partsOf(expression: Expression): readonly Expression[] | undefined {
  if ('every' in expression) return expression.every
  if ('either' in expression) return expression.either
  if ('never' in expression) return [expression.never]
  if ('all' in expression) return expression.all
  if ('any' in expression) return expression.any
  return 'not' in expression ? [expression.not] : undefined
}
