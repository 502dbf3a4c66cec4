/** What is wrong in files about forms, in German: what stands there and what is possible instead. */
export const formSentences = {
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
