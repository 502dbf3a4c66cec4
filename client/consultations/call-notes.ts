import { browserFix } from './browser-fix.ts'
import type { CallSnapshot, LocalState, MediaKind } from './call/call-types.ts'

/** One sentence about the call: its text key, what to put in, how bad it is. */
export interface CallNote {
  readonly id: string
  readonly text: string
  readonly name?: string
  /** Text key of the way out in this browser. */
  readonly fix?: string
  readonly tone: 'info' | 'busy' | 'bad'
}

const told: readonly LocalState[] = ['refused', 'missing', 'busy', 'forbidden']

/** What is worth telling now, worst first and never more than three at once. Pure. */
export function notesOf(state: CallSnapshot, agent: string): CallNote[] {
  if (state.phase !== 'live') return []
  const all = [...lineNotes(state), ...deviceNotes(state, agent)]
  const order = { bad: 0, busy: 1, info: 2 } as const
  return all.toSorted((a, b) => order[a.tone] - order[b.tone]).slice(0, 3)
}

function lineNotes({ legs, local, linked, relay }: CallSnapshot): CallNote[] {
  const notes: CallNote[] = []
  if (!linked) notes.push({ id: 'unlinked', text: 'calls.notes.unlinked', tone: 'busy' })
  for (const { person, name, quality, notice } of legs) {
    if (quality === 'interrupted')
      notes.push({ id: `line-${person}`, text: 'calls.notes.interrupted', name, tone: 'bad' })
    else if (notice !== null)
      notes.push({ id: `notice-${person}`, text: `calls.notes.${notice}`, name, tone: 'info' })
    else if (quality === 'weak')
      notes.push({ id: `line-${person}`, text: 'calls.notes.weak', name, tone: 'busy' })
  }
  if (local.pictureHeld) notes.push({ id: 'held', text: 'calls.notes.pictureHeld', tone: 'busy' })
  const unreached = legs.some(({ quality }) => quality === 'connecting' || quality === 'interrupted')
  if (relay !== null && unreached) {
    notes.push({
      id: 'relay',
      text: relay === 'quota' ? 'calls.notes.relayQuota' : 'calls.notes.relayRefused',
      tone: 'bad',
    })
  }
  return notes
}

function deviceNotes({ local }: CallSnapshot, agent: string): CallNote[] {
  const notes = (['audio', 'video'] as const).flatMap((kind) => deviceNote(kind, local[kind], agent))
  const silent = told.includes(local.audio) && told.includes(local.video)
  if (silent) notes.push({ id: 'text-only', text: 'calls.notes.textOnly', tone: 'info' })
  if (local.screen === 'refused')
    notes.push({ id: 'screen', text: 'calls.faults.screen.refused', tone: 'info' })
  return notes
}

/** The sentence for one device; a refusal comes with the way out in this browser. */
export function deviceNote(kind: MediaKind, state: LocalState, agent: string): CallNote[] {
  if (!told.includes(state)) return []
  const tone = kind === 'audio' && state !== 'forbidden' ? 'busy' : 'info'
  const fix = state === 'refused' ? { fix: `calls.faults.fix.${browserFix(agent)}` } : {}
  return [{ id: `${kind}-${state}`, text: `calls.faults.${kind}.${state}`, tone, ...fix }]
}
