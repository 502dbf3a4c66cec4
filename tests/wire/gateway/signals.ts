import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { ReceivedSignal, Signal } from '#shared/contract/signal-contract.ts'
import { commands } from '#shared/contract/wire.ts'
import type { ConsultationId } from '#shared/model/ids.ts'
import type { Tab } from './wire-desk.ts'

type Sayable = Extract<Signal['data'], { type: 'hello' | 'caption' | 'text' }>

/** The same signal told from every other, also from one of the same kind that is still on its way to somebody. */
function told(data: Sayable) {
  const mark = randomUUID()
  const sent = data.type === 'hello' ? { ...data, self: mark } : { ...data, text: `${data.text} ${mark}` }
  return { sent, isIt: (signal: ReceivedSignal) => isDeepStrictEqual(signal.data, sent) }
}

/** What another connection hears of a signal of this one: who sent it, or nothing before the next answer. */
export async function heard(
  from: Tab,
  by: Tab,
  consultation: ConsultationId,
  data: Sayable,
): Promise<unknown> {
  const signals: ReceivedSignal[] = []
  const { sent, isIt } = told(data)
  const take = (signal: ReceivedSignal) => isIt(signal) && signals.push(signal)
  by.socket.on('signal', take)
  from.socket.emit('signal', { consultation, data: sent })
  // The relay may look into the store; each of these answers comes after two looks of its own.
  for (let look = 0; look < 12 && signals.length === 0; look++)
    for (const each of [from, by])
      await each.ask(commands.resumeStream, { stream: `person/${each.person}`, after: 0 })
  by.socket.off('signal', take)
  return signals.map(({ name, person }) => ({ name, person }))
}

/** Which of these connections hear a signal of this one: each has answered behind it, and the relay has had more looks than it takes. */
export async function whoHears(
  from: Tab,
  consultation: ConsultationId,
  all: Readonly<Record<string, Tab>>,
): Promise<string[]> {
  const hearers = new Set<string>()
  const { sent, isIt } = told({ type: 'hello' })
  const listening = Object.entries(all).map(([name, { socket }]) => {
    const take = (signal: ReceivedSignal) => isIt(signal) && hearers.add(name)
    socket.on('signal', take)
    return () => socket.off('signal', take)
  })
  from.socket.emit('signal', { consultation, data: sent })
  for (let look = 0; look < 6; look++)
    for (const each of [from, ...Object.values(all)])
      await each.ask(commands.resumeStream, { stream: `person/${each.person}`, after: 0 })
  for (const stop of listening) stop()
  return Object.keys(all).filter((name) => hearers.has(name))
}
