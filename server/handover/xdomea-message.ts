import { createHash } from 'node:crypto'
import type { BundleData, BundleFile } from '#shared/model/handover.ts'
import type { HandoverId } from '#shared/model/ids.ts'

/** A file of the bundle as the message names it: by a UUID of its own, because names inside a message have to be unique. */
export interface MessageFile extends BundleFile {
  readonly id: string
  readonly title: string
}

const namespace = 'urn:xoev-de:xdomea:schema:3.0.0'
/** Codes of `urn:xoev-de:xdomea:codeliste:dateiformat` 1.0. */
const formats: Readonly<Record<string, string>> = {
  'application/pdf': '018',
  'image/png': '019',
  'image/jpeg': '011',
  'application/xml': '030',
}

/** Id of the document at that place: follows from the bundle, so that the same data give the same message (UUID version 8). */
export function documentId(handover: HandoverId, at: number): string {
  const hex = createHash('sha256').update(`${handover}/${at}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The files of the archive: the message first, then its primary documents under the names it gives them. */
export function primaryNamesOf(found: {
  readonly id: HandoverId
  readonly files: readonly BundleFile[]
}): { file: BundleFile; name: string }[] {
  const [message, documents] = [
    found.files.filter(({ role }) => role === 'message'),
    found.files.filter(({ role }) => role !== 'message' && role !== 'manifest'),
  ]
  return [
    ...message.map((file) => ({ file, name: file.name })),
    ...documents.map((file, at) => ({
      file,
      name: primaryName({ id: documentId(found.id, at), name: file.name }),
    })),
  ]
}

/** The name of a primary document: its id and the ending of what it is. */
const primaryName = ({ id, name }: Pick<MessageFile, 'id' | 'name'>): string =>
  `${id}${/\.[a-z0-9]+$/.exec(name)?.[0] ?? ''}`

/** Name of the message, of its file and its archive (xdomea 3.0.0, naming of files). */
export const messageName = (id: HandoverId): string => `${id}_Abgabe.Abgabe.0401`

/**
 * An xdomea 3.0.0 message `Abgabe.Abgabe.0401`: the case as a Vorgang with its protocol and one Dokument for each file.
 * Pure; the same data give the same text.
 */
export function xdomeaMessage(data: BundleData, files: readonly MessageFile[]): string {
  const sender = contact(data.case.officeAuthorityName, data.case.officeName)
  const receiver = contact(data.authority.name, data.unit?.name ?? null)
  const head = [
    el('ProzessID', text(data.handover)),
    code('Nachrichtentyp', { list: 'nachrichtentyp', version: '2.0', code: '0401', name: 'Abgabe.Abgabe' }),
    el('Erstellungszeitpunkt', text(data.at)),
    el('Absender', sender),
    el('Empfaenger', receiver),
    el('SendendesSystem', el('Produktname', text('Lotse')) + el('Version', text('1'))),
    ...(data.follows === null ? [] : [el('Hinweis', text(`Antwort auf die Rückfrage zu ${data.follows}`))]),
    el('Importbestaetigung', text('1')),
    el('Empfangsbestaetigung', text('1')),
  ]
  const services = data.services.map(({ title }) => title).join(', ')
  const subject = [services, ...(data.case.citizen === null ? [] : [data.case.citizen])].join(' – ')
  const record = [
    el('Identifikation', el('ID', text(data.case.id))),
    el('AllgemeineMetadaten', el('Betreff', text(subject)) + el('Kennzeichen', text(data.number))),
    ...data.protocol.map((line) =>
      el(
        'HistorienProtokollInformation',
        el('Akteur', text(line.person)) + el('DatumUhrzeit', text(line.at)) + el('Aktion', text(line.text)),
      ),
    ),
    ...files.map(documentOf),
  ]
  const object = el('Schriftgutobjekt', el('Vorgang', record.join('')))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<xdomea:Abgabe.Abgabe.0401 xmlns:xdomea="${namespace}">${el('Kopf', head.join(''))}${object}</xdomea:Abgabe.Abgabe.0401>\n`
}

function documentOf(file: MessageFile): string {
  const known = formats[file.type]
  const format = [
    code('Name', { list: 'dateiformat', version: '1.0', code: known ?? '100' }),
    ...(known === undefined ? [el('SonstigerName', text(file.type))] : []),
    el('Version', text(file.type === 'application/pdf' && file.role !== 'evidence' ? 'PDF/A-3a' : '1')),
    el(
      'Primaerdokument',
      el('Dateiname', text(primaryName(file))) + el('DateinameOriginal', text(file.name)),
    ),
  ]
  return el(
    'Dokument',
    el('Identifikation', el('ID', text(file.id))) +
      el('AllgemeineMetadaten', el('Betreff', text(file.title))) +
      el('Version', el('Nummer', text('1')) + el('Format', format.join(''))),
  )
}

function contact(institution: string, unit: string | null): string {
  const within = unit === null ? '' : el('Organisationseinheit', el('Name', text(unit)))
  return el('Institution', el('Name', text(institution))) + within
}

function code(name: string, of: { list: string; version: string; code: string; name?: string }): string {
  const uri = `urn:xoev-de:xdomea:codeliste:${of.list}`
  const said = of.name === undefined ? '' : `<name>${text(of.name)}</name>`
  return `<xdomea:${name} listURI="${uri}" listVersionID="${of.version}"><code>${of.code}</code>${said}</xdomea:${name}>`
}

const el = (name: string, content: string): string => `<xdomea:${name}>${content}</xdomea:${name}>`

/** For XML 1.0: what it cannot hold is left out. */
function text(value: string): string {
  return value
    .replaceAll(/[^\P{C}\n\t]|[\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
