/** What is wrong in a district file, and what to do. */
export const districtSentences = {
  refused: (count: number) =>
    count === 1
      ? 'Die Datei wird nicht angenommen. Eine Stelle ist zu berichtigen.'
      : `Die Datei wird nicht angenommen. ${count} Stellen sind zu berichtigen.`,
  tooLarge: (bytes: number) =>
    `Die Datei ist größer als ${bytes / 1024 / 1024} MB. Bitte prüfen, ob es die richtige Datei ist.`,
  tooDeep: (levels: number) =>
    `Die Datei ist tiefer als ${levels} Ebenen verschachtelt. Bitte prüfen, ob es die richtige Datei ist.`,
  keyTwice: (key: string) =>
    `„${key}“ steht hier zweimal. Bitte einen der beiden Einträge streichen oder umbenennen.`,
  keyForbidden: (key: string) => `„${key}“ ist als Name nicht erlaubt. Bitte umbenennen.`,
  schemaMissing: (known: number) =>
    `Es fehlt „schema“, die Version des Dateiaufbaus. Bitte "schema": ${known} ergänzen.`,
  schemaNewer: (found: number, known: number) =>
    `Der Dateiaufbau hat die Version ${found}, dieses Programm kennt Versionen bis ${known}. Bitte das Programm aktualisieren oder die Datei mit Version ${known} ausgeben.`,
  unknownPart: (key: string) =>
    `Den Abschnitt „${key}“ kennt dieses Programm nicht. Bitte die Schreibweise prüfen oder das Programm aktualisieren.`,
  missing: (key: string) => `Hier fehlt „${key}“. Bitte ergänzen.`,
  notHere: (key: string) => `„${key}“ ist hier nicht bekannt. Bitte die Schreibweise prüfen oder streichen.`,
  wrongType: (wanted: string, found: string) => `Erwartet wird ${wanted}, hier steht ${found}.`,
  wrongForm: (value: string, wanted: string) => `„${value}“ passt nicht. Erwartet wird ${wanted}.`,
  notAllowed: (value: string, allowed: string) => `„${value}“ gibt es nicht. Erlaubt ist: ${allowed}.`,
  wrongValue: (why: string) => `Der Wert ${why}. Bitte berichtigen.`,
  twice: (id: string) => `Die Kennung „${id}“ ist schon vergeben. Bitte eine andere wählen.`,
  unknown: (kind: string, id: string) =>
    `${kind} „${id}“ gibt es in dieser Datei nicht. Bitte die Kennung prüfen oder den Eintrag ergänzen.`,
  noSuchDay: (day: string) => `Den Tag „${day}“ gibt es im Kalender nicht. Bitte als JJJJ-MM-TT angeben.`,
  endsBeforeStart: (from: string, until: string) =>
    `Das Ende ${until} liegt vor dem Beginn ${from}. Bitte die Laufzeit berichtigen.`,
  overlap: (service: string, other: string) =>
    `„${service}“ ist in derselben Zeit schon durch „${other}“ geregelt. Bitte Laufzeit, Büros oder Leistungen trennen.`,
  foreignOffice: (office: string) =>
    `Das Büro „${office}“ gehört keiner der Vertragsparteien. Bitte das Büro streichen oder die Parteien ergänzen.`,
  servedTwice: (service: string, unit: string) =>
    `„${service}“ gehört für dasselbe Gebiet schon zur Fachstelle „${unit}“. Bitte bei einer der beiden streichen.`,
  nobodyOwns: (service: string) =>
    `Für „${service}“ ist keine Fachstelle zuständig. Bitte die Leistung bei einer Fachstelle unter „services“ eintragen.`,
  noMunicipality: (service: string) =>
    `„${service}“ ist Aufgabe der Gemeinden, die Datei nennt aber keine Gemeinde. Bitte eine Behörde mit "kind": "municipality" ergänzen.`,
  districts: (count: number) =>
    `Die Datei nennt ${count} Behörden mit "kind": "district", gebraucht wird genau eine. Bitte berichtigen.`,
  noAdministrator:
    'Niemand hat die Rolle „administrator“. Bitte mindestens eine Person damit eintragen, besser zwei: Änderungen brauchen eine zweite Person.',
  sameOffice: 'Ein Büro kann sich nicht selbst vertreten. Bitte „from“ oder „to“ ändern.',
  noFeeRule: (service: string) =>
    `„${service}“ hat einen Betrag, aber keine Gebührenregel. Bitte unter „fees“ ergänzen oder "feeCents": null setzen.`,
  differs: (here: string, there: string) =>
    `Hier steht ${here}, in „services“ steht ${there}. Bitte beides angleichen.`,
  noForm: (service: string) =>
    `Die Leistung „${service}“ hat kein Formular, über das Regeln sprechen könnten. Bitte das Formular ergänzen oder die Regeln streichen.`,
  noField: (path: string) => `Das Formular hat kein Feld „${path}“. Bitte den Namen des Feldes prüfen.`,
  noExpression: (known: string) => `Das ist keine Bedingung. Möglich sind: ${known}.`,
  noPaper: (title: string) =>
    `Eine Unterlage „${title}“ hat diese Leistung nicht. Bitte den Titel in „evidence“ prüfen.`,
  sourceWithoutPlace: (source: string) =>
    `„${source}“ sagt nicht, wo es steht. Bitte Paragraph, Nummer oder Seite angeben, zum Beispiel „§ 17 Absatz 1 BMG“.`,
  paperNeverFollows: (title: string) =>
    `Die Unterlage „${title}“ kann nicht nachgereicht werden: In „evidence“ fehlt „mayFollowDays“.`,
  signedAfterAll: (service: string) =>
    `Für „${service}“ wird nach „signing“ etwas unterschrieben. Bitte nur eines von beiden angeben.`,
  signedOrNot: (service: string) =>
    `„${service}“ hat ein Formular: Bitte in „signing“ sagen, was unterschrieben wird, oder hier, warum nichts.`,
  ruleTwice: (id: string) =>
    `Die Regel „${id}“ gilt in derselben Zeit schon. Bitte die Zeiträume trennen oder eine andere Kennung wählen.`,
} as const

/** Where the JSON itself is broken, by the names jsonc-parser gives its errors. */
const syntaxSentences: Readonly<Record<string, string>> = {
  CommaExpected: 'Vor dieser Stelle fehlt ein Komma.',
  ColonExpected: 'Nach dem Namen fehlt ein Doppelpunkt.',
  CloseBraceExpected: 'Hier fehlt eine schließende Klammer }.',
  CloseBracketExpected: 'Hier fehlt eine schließende Klammer ].',
  PropertyNameExpected:
    'Hier wird ein Name in Anführungszeichen erwartet. Oft steht davor ein Komma zu viel.',
  ValueExpected: 'Hier fehlt ein Wert. Oft steht davor ein Komma zu viel.',
  UnexpectedEndOfString: 'Der Text hat kein schließendes Anführungszeichen.',
  InvalidCommentToken: 'Kommentare sind in JSON nicht erlaubt. Bitte streichen.',
  EndOfFileExpected: 'Nach dem Ende der Datei steht noch etwas. Bitte streichen.',
}

export function syntaxSentence(error: string): string {
  return syntaxSentences[error] ?? 'Das ist kein gültiges JSON. Bitte die Stelle prüfen.'
}
