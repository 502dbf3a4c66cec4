import type { Spoken } from '../spoken.ts'

/** Erklärung zur Barrierefreiheit (BGG § 12b, BITV 2.0 § 7) and the form to report a barrier. Several points stand line by line. */
export const de = {
  title: 'Erklärung zur Barrierefreiheit',
  language: 'Sprache',
  back: 'Zurück',
  intro:
    'Diese Erklärung gilt für die Seiten von Lotse, die {district} betreibt: den Bürgerbildschirm am Schalter, die Seiten ohne Konto (Einladung, Unterlage senden, Stand ansehen) und den Arbeitsplatz der Mitarbeitenden.',
  stateTitle: 'Wie barrierefrei sind die Seiten?',
  state:
    'Die Seiten sind mit der Barrierefreie-Informationstechnik-Verordnung (BITV 2.0) und der Norm EN 301 549 teilweise vereinbar. Maßstab sind die Web Content Accessibility Guidelines (WCAG) 2.2, Stufe AA.',
  gapsTitle: 'Was noch nicht barrierefrei ist',
  gaps: [
    'Im Videogespräch gibt es keine automatischen Untertitel. Jemand am Tisch kann mitschreiben; das müssen Sie sich wünschen.',
    'Die Unterschrift wird mit Finger, Stift oder Maus geschrieben. Mit der Tastatur allein geht es nicht. Am Schalter gibt es andere Wege.',
    'Aufgenommene oder eingescannte Unterlagen sind Bilder ohne Textfassung.',
    'Die PDF-Dateien sind gegliedert (PDF/A-3a), aber nicht nach PDF/UA geprüft. Auf Arabisch gibt es kein PDF.',
    'Felder und Meldungen in Formularen sind auf Deutsch; ihre Namen stehen nur zum Teil auch in anderen Sprachen daneben.',
    'Türkisch und Arabisch sind maschinell übersetzt und noch nicht geprüft.',
    'Die Leichte Sprache hat noch keine Prüfgruppe gelesen.',
    'Informationen in Deutscher Gebärdensprache gibt es noch nicht.',
    'Vorlesen hängt davon ab, ob das Gerät eine Stimme hat.',
  ],
  checkedTitle: 'Wie wir geprüft haben',
  checked:
    'Die Erklärung beruht auf einer Selbstbewertung vom 27. November 2026. Bei jeder Änderung prüfen Programme Beschriftungen, Kontraste, Lesereihenfolge, Vergrößerung bis 400 Prozent und die Bedienung mit der Tastatur. Menschen mit Behinderungen haben die Seiten noch nicht geprüft, auch keine Prüfstelle.',
  date: 'Diese Erklärung ist vom 27. November 2026. Sie wird mindestens einmal im Jahr überprüft.',
  bodyTitle: 'Wenn wir nicht helfen',
  body: 'Bekommen Sie auf Ihre Meldung keine Antwort, die Ihnen hilft, können Sie sich an eine Schlichtungsstelle wenden. Das Verfahren kostet nichts, und Sie brauchen keinen Anwalt. Für Behörden des Bundes und als Auskunft, welche Stelle in Ihrem Land zuständig ist:',
  bodyAddress: [
    'Schlichtungsstelle nach dem Behindertengleichstellungsgesetz',
    'bei dem Beauftragten der Bundesregierung für die Belange von Menschen mit Behinderungen',
    'Mauerstraße 53, 10117 Berlin',
    'www.schlichtungsstelle-bgg.de',
  ],
  formTitle: 'Barriere melden',
  formText:
    'Sagen Sie uns, was Sie hindert. Sie brauchen kein Konto. Die Kreisverwaltung liest Ihre Meldung und beantwortet sie.',
  place: 'Wo war das?',
  places: {
    screen: 'Bürgerbildschirm am Schalter',
    join: 'Gespräch von zu Hause',
    upload: 'Unterlage senden',
    status: 'Stand ansehen',
    desk: 'Arbeitsplatz im Amt',
    other: 'anderswo',
  },
  text: 'Was hat Sie gehindert?',
  textHint: 'Bitte schreiben Sie nichts über Ihren Vorgang. Höchstens 2000 Zeichen.',
  contact: 'Wie erreichen wir Sie? (freiwillig)',
  contactHint: 'Zum Beispiel eine Telefonnummer oder E-Mail-Adresse. Ohne Angabe bekommen Sie keine Antwort.',
  send: 'Meldung senden',
  sending: 'Wird gesendet …',
  empty: 'Bitte schreiben Sie, was Sie gehindert hat.',
  long: 'Das ist zu lang. Bitte kürzen Sie auf 2000 Zeichen.',
  often:
    'Gerade kamen viele Meldungen. Bitte versuchen Sie es später noch einmal. Ihr Text bleibt hier stehen.',
  away: 'Das Senden hat nicht geklappt. Ihr Text steht noch hier. Bitte versuchen Sie es noch einmal.',
  thanks: 'Danke. Ihre Meldung ist angekommen.',
  more: 'Noch etwas melden',
  kept: 'Ihre Meldung wird 180 Tage nach der Antwort gelöscht, spätestens nach zwei Jahren.',
} as const

/** What every language has to say; a list is a list. */
export type StatementTexts = Spoken<Lists<typeof de>>
type Lists<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends readonly string[]
      ? readonly string[]
      : Lists<T[K]>
}
