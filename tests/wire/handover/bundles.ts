import { commands } from '#shared/contract/wire.ts'
import type { BundleData, BundleFile, CaseHandovers, HandoverView } from '#shared/model/handover.ts'
import type { CaseId, CaseServiceId, ServiceId } from '#shared/model/ids.ts'
import type { Person, Tab, WireDesk } from '../gateway/wire-desk.ts'

export const kfz = 'kfz-ummeldung' as ServiceId
export const wohnsitz = 'wohnsitz-anmelden' as ServiceId

export interface ReadyCase {
  readonly case: CaseId
  readonly number: string
  readonly ids: readonly CaseServiceId[]
}

/** A case whose services were checked, as they stand when everything before the hand-over is done. */
export async function readyCase(
  desk: WireDesk,
  by: Tab,
  services: readonly ServiceId[] = [wohnsitz, kfz],
): Promise<ReadyCase> {
  const opened = await by.do(commands.openCase, { services: [...services], citizen: { name: 'Petra Wendt' } })
  const ids = opened.services.map(({ id }) => id)
  for (const caseService of ids) await by.do(commands.runPrecheck, { case: opened.id, caseService })
  await settle(desk, ids)
  return { case: opened.id, number: opened.number, ids }
}

/** Signed and paid: the chain before the hand-over has stories of its own. */
export async function settle(desk: WireDesk, ids: readonly CaseServiceId[]): Promise<void> {
  await desk.sql("update case_service set state = 'fee_settled' where id = any($1)", [[...ids]])
}

/** Hands over everything and waits until each bundle has arrived. */
export async function handedOver(by: Tab, { case: id }: Pick<ReadyCase, 'case'>): Promise<HandoverView[]> {
  const { handovers } = await by.do(commands.handOver, { case: id })
  const fresh = handovers.filter(({ state }) => state === 'queued').map((one) => one.id)
  const { body } = await by.hears(
    'handover.changed',
    ({ body: { handovers: now } }) => now.case === id && fresh.every((one) => arrived(now, one)),
  )
  return body.handovers.handovers.filter((one) => fresh.includes(one.id))
}
const arrived = ({ handovers }: CaseHandovers, id: string) =>
  handovers.some((one) => one.id === id && one.state === 'delivered')

export async function fileOf(person: Person, id: string, file: BundleFile): Promise<Buffer> {
  const answer = await person.ask(`/api/handovers/${id}/files/${file.sha256}`, 'GET')
  if (!answer.ok) throw new Error(`${file.name}: ${answer.status} ${await answer.text()}`)
  return Buffer.from(await answer.arrayBuffer())
}

export async function dataOf(tab: Tab, handover: HandoverView): Promise<BundleData> {
  const { files } = await tab.do(commands.openBundle, { handover: handover.id })
  const content = await fileOf(
    tab.owner,
    handover.id,
    files.find(({ role }) => role === 'data')!,
  )
  return JSON.parse(content.toString()) as BundleData
}
