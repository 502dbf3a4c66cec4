import type { ReceivedSignal } from '#shared/contract/signal-contract.ts'
import { commands } from '#shared/contract/wire.ts'
import type { ConsultationId } from '#shared/model/ids.ts'
import type { Tab } from '../gateway/wire-desk.ts'

/** What another connection hears of a signal of this one: who sent it, or nothing before the next answer. */
export async function heard(
  from: Tab,
  by: Tab,
  consultation: ConsultationId,
  data: object,
): Promise<unknown> {
  const signals: ReceivedSignal[] = []
  const take = (signal: ReceivedSignal) => void signals.push(signal)
  by.socket.on('signal', take)
  from.socket.emit('signal', { consultation, data })
  // The relay may look into the store; each of these answers comes after two looks of its own.
  for (let look = 0; look < 12 && signals.length === 0; look++)
    for (const each of [from, by])
      await each.ask(commands.resumeStream, { stream: `person/${each.person}`, after: 0 })
  by.socket.off('signal', take)
  return signals.map(({ name, person }) => ({ name, person }))
}
