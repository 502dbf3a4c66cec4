import type { CaseArchive } from '#shared/model/archive.ts'
import { germanDay, germanToday } from '#shared/model/checks/days.ts'
import { readAnswers } from '#shared/model/forms/read-answers.ts'
import type { Form } from '#shared/model/forms/form.ts'
import type { ServiceId } from '#shared/model/ids.ts'
import type { SnapshotPaper } from '#shared/model/snapshot.ts'
import { Paper } from '#server/papers/paper.ts'
import type { StoredArchive } from './retention-port.ts'
import { sealedWords as words } from './sealed-words.ts'

/** A sealed case with the names it is read by. */
export interface SealedContent {
  readonly archive: CaseArchive
  readonly seal: StoredArchive
  readonly officeName: string
  readonly titleOf: (service: string) => string
  readonly authorityOf: (authority: string) => string
  readonly formOf: (service: ServiceId) => Form | undefined
}

const moment = new Intl.DateTimeFormat('de-DE', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Berlin',
})
const said = (at: string | Date): string => moment.format(new Date(at))
/** 64 digits in groups of eight, so that they break and can be compared. */
const inGroups = (hash: string): string => hash.replaceAll(/(.{8})(?=.)/g, '$1 ')

/** The final state of a closed case for people, with the sealed data inside; the same seal gives the same bytes. */
export function sealedPaper({ archive, seal, officeName, ...names }: SealedContent): Promise<Buffer> {
  const paper = new Paper({
    title: words.title,
    issuer: officeName,
    footer: archive.number,
    at: seal.sealedAt,
  })
  paper
    .pairs([
      [words.case, `${archive.number} · ${archive.title}`],
      ...(archive.citizenName === null ? [] : [[words.forWhom, archive.citizenName] as const]),
      [words.opened, said(archive.openedAt)],
      [words.closed, said(archive.closedAt)],
      [words.sealed, said(seal.sealedAt)],
      [words.hash, inGroups(seal.hash)],
      [words.head, inGroups(seal.head)],
    ])
    .paragraph(words.proof, 'muted')
  for (const one of archive.services) servicePart(paper, one, germanToday(new Date(archive.closedAt)), names)
  paper.attach({
    name: 'vorgang.json',
    type: 'application/json',
    description: words.data,
    content: Buffer.from(seal.body),
  })
  return paper.finish()
}

function servicePart(
  paper: Paper,
  { service, authority, state, snapshot }: CaseArchive['services'][number],
  closedOn: string,
  names: Pick<SealedContent, 'titleOf' | 'authorityOf' | 'formOf'>,
): void {
  paper
    .heading(names.titleOf(service))
    .paragraph(`${names.authorityOf(authority)} · ${words.states[state === 'done' ? 'done' : 'cancelled']}`)
  const form = names.formOf(service)
  const sections = form ? readAnswers(form, snapshot.form, closedOn) : []
  if (sections.length === 0) paper.paragraph(words.empty, 'muted')
  for (const { title, answers } of sections)
    paper.heading(title, 3).pairs(answers.map(({ label, value }) => [label, value]))
  const papers = snapshot.papers ?? []
  if (papers.length > 0) paper.heading(words.papers, 3).list(papers.map(paperLine))
}

function paperLine(one: SnapshotPaper): string {
  if (one.kind === 'follow') return words.follows(one.title, germanDay(one.until))
  if (one.kind === 'attestation') return words.seen
  return words.file(one.title, inGroups(one.sha256))
}
