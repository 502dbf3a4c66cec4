import { germanDay } from '#shared/model/checks/days.ts'
import type { BundleData, BundleEvidence, BundleService } from '#shared/model/handover.ts'
import { Paper } from '#server/papers/paper.ts'

const moment = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'medium',
  timeStyle: 'short',
})
const euros = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' })
export const germanMoment = (iso: string): string => moment.format(new Date(iso))

const findingWords: Readonly<Record<BundleService['findings'][number]['state'], string>> = {
  met: 'erfüllt',
  missing: 'fehlt',
  follows: 'wird nachgereicht',
  discretion: 'Ermessen offen',
  decided: 'entschieden',
}
const colourWords: Readonly<Record<string, string>> = { green: 'grün', amber: 'gelb', red: 'rot' }
const identityWords: Readonly<Record<string, string>> = {
  personalausweis: 'Personalausweis',
  reisepass: 'Reisepass',
  aufenthaltstitel: 'Aufenthaltstitel',
  other: 'Ausweisdokument',
}

/** The bundle for people: cover, answers, findings, sign-off, signatures, fees, papers, protocol; its data inside. */
export function bundlePaper(data: BundleData, json: Buffer): Promise<Buffer> {
  const paper = new Paper({
    title: `Übergabe an ${data.unit?.name ?? data.authority.name}`,
    issuer: `${data.case.officeAuthorityName} · ${data.case.officeName}`,
    footer: `Übergabe ${data.number}`,
    at: new Date(data.at),
  })
  cover(paper, data)
  for (const service of data.services) serviceParts(paper, service)
  papersList(paper, data.evidence)
  protocolList(paper, data)
  paper.attach({
    name: 'daten.json',
    type: 'application/json',
    description: 'Die Daten dieser Übergabe',
    content: json,
  })
  return paper.finish()
}

function cover(paper: Paper, data: BundleData): void {
  paper.pairs([
    ['Vorgang', `${data.case.number} · ${data.case.title}`],
    ['Bürgerin oder Bürger', data.case.citizen ?? ''],
    ['Empfänger', [data.authority.name, ...(data.unit ? [data.unit.name] : [])].join(', ')],
    ['Übergeben', `${germanMoment(data.at)} von ${data.by.name}`],
    ...(data.follows === null ? [] : [['Antwort auf Rückfrage zu', data.follows] as const]),
    ['Grundlage', [...new Set(data.services.map(basisOf))].join('; ')],
  ])
  paper.table({
    caption: 'Übergebene Leistungen und der Stand, an den alle Entscheidungen gebunden sind',
    columns: [
      { title: 'Leistung', part: 4 },
      { title: 'Umfang', part: 2 },
      { title: 'Prüfsumme des Standes (SHA-256)', part: 5 },
    ],
    rows: data.services.map((one) => [
      one.title,
      one.kind === 'precheck' ? 'nur vorgeprüft' : 'vollständig bearbeitet',
      inGroups(one.hash),
    ]),
  })
}

const basisOf = ({ contract }: BundleService): string =>
  contract === null ? 'eigene Zuständigkeit' : `öffentlich-rechtlicher Vertrag ${contract}`

/** 64 digits in groups of eight, so that they break and can be compared. */
const inGroups = (hash: string): string => hash.replaceAll(/(.{8})(?=.)/g, '$1 ')

function serviceParts(paper: Paper, one: BundleService): void {
  paper.heading(one.title)
  paper.paragraph(`LeiKa-Schlüssel ${one.leika}`, 'muted')
  if (one.questions.length > 0) questionsPart(paper, one)
  paper.heading('Angaben', 3)
  if (one.sections.length === 0) paper.paragraph('Zu dieser Leistung gibt es kein Formular.', 'muted')
  for (const { title, answers } of one.sections) {
    paper.paragraph(title, 'strong')
    paper.pairs(answers.map(({ label, value }) => [label, value]))
  }
  findingsPart(paper, one)
  signOffPart(paper, one)
  signaturesPart(paper, one)
  feePart(paper, one)
}

function questionsPart(paper: Paper, one: BundleService): void {
  paper.heading('Rückfragen und Antworten', 3)
  for (const { about, text, byName, at, answer, answeredByName } of one.questions)
    paper.pairs([
      ['Zu', about],
      [`Rückfrage (${byName}, ${germanMoment(at)})`, text],
      [`Antwort${answeredByName === null ? '' : ` (${answeredByName})`}`, answer ?? 'noch offen'],
    ])
}

function findingsPart(paper: Paper, one: BundleService): void {
  paper.heading('Vorprüfung', 3)
  if (one.checked)
    paper.paragraph(
      `Geprüft am ${germanMoment(one.checked.at)} von ${one.checked.byName} nach den Regeln vom ${germanDay(one.checked.day)}, Ergebnis ${colourWords[one.checked.colour] ?? one.checked.colour}.`,
    )
  if (one.findings.length === 0)
    paper.paragraph('Für diese Leistung sind keine Anforderungen hinterlegt.', 'muted')
  else
    paper.table({
      columns: [
        { title: 'Anforderung', part: 4 },
        { title: 'Quelle', part: 2 },
        { title: 'Befund', part: 2 },
        { title: 'Entscheidung', part: 4 },
      ],
      rows: one.findings.map((row) => [row.title, row.source, findingWords[row.state], decisionOf(row)]),
    })
}

function decisionOf({ decision }: BundleService['findings'][number]): string {
  if (!decision) return ''
  const { text, source, byName, at, until } = decision
  const what = { accept: 'zugestimmt', refuse: 'abgelehnt', follow: 'wird nachgereicht' }[decision.decision]
  const day = until === null ? '' : ` bis ${germanDay(until)}`
  const why = [text, source].filter((part) => part !== '').join(', ')
  return `${what}${day}${why === '' ? '' : `: ${why}`} (${byName}, ${germanMoment(at)})`
}

function signOffPart(paper: Paper, one: BundleService): void {
  if (!one.signOff) return
  const { byName, at, hash, note } = one.signOff
  paper
    .heading('Freigabe', 3)
    .pairs([
      ['Freigegeben von', `${byName}, ${germanMoment(at)}`],
      ['Stand (SHA-256)', inGroups(hash)],
      ...(note === '' ? [] : [['Anmerkung', note] as const]),
    ])
}

function signaturesPart(paper: Paper, one: BundleService): void {
  if (one.signatures.length === 0) return
  paper.heading('Unterschriften', 3)
  for (const { document, signer, representative, at, hash, width, height, lines } of one.signatures) {
    paper.pairs([
      ['Dokument', document],
      ['Unterschrieben von', representative === null ? signer : `${signer}, i. V.: ${representative}`],
      ['Zeitpunkt', germanMoment(at)],
      ['Stand (SHA-256)', inGroups(hash)],
    ])
    if (lines.length > 0) paper.strokes({ width, height, lines }, `Unterschrift von ${signer}`)
  }
}

function feePart(paper: Paper, one: BundleService): void {
  if (!one.fee) return
  const { title, cents, source, exempt, state, receipt } = one.fee
  const states: Readonly<Record<string, string>> = {
    paid: 'bezahlt',
    exempt: cents === 0 && exempt === null ? 'gebührenfrei' : 'befreit',
    refunded: 'zurückgezahlt',
    cancelled: 'entfallen',
  }
  paper
    .heading('Gebühr', 3)
    .pairs([
      ['Gebühr', `${title}: ${euros.format(cents / 100)}`],
      ['Quelle', source],
      ['Stand', states[state] ?? 'offen'],
      ...(receipt === null ? [] : [['Beleg', receipt] as const]),
      ...(exempt === null ? [] : [['Grund der Befreiung', exempt] as const]),
    ])
}

function papersList(paper: Paper, evidence: readonly BundleEvidence[]): void {
  paper.heading('Unterlagen')
  if (evidence.length === 0) {
    paper.paragraph('Es wurden keine Unterlagen beigefügt.', 'muted')
    return
  }
  paper.table({
    columns: [
      { title: 'Unterlage', part: 4 },
      { title: 'zu', part: 3 },
      { title: 'Art', part: 4 },
      { title: 'aufgenommen', part: 3 },
    ],
    rows: evidence.map((one) => [
      one.title,
      one.service ?? 'ganzer Vorgang',
      kindOf(one),
      `${germanMoment(one.at)}, ${one.byName}`,
    ]),
  })
}

function kindOf(one: BundleEvidence): string {
  if (one.kind === 'file') return `Datei ${one.file ?? ''}`
  if (one.kind === 'follow') return `wird nachgereicht bis ${germanDay(one.until ?? '')}`
  const seen = `${identityWords[one.document ?? 'other'] ?? 'Ausweisdokument'} im Original vorgelegen`
  return one.zoneChecked ? `${seen}, Prüfziffern stimmen` : seen
}

function protocolList(paper: Paper, data: BundleData): void {
  paper.heading('Protokoll').table({
    caption: 'Wer hat wann was getan',
    columns: [
      { title: 'Zeitpunkt', part: 3 },
      { title: 'Person', part: 3 },
      { title: 'Handlung', part: 6 },
    ],
    rows: data.protocol.map(({ at, person, text }) => [germanMoment(at), person, text]),
  })
}
