import { canonicalJson } from './canonical.ts'
import { germanToday } from './checks/days.ts'
import { isProof, type EvidenceView } from './evidence.ts'
import type { CaseServiceId } from './ids.ts'
import { changedPaths, type ServiceSnapshot, type SnapshotPaper } from './snapshot.ts'

/** What of an entry a snapshot needs; the stored one and the one of the screen alike. */
type Paper = EvidenceView extends infer View
  ? View extends EvidenceView
    ? Omit<View, 'personName' | 'at' | 'withdrawn'> & {
        readonly at: string | Date
        readonly withdrawn: { readonly at: string | Date } | null
      }
    : never
  : never

/** Before the name of a paper among the keys of answers that changed. */
export const paperMark = 'paper:'

/**
 * How much of a content a decision rests on. `signed`: the answers and what lay there, as with a Vorprüfung and a signature; what
 * comes afterwards makes nobody check or sign again. `all`: a sign-off, which says that this is what there is.
 */
export type Rests = 'signed' | 'all'

/**
 * Papers that touch a service, in an order that does not depend on when they came: its own, those of the whole case, and an
 * identity document seen in original where the service asks for one.
 */
export function papersOf(
  caseService: CaseServiceId,
  asksIdentity: boolean,
  all: readonly Paper[],
): SnapshotPaper[] {
  const touching = all.filter(
    (one) =>
      one.withdrawn === null &&
      (one.kind === 'attestation'
        ? asksIdentity
        : one.caseService === null || one.caseService === caseService),
  )
  const papers = touching.map((one) => asPaper(one, all))
  const byContent = new Map(papers.map((paper) => [canonicalJson(paper), paper] as const))
  return [...byContent].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, paper]) => paper)
}

function asPaper(one: Paper, all: readonly Paper[]): SnapshotPaper {
  if (one.kind === 'follow') return { kind: 'follow', title: one.title, until: one.until }
  if (one.kind === 'attestation')
    return { kind: 'attestation', document: one.document, zoneChecked: one.zoneChecked }
  const { title, sha256 } = one
  if (isProof(one)) return { kind: 'proof', title, sha256 }
  const promised = promiseOf(one, all)
  return { kind: 'file', title, sha256, ...(promised !== undefined && { promised }) }
}

/** The agreed day of a promise this file keeps: made before it came, not taken back by then, and in time. */
function promiseOf(file: Paper, all: readonly Paper[]): string | undefined {
  const came = new Date(file.at)
  const kept = all.find(
    (one) =>
      one.kind === 'follow' &&
      one.title === file.title &&
      one.caseService === file.caseService &&
      new Date(one.at) <= came &&
      (one.withdrawn === null || new Date(one.withdrawn.at) >= came) &&
      germanToday(came) <= one.until,
  )
  return kept?.kind === 'follow' ? kept.until : undefined
}

/** Whether a decision over `before` stands while `after` is there. What was decided before papers were part of it rests on answers. */
export function stillRests(before: ServiceSnapshot, after: ServiceSnapshot, how: Rests): boolean {
  if (canonicalJson(before.form) !== canonicalJson(after.form)) return false
  const { missing, added } = difference(before, after)
  return missing.length === 0 && (how === 'signed' || added.length === 0)
}

/** Everything that makes a decision over `before` void: keys of answers, and names of papers behind {@link paperMark}. */
export function changedKeys(before: ServiceSnapshot, after: ServiceSnapshot): string[] {
  const papers = changedPapers(before, after).map((name) => `${paperMark}${name}`)
  return [...changedPaths(before, after), ...papers]
}

/** Names of the papers that make a decision over `before` void: titles, or the kind of an identity document. */
export function changedPapers(before: ServiceSnapshot, after: ServiceSnapshot): string[] {
  const { missing, added } = difference(before, after)
  const names = [...missing, ...added].map((one) => (one.kind === 'attestation' ? one.document : one.title))
  return [...new Set(names)].toSorted()
}

/**
 * A paper that comes by the agreed day is what was decided over, so it is nothing new; nor is an original that is shown later, or
 * the proof of who signs for somebody. Each of them taken away again is a change.
 */
function difference(before: ServiceSnapshot, after: ServiceSnapshot) {
  const [was, is] = [before.papers ?? after.papers ?? [], after.papers ?? []]
  const known = (list: readonly SnapshotPaper[]) => new Set(list.map((one) => keyOf(one)))
  const [earlier, now] = [known(was), known(is)]
  const files = is.filter((one) => one.kind === 'file')
  const kept = (one: SnapshotPaper) =>
    one.kind === 'follow' &&
    files.some(({ title, promised }) => title === one.title && promised === one.until)
  const agreed = (one: SnapshotPaper) =>
    one.kind === 'file' &&
    was.some(
      (promise) => promise.kind === 'follow' && promise.title === one.title && promise.until === one.promised,
    )
  return {
    missing: was.filter((one) => !now.has(keyOf(one)) && !kept(one)),
    added: is.filter(
      (one) => !earlier.has(keyOf(one)) && one.kind !== 'attestation' && one.kind !== 'proof' && !agreed(one),
    ),
  }
}

function keyOf(paper: SnapshotPaper): string {
  if (paper.kind !== 'file') return canonicalJson(paper)
  const { promised: _day, ...content } = paper
  return canonicalJson(content)
}
