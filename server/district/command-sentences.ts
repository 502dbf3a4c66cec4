/** What `npm run district:…` says to the operator. */
export const commandSentences = {
  howToCall:
    'Aufruf: npm run district:export -- <Datei>, npm run district:import -- <Datei>, npm run account:create -- <Anmeldename>, npm run district:password -- <Anmeldename>, npm run district:schema.',
  noFile: (file: string) => `Die Datei „${file}“ ist nicht zu lesen. Bitte Name und Rechte prüfen.`,
  exported: (file: string) => `Der Landkreis steht in „${file}“.`,
  notWritten: (file: string) => `Die Datei „${file}“ ist nicht zu schreiben. Bitte Ordner und Rechte prüfen.`,
  noDistrict:
    'In diesem Datenbestand ist noch kein Landkreis eingerichtet. Bitte zuerst „npm run district:import -- <Datei>“ ausführen.',
  refused: (count: number) =>
    count === 1
      ? 'Die Datei wird nicht angenommen; es wurde nichts geändert. Bitte diese Stelle berichtigen:'
      : `Die Datei wird nicht angenommen; es wurde nichts geändert. Bitte diese ${count} Stellen berichtigen:`,
  imported: (name: string, people: number) =>
    `${name} ist eingerichtet, ${people} Konten sind angelegt. Die Einmalkennwörter stehen nur hier, jetzt und einmal:`,
  oneAdministrator:
    'Hinweis: Nur eine Person hat die Rolle „administrator“. Änderungen am Landkreis brauchen eine zweite.',
  firstSignIn: 'Beim ersten Anmelden wählt jede Person ein eigenes Kennwort.',
  proposed: (seq: number) =>
    `Die Datei liegt als Vorschlag ${seq} bereit. Sie gilt, sobald jemand von der Kreisadministration sie freigibt.`,
  unchanged: 'Die Datei sagt dasselbe wie die Fassung, die schon gilt. Es wurde nichts geändert.',
  proposalOpen:
    'Es wartet schon ein Vorschlag auf die Kreisadministration. Bitte zuerst über ihn entscheiden.',
  nobodyCalled: (login: string) =>
    `Im Landkreis steht niemand mit dem Anmeldenamen „${login}“. Bitte die Person in die Datei aufnehmen und sie importieren.`,
  accountUsed: (login: string) =>
    `Das Konto „${login}“ wurde schon benutzt oder ist gesperrt. Ein neues Einmalkennwort gibt „npm run district:password -- ${login}“.`,
  created: (login: string, password: string) =>
    `Konto ${login} ist bereit. Einmalkennwort, nur hier und einmal: ${password}\nBeim ersten Anmelden wählt die Person ein eigenes Kennwort.`,
  noLogin: (login: string) => `Ein Konto „${login}“ gibt es nicht. Bitte den Anmeldenamen prüfen.`,
  password: (login: string, password: string) =>
    `Einmalkennwort für ${login}: ${password}\nBeim nächsten Anmelden wählt die Person ein eigenes Kennwort; alle ihre Anmeldungen sind beendet.`,
} as const
