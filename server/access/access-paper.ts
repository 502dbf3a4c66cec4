import type { AccessPerson, AccessReport, AccessSpan } from '#shared/model/access.ts'
import { Paper } from '#server/papers/paper.ts'
import { accessWords as words } from './access-sentences.ts'

const moment = new Intl.DateTimeFormat('de-DE', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Berlin',
})
const said = (at: string): string => moment.format(new Date(at))

/** „Wer hat was gesehen“ as a PDF. */
export function accessPaper(report: AccessReport): Promise<Buffer> {
  const paper = new Paper({
    title: words.title,
    issuer: report.officeName,
    footer: report.number,
    at: new Date(report.at),
  })
  paper
    .paragraph(words.intro)
    .pairs([
      [words.case, report.number],
      ...(report.citizenName === null ? [] : [[words.forWhom, report.citizenName] as const]),
      [words.office, report.officeName],
      [words.made, said(report.at)],
    ])
  if (report.people.length === 0) paper.paragraph(words.none)
  for (const person of report.people) drawPerson(paper, person)
  paper.heading(words.consents)
  if (report.consents.length === 0) paper.paragraph(words.noConsents)
  else
    paper.list(
      report.consents.map(({ at, state, authorityName }) =>
        [`${said(at)}: ${words.states[state]}`, authorityName].filter((one) => one !== '').join(', '),
      ),
    )
  return paper.paragraph(words.ask, 'muted').finish()
}

function drawPerson(paper: Paper, person: AccessPerson): void {
  const role = person.role === null ? '' : words.roles[person.role]
  paper.heading(person.name || words.person, 3)
  paper.paragraph([role, person.place, person.authorityName].filter((one) => one !== '').join(', '), 'muted')
  if (person.spans.length > 0)
    paper.table({
      columns: [
        { title: words.from, part: 2 },
        { title: words.until, part: 2 },
        { title: words.extent, part: 3 },
        { title: words.basis, part: 3 },
      ],
      rows: person.spans.map((span) => [
        said(span.from),
        span.until === null ? words.still : said(span.until),
        words.levels[span.level],
        basisOf(person, span),
      ]),
    })
  if (person.looks.length > 0)
    paper.table({
      caption: words.looks,
      columns: [
        { title: words.what, part: 5 },
        { title: words.times, part: 1, align: 'right' },
        { title: words.first, part: 2 },
        { title: words.last, part: 2 },
      ],
      rows: person.looks.map(({ kind, title, times, first, last }) => [
        title === '' ? words.kinds[kind] : `${words.kinds[kind]}: ${title}`,
        String(times),
        said(first),
        said(last),
      ]),
    })
}

function basisOf(person: AccessPerson, span: AccessSpan): string {
  if (person.own) return words.workedOn
  return span.consentAt === null ? words.question : words.consent(said(span.consentAt))
}
