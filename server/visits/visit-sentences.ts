/** What refused people read about screens and seats. */
export const visitSentences = {
  'counter-unknown':
    'Diesen Schalterplatz gibt es in Ihrem Büro nicht. Bitte einen Platz aus der Liste wählen.',
  'screen-not-paired':
    'An diesem Platz ist kein Bürgerbildschirm gekoppelt. Bitte zuerst am Schalter „Bürgerbildschirm koppeln“ wählen.',
  'screen-busy':
    'Der Bürgerbildschirm zeigt noch einen anderen Vorgang. Bitte zuerst „Bürgerwechsel“ wählen.',
  'screen-shows-nothing':
    'Der Bürgerbildschirm zeigt gerade keinen Vorgang. Bitte zuerst „Bürger liest mit“ wählen oder die Anzeige wieder öffnen.',
  'consent-at-screen':
    'Die Bürgerin oder der Bürger hat am eigenen Bildschirm abgelehnt oder widerrufen. Bitte dort neu fragen: „Am Bürgerbildschirm fragen“.',
  'trainee-at-screen':
    'Die Bürgerin oder der Bürger hat die Hospitation am eigenen Bildschirm abgelehnt oder widerrufen. Bitte dort neu fragen: im Gespräch „Hospitation“ wählen, dann „Am Bürgerbildschirm fragen“.',
  'way-not-now': 'Das ist gerade nicht zu entscheiden. Bitte am Schalter fragen.',
  'look-over': 'Diese Aufnahme wird nicht mehr gezeigt. Bitte am Schalter fragen.',
  'screen-wiping':
    'Der Bürgerbildschirm löscht gerade die Angaben des letzten Besuchs. Bitte einen Augenblick warten.',
  'pairing-code':
    'Dieser Code gilt nicht oder nicht mehr. Bitte am Schalter einen neuen Code anzeigen lassen und ihn hier eingeben.',
  'too-many-codes': 'Zu viele falsche Codes. Bitte in {minutes} Minuten noch einmal versuchen.',
} as const
