/** The cause as the system tells it, closed like a sentence and on one line. */
const closed = (why: string): string => `${why.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '')}.`

/** What an operator reads when the store cannot be opened or must give up. `place` names the store without secrets. */
export const storeSentences = {
  newer: (place: string, unknown: readonly string[]) =>
    `Der Datenbestand in ${place} stammt aus einer neueren Version von Lotse (${unknown.join(', ')}). Bitte die neuere Version starten oder eine Sicherung einspielen.`,
  locked: (place: string) =>
    `Das Datenverzeichnis ${place} (DATA_DIR) wird schon von einem anderen Lotse-Prozess benutzt.`,
  notAlone: (place: string) =>
    `Die Datenbank ${place} (DATABASE_URL) wird schon von einem anderen Lotse-Prozess benutzt; diese Version läuft auf einem Knoten.`,
  noDirectory: (place: string, why: string) =>
    `Das Datenverzeichnis ${place} (DATA_DIR) lässt sich nicht benutzen: ${closed(why)}`,
  otherFormat: (place: string, found: string, wanted: string) =>
    `Der Datenbestand in ${place} hat das Speicherformat ${found}, diese Version von Lotse braucht ${wanted}. Bitte mit der alten Version sichern und die Sicherung einspielen.`,
  unreadable: (place: string, why: string) =>
    `Der Datenbestand in ${place} lässt sich nicht öffnen: ${closed(why)}`,
  notDurable: (place: string) =>
    `Der Datenspeicher in ${place} schreibt nicht nachweislich auf die Platte. Lotse startet so nicht, weil bestätigte Eingaben verloren gehen könnten.`,
  badUrl: () =>
    'DATABASE_URL ist keine gültige Adresse der Form postgres://benutzer:passwort@rechner:5432/datenbank.',
  unreachable: (place: string, why: string) =>
    `Die Datenbank ${place} (DATABASE_URL) ist nicht erreichbar: ${closed(why)}`,
  tooOld: (place: string, version: string) =>
    `Die Datenbank ${place} (DATABASE_URL) ist PostgreSQL ${version}; Lotse braucht PostgreSQL 15 oder neuer.`,
  unsafe: (place: string, setting: string) =>
    `Die Datenbank ${place} (DATABASE_URL) läuft mit ${setting} = off. Lotse startet so nicht, weil bestätigte Eingaben verloren gehen könnten. Bitte die Einstellung auf on stellen.`,
  silent: (seconds: number) =>
    `Der Datenspeicher antwortet seit ${seconds} Sekunden nicht. Lotse beendet sich, damit es neu gestartet wird; Bestätigtes bleibt erhalten.`,
  died: (why: string) =>
    `Der Datenspeicher ist ausgefallen (${why}). Lotse beendet sich, damit es neu gestartet wird; Bestätigtes bleibt erhalten.`,
  empty: (place: string) => `In ${place} liegt kein Datenbestand von Lotse.`,
  copyUsage: () =>
    'Aufruf: node dist/server/store-copy.js export <Datei> oder node dist/server/store-copy.js import <Datei> (mit DATA_DIR oder DATABASE_URL).',
  copyUnreadable: (file: string, why: string) =>
    `Die Sicherung ${file} lässt sich nicht lesen: ${closed(why)}`,
  copyIncomplete: (file: string) => `Die Sicherung ${file} ist unvollständig; es wurde nichts eingespielt.`,
  copyTargetUsed: (place: string) =>
    `In ${place} liegt schon ein Datenbestand. Eine Sicherung wird nur in einen leeren Bestand eingespielt.`,
  copied: (rows: number, file: string) =>
    `${rows === 1 ? '1 Zeile' : `${rows} Zeilen`} gesichert in ${file}.`,
  restored: (rows: number, place: string) =>
    `${rows === 1 ? '1 Zeile' : `${rows} Zeilen`} eingespielt in ${place}.`,
} as const
