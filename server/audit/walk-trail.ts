import type { TrailVerdict } from '#shared/model/audit.ts'
import type { Tx } from '#server/platform/act.ts'
import type { Anchor, Anchors, TrailRecords } from './audit-port.ts'
import { TrailCheck } from './trail-check.ts'

/** Rows per look at the store, so that nobody else waits long. */
const atOnce = 1_000

/** Anchors to look with: a file's, one given by hand, or on purpose none. */
export type AnchorSource = Pick<Anchors, 'read'> | Anchor | 'none'

/** Looks at the whole chain as it stands when the look begins; rows written meanwhile are left out. */
export async function walkTrail(
  records: TrailRecords,
  source: AnchorSource,
  read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Promise<TrailVerdict> {
  const anchors = await anchorsOf(source)
  if (anchors === undefined) return { ok: false, fault: 'anchor-file', seq: 0, since: 0 }
  const { end, beyond } = await read(async (tx) => {
    const now = await records.end(tx)
    return { end: now, beyond: await records.links(tx, now.seq, 1) }
  })
  if (source !== 'none' && anchors.length === 0 && end.seq > 0)
    return { ok: false, fault: 'no-anchor', seq: end.seq, since: 0 }
  const check = new TrailCheck(anchors)
  for (let more = true; more;) {
    const links = await read((tx) => records.links(tx, check.seq, atOnce))
    const wanted = links.filter(({ seq }) => seq <= end.seq)
    more = wanted.every((link) => check.take(link)) && wanted.length === atOnce
  }
  const verdict = check.finish(end)
  const unannounced = verdict.ok && beyond.length > 0
  return unannounced ? { ok: false, fault: 'head', seq: end.seq + 1, since: verdict.anchored } : verdict
}

/** Undefined for a file with a line that is no anchor. */
async function anchorsOf(source: AnchorSource): Promise<readonly Anchor[] | undefined> {
  if (source === 'none') return []
  if ('seq' in source) return [source]
  return source.read().catch((error: unknown) => {
    if (error instanceof SyntaxError) return undefined
    throw error
  })
}
