/** What is wrong in files about forms, in German: what stands there and what is possible instead. */
export const formSentences = {
  unknown: {
    reference: (what: string) => `Auf „${what}“ wird verwiesen, aber das gibt es in „$defs“ nicht.`,
    type: (what: string) =>
      what === ''
        ? 'Hier fehlt der Typ: string, integer, number, boolean, array oder object.'
        : `Für den Typ „${what}“ gibt es hier kein Feld.`,
    options: (what: string) => `Eine Auswahl besteht aus Texten, hier steht ${what}.`,
    property: (what: string) => `Eine Eigenschaft „${what}“ gibt es hier nicht.`,
  },
  propertyName: 'Der Name einer Eigenschaft besteht aus höchstens 40 Buchstaben und Ziffern, ohne Umlaute.',
  placedTwice: (name: string) => `„${name}“ steht schon in einem Abschnitt.`,
  thenAlone: '„then“ braucht ein „if“.',
  ifAlone: '„if“ braucht ein „then“.',
  noFields: 'Ein Formular braucht mindestens ein Feld.',
  tooManyFields: (most: number) => `Mehr als ${most} Felder hat kein Formular.`,
  noTitle: 'Hier fehlt der Titel.',
  tooDeep: (most: number) => `Gruppen lassen sich höchstens ${most}-mal schachteln.`,
  pathTooLong: 'Die Namen bis hierher sind zusammen zu lang. Bitte kürzen.',
  noteHere: (note: string) => `„${note}“ passt nicht zu dieser Art von Feld.`,
  noNumber: (path: string) => `Ein Zahlenfeld „${path}“ gibt es hier nicht.`,
  leastAboveMost: (least: string, most: string) => `„${least}“ ist größer als „${most}“.`,
  patternUnreadable: 'Das Muster ist kein gültiger regulärer Ausdruck.',
  patternExample:
    'Zu einem Muster gehört ein Beispiel in „examples“, damit die Meldung sagen kann, wie es geht.',
  exampleFits: (example: string) => `Das Beispiel „${example}“ passt nicht zum Muster.`,
  conditionKinds:
    'Eine Bedingung ist {field, in}, {field, ageUnder}, {filled}, {all}, {any} oder {not} und sonst nichts.',
  conditionEmpty: 'Hier fehlt mindestens eine Bedingung.',
  answersEmpty: 'Hier fehlt mindestens eine Antwort.',
  noField: (path: string) => `Ein Feld „${path}“ gibt es hier nicht.`,
  noDate: (path: string) => `Ein Datumsfeld „${path}“ gibt es hier nicht.`,
  noAnswer: (path: string, answer: string) => `„${path}“ kann nie ${answer} sein.`,
  ageNumber: 'Das Alter ist eine ganze Zahl von Jahren, größer als 0.',
  twice: (id: string) => `„${id}“ gibt es hier schon.`,
  withoutForm: 'Diese Leistung hat kein Formular.',
  withoutEntry: (service: string) => `„${service}“ hat ein Formular und fehlt hier.`,
  noClass: (id: string) => `Eine Löschklasse „${id}“ gibt es nicht.`,
} as const
