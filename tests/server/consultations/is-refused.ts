import { Refused } from '#server/platform/refused.ts'

/** An expected no; everything else is a fault and fails the test. */
export const isRefused = (error: unknown): error is Refused =>
  error instanceof Refused && error.code !== 'E_STORE'
