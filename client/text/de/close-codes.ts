export const closeCodes = {
  signedOut: 'Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich wieder an.',
  forbidden: 'Sie haben keinen Zugriff auf diesen Vorgang (mehr).',
  generationGone: 'Dieser Stand des Vorgangs ist abgeschlossen. Bitte öffnen Sie den Vorgang neu.',
  tooLarge: 'Die Eingabe ist zu groß und wurde nicht übernommen.',
  invalid: 'Die Eingabe konnte nicht übernommen werden. Bitte laden Sie die Seite neu.',
  clientTooOld: 'Diese Seite ist älter als der Server. Bitte laden Sie die Seite neu.',
  draining:
    'Der Server wird neu gestartet. Lotse verbindet sich gleich wieder; Ihre Eingaben bleiben hier erhalten.',
  slow: 'Die Verbindung ist zu langsam und wird neu aufgebaut. Ihre Eingaben bleiben hier erhalten.',
  rate: 'Das waren viele Eingaben auf einmal. Lotse verbindet sich gleich wieder.',
  lost: 'Die Verbindung ist weg. Lotse verbindet sich von selbst wieder; Ihre Eingaben bleiben hier erhalten.',
} as const
