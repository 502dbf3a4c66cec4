import type { AccessLook, AccessSpan } from '#shared/model/access.ts'
import type { Role } from '#shared/model/principal.ts'

/** Words of the paper „Wer hat was gesehen“; the screen has the same in `client/text/de/access.ts`. */
export const accessWords = {
  title: 'Wer hat was gesehen',
  intro:
    'Dieses Blatt zeigt, wer Ihre Angaben und Unterlagen gesehen hat, wann, in welchem Umfang und worauf das beruht. Es ist aus dem Protokoll des Vorgangs gemacht, das niemand nachträglich ändern kann, ohne dass es auffällt.',
  case: 'Vorgang',
  forWhom: 'Für',
  made: 'Stand',
  office: 'Bürgerbüro',
  none: 'Bisher hat niemand etwas gesehen.',
  person: 'Bürgerin, Bürger oder wer dolmetscht',
  from: 'von',
  until: 'bis',
  extent: 'Umfang',
  basis: 'beruht auf',
  still: 'noch offen',
  looks: 'Geöffnet',
  what: 'Was',
  times: 'wie oft',
  first: 'zuerst',
  last: 'zuletzt',
  consents: 'Ihre Einwilligung in die Akteneinsicht',
  noConsents: 'Nach einer Einwilligung wurde nicht gefragt.',
  workedOn: 'bearbeitet Ihr Anliegen',
  consent: (at: string) => `Ihre Einwilligung vom ${at}`,
  question: 'Ihre Anfrage, ohne Ihre Akte',
  ask: 'Fragen dazu beantwortet das Bürgerbüro oder die Datenschutzbeauftragte.',
  states: { given: 'erteilt', refused: 'abgelehnt', withdrawn: 'zurückgenommen' },
  roles: {
    adviser: 'Bürgerberatung',
    specialist: 'Fachkraft',
    manager: 'Büroleitung',
    administrator: 'Kreisadministration',
    auditor: 'Revision',
  } satisfies Record<Role, string>,
  levels: {
    0: 'nichts',
    1: 'nur die Frage und die Befunde',
    2: 'alle Angaben und Unterlagen',
  } satisfies Record<AccessSpan['level'], string>,
  kinds: {
    shared: 'Angaben im Formular',
    staff: 'interne Notizen',
    authority: 'Vermerke der Fachbehörde',
    evidence: 'Unterlage',
    paper: 'Schriftstück',
  } satisfies Record<AccessLook['kind'], string>,
} as const

/** Names of papers by the action that says one was opened or handed over. */
export const paperNames: Readonly<Record<string, string>> = {
  'handover.opened': 'Übergabe an die Behörde',
  'access.handed': 'Wer hat was gesehen',
  'slip.handed': 'Laufzettel',
  'receipt.handed': 'Quittung',
}
