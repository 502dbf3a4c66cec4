import type { DutyPerson, UnitOnDuty } from '#shared/contract/duty-contract.ts'
import type { PresenceState } from '#shared/model/consultation.ts'

export interface Estimate {
  /** Colour of the dot: somebody is free, all are busy, nobody answers. */
  readonly tone: 'ok' | 'busy' | 'off'
  /** Text key below `desk.duty`. */
  readonly key: 'free' | 'freeNew' | 'busySoon' | 'busy' | 'paused' | 'nobody' | 'nobodyNext'
  readonly people: readonly DutyPerson[]
  readonly seconds: number
  readonly minutes: number
}

const free: readonly PresenceState[] = ['available']
const engaged: readonly PresenceState[] = ['ringing', 'in_call', 'wrapup']
const paused: readonly PresenceState[] = ['away', 'do_not_disturb']

/** What may honestly be said of a unit: figures only where there is experience, a guess never below a minute. */
export function estimateOf(unit: UnitOnDuty, now: number): Estimate {
  const among = (states: readonly PresenceState[]) => unit.people.filter((one) => states.includes(one.state))
  const line = (tone: Estimate['tone'], key: Estimate['key'], people: readonly DutyPerson[]): Estimate => ({
    tone,
    key,
    people,
    seconds: Math.max(1, Math.round(unit.answerSeconds ?? 0)),
    minutes: minutesUntilFree(unit, now),
  })
  const [ready, busy, away] = [among(free), among(engaged), among(paused)]
  if (ready.length > 0) return line('ok', unit.answerSeconds === null ? 'freeNew' : 'free', ready)
  if (busy.length > 0)
    return line('busy', unit.talkSeconds === null || unit.busySince === null ? 'busy' : 'busySoon', busy)
  if (away.length > 0) return line('off', 'paused', away)
  return line('off', unit.nextDuty === null ? 'nobody' : 'nobodyNext', [])
}

function minutesUntilFree(unit: UnitOnDuty, now: number): number {
  if (unit.busySince === null || unit.talkSeconds === null) return 1
  const until = new Date(unit.busySince).getTime() + unit.talkSeconds * 1000
  return Math.max(1, Math.ceil((until - now) / 60_000))
}
