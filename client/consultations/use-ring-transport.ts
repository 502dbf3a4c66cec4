import { onScopeDispose, watch } from 'vue'
import type { ConsultationId } from '#shared/model/ids.ts'
import { useCalls } from './call-store.ts'

/**
 * While a ring card is shown the way to the caller is built, so that a yes brings the picture at once. Nothing is sent
 * and no device is opened; a person who is in a call already keeps it. The case room finds the call prepared, or makes
 * its own.
 */
export function useRingTransport(
  ring: () => ConsultationId | null,
  self: () => { readonly person: string; readonly name: string } | null,
): void {
  const calls = useCalls()

  async function prepare(consultation: ConsultationId): Promise<void> {
    const me = self()
    if (me === null || calls.used?.state.value.phase === 'live') return
    // Who rings is not disclosed yet, nor any consent: the first one met is the caller, and nothing may be sent.
    const allowed = { audio: false, video: false }
    const used = await calls.enter({ consultation, self: me, caller: null, allowed })
    if (ring() !== consultation) giveUp(consultation)
    else await used?.call.prepare()
  }

  /** The ring is over. A call that was accepted has started by the time its card is gone, or starts a new one. */
  function giveUp(consultation: ConsultationId): void {
    if (calls.consultation === consultation && calls.used?.state.value.phase !== 'live') calls.leave()
  }

  watch(
    ring,
    (next, before) => {
      if (next !== null) void prepare(next)
      else if (before !== undefined && before !== null) setTimeout(() => giveUp(before), handOver)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    const last = ring()
    if (last !== null) giveUp(last)
  })
}

/** Between the end of the ring card and the case room's start, in milliseconds. */
const handOver = 5_000
