import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'
import type { ReceivedSignal, Signal } from '#shared/contract/signal-contract.ts'
import type { ConsultationId, LegId } from '#shared/model/ids.ts'
import { useCall, type UsedCall } from '#client/consultations/use-call.ts'
import type { DeskLink } from '#client/link/desk-link.ts'

const consultation = '0190' as ConsultationId

/** The desk's socket, with what was sent over it. */
function deskLink() {
  const sent: Signal[] = []
  const leg = ref<LegId | null>('leg1' as LegId)
  const handlers = new Set<(signal: ReceivedSignal) => void>()
  const link = {
    leg,
    sendSignal: (signal: Signal) => void sent.push(signal),
    onSignal(handler: (signal: ReceivedSignal) => void) {
      handlers.add(handler)
      return () => handlers.delete(handler)
    },
    request: () => Promise.resolve({ ok: true, value: { iceServers: [], ttl: 0 } }),
  } as unknown as DeskLink
  return { link, sent, leg, handlers, types: () => sent.map(({ data }) => data.type) }
}

function inPage(link: DeskLink): { scope: EffectScope; used: UsedCall } {
  const scope = effectScope()
  const self = { person: 'me', name: 'Jana Brandt' }
  const used = scope.run(() => useCall({ consultation, self, caller: 'me', link }))
  return { scope, used: used! }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a call of a page', () => {
  it('[VIDEO26] ends with its scope and says goodbye', async () => {
    const { link, types, handlers } = deskLink()
    const { scope, used } = inPage(link)
    await used.call.prepare()
    expect(used.state.value.phase).toBe('prepared')
    scope.stop()
    expect(used.call.get().phase).toBe('left')
    expect([types(), handlers.size]).toEqual([['hello', 'bye'], 0])
  })

  it('[VIDEO11] a socket that comes back under another address is told to everybody', async () => {
    const { link, leg, types } = deskLink()
    const { used } = inPage(link)
    await used.call.prepare()
    leg.value = null
    await vi.advanceTimersByTimeAsync(0)
    expect(used.state.value.linked).toBe(false)
    leg.value = 'leg2' as LegId
    await vi.advanceTimersByTimeAsync(0)
    expect(used.state.value.linked).toBe(true)
    expect(types()).toEqual(['hello', 'hello'])
  })
})
