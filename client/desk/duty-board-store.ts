import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { dutyCommands, type UnitOnDuty } from '#shared/contract/duty-contract.ts'
import type { EventBodies, StreamEvent } from '#shared/contract/stream-contract.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'

/** Resets of several streams within this time are one. */
const gatherMs = 60

/** „Fachkräfte im Dienst“: every unit, kept up by its own stream in the order the server gave. */
export const useDutyBoard = defineStore('duty-board', () => {
  const link = useDeskLink()
  const units = shallowRef<readonly UnitOnDuty[]>([])
  const loaded = ref(false)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const followed = new Map<string, () => void>()

  /** Reads the board and follows every unit until the result is called. */
  function start(): () => void {
    void load()
    return () => {
      clearTimeout(pending)
      for (const leave of followed.values()) leave()
      followed.clear()
    }
  }

  async function load(): Promise<void> {
    const told = await tell(() => link.request(dutyCommands.readBoard, {}))
    problem.value = told.ok ? null : told
    if (!told.ok) return
    units.value = told.value.units
    loaded.value = true
    for (const { unit } of told.value.units) {
      if (!followed.has(unit)) followed.set(unit, link.follow(`duty/${unit}`, { event: apply, reset: again }))
    }
  }

  /** Every stream starts with a reset, about at the same time: the board is read once for all of them. */
  let pending: ReturnType<typeof setTimeout> | undefined
  function again(): void {
    clearTimeout(pending)
    pending = setTimeout(() => void load(), gatherMs)
  }

  function apply(event: StreamEvent): void {
    if (event.type !== 'duty.changed') return
    const { unit } = event.body as EventBodies['duty.changed']
    units.value = units.value.map((one) => (one.unit === unit.unit ? unit : one))
  }

  return { units, loaded, problem, start, load }
})
