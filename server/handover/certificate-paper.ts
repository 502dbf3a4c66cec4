import { germanDay } from '#shared/model/checks/days.ts'
import type { BundleData, BundleService } from '#shared/model/handover.ts'
import { Paper } from '#server/papers/paper.ts'
import { germanMoment } from './bundle-paper.ts'

/**
 * Vollständigkeitsbescheinigung: what a service that was only pre-checked ends with. Says what was looked at and what
 * follows, and that the authority decides.
 */
export function certificatePaper(data: BundleData, one: BundleService): Promise<Buffer> {
  const paper = new Paper({
    title: 'Bescheinigung über die Vorprüfung',
    issuer: `${data.case.officeAuthorityName} · ${data.case.officeName}`,
    footer: `Vorgang ${data.case.number} · ${one.title}`,
    at: new Date(data.at),
  })
  const open = one.findings.filter(({ colour }) => colour !== 'green')
  paper
    .pairs([
      ['Leistung', one.title],
      ['Für', data.case.citizen ?? ''],
      ['Vorgang', data.case.number],
      ['Ausgestellt', `${germanMoment(data.at)} von ${data.by.name}`],
    ])
    .paragraph(resultSentence(one, open.length), 'strong')
    .paragraph(
      `Der Antrag wurde mit dieser Bescheinigung an ${[data.authority.name, ...(data.unit ? [data.unit.name] : [])].join(', ')} übergeben. Dort wird über ihn entschieden. Diese Bescheinigung ist keine Zusage.`,
    )
    .heading('Was geprüft wurde')
  if (one.findings.length === 0)
    paper.paragraph(
      'Für diese Leistung gibt es keine hinterlegten Anforderungen; geprüft wurden die Unterlagen.',
    )
  else
    paper.table({
      columns: [
        { title: 'Anforderung', part: 5 },
        { title: 'Quelle', part: 3 },
        { title: 'Ergebnis', part: 4 },
      ],
      rows: one.findings.map((row) => [row.title, row.source, resultOf(row)]),
    })
  paper
    .heading('Vorgelegte Unterlagen')
    .list(seenPapers(data))
    .heading('Gebunden an')
    .pairs([['Stand der Angaben (SHA-256)', one.hash.replaceAll(/(.{8})(?=.)/g, '$1 ')]])
    .paragraph('Werden die Angaben später geändert, gilt diese Bescheinigung nicht mehr.', 'muted')
  return paper.finish()
}

function seenPapers({ evidence }: BundleData): string[] {
  if (evidence.length === 0) return ['keine']
  return evidence.map(({ title, kind, until }) => {
    if (kind === 'attestation') return `${title} (im Original vorgelegen)`
    return kind === 'follow' ? `${title} (wird nachgereicht bis ${germanDay(until ?? '')})` : title
  })
}

/** Where nothing is asked for by a rule, nothing is certified as complete. */
function resultSentence({ title, findings }: BundleService, open: number): string {
  if (findings.length === 0)
    return `Der Antrag „${title}“ wurde am Schalter entgegengenommen und durchgesehen.`
  if (open > 0) return `Die Angaben und Unterlagen zu „${title}“ sind geprüft. ${hintsOf(open)}`
  return `Die Angaben und Unterlagen zu „${title}“ sind nach der Vorprüfung vollständig.`
}

const hintsOf = (count: number): string =>
  count === 1 ? 'Ein Punkt ist noch offen, siehe unten.' : `${count} Punkte sind noch offen, siehe unten.`

function resultOf({ state, colour, decision }: BundleService['findings'][number]): string {
  if (state === 'follows' && decision?.until) return `wird nachgereicht bis ${germanDay(decision.until)}`
  if (colour === 'green') return 'liegt vor'
  return state === 'discretion' ? 'entscheidet die Behörde' : 'Hinweis: noch zu klären'
}
