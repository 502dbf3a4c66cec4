/** What refused people read about those who interpret. */
export const interpreterSentences = {
  'interpreter-unknown':
    'Diese Anfrage zum Dolmetschen gibt es nicht mehr. Bitte die Liste im Vorgang ansehen.',
  'interpreter-not-there':
    'Mit diesem Link hat sich noch niemand gemeldet. Bitte warten, bis sich die Dolmetscherin oder der Dolmetscher meldet.',
  'interpreter-consent-first':
    'Die Bürgerin oder der Bürger hat dem Dolmetschen nicht zugestimmt. Bitte zuerst die Einwilligung „Dolmetschen“ einholen.',
  'interpreters-full': 'Es dolmetschen schon zwei Personen. Bitte zuerst eine davon verabschieden.',
  'interpreter-code':
    'Dieser Code gilt nicht oder nicht mehr. Bitte im Büro anrufen und um einen neuen Link bitten.',
  'interpreter-link-gone':
    'Mit diesem Link hat sich schon jemand angemeldet, oder er gilt nicht mehr. Bitte einen neuen Link ausstellen.',
  'interpreter-at-screen':
    'Die Bürgerin oder der Bürger hat das Dolmetschen am eigenen Bildschirm abgelehnt oder beendet. Bitte dort neu fragen.',
} as const
