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
  'ticket-unknown':
    'Diese Wartenummer gibt es heute nicht oder sie ist schon erledigt. Bitte die Liste ansehen.',
  'ticket-called': '{number} hat schon {name} aufgerufen. Bitte die nächste Nummer aufrufen.',
  'ticket-waits': 'Diese Nummer ist nicht aufgerufen. Sie wartet schon in der Liste.',
  'way-not-now': 'Das ist gerade nicht zu entscheiden. Bitte am Schalter fragen.',
  'look-over': 'Diese Aufnahme wird nicht mehr gezeigt. Bitte am Schalter fragen.',
  'screen-wiping':
    'Der Bürgerbildschirm löscht gerade die Angaben des letzten Besuchs. Bitte einen Augenblick warten.',
  'pairing-code':
    'Dieser Code gilt nicht oder nicht mehr. Bitte am Schalter einen neuen Code anzeigen lassen und ihn hier eingeben.',
  'invitation-code':
    'Dieser Code gilt nicht oder nicht mehr. Bitte im Büro anrufen und um einen neuen Code bitten.',
  'invitation-unknown': 'Diese Einladung gibt es nicht mehr. Bitte die Liste der Einladungen ansehen.',
  'invitation-code-gone': 'Diese Einladung gilt nicht oder nicht mehr. Bitte eine neue Einladung ausstellen.',
  'address-mail': 'Diese E-Mail-Adresse kann nicht stimmen. Bitte prüfen, zum Beispiel name@example.org.',
  'address-sms':
    'Diese Telefonnummer kann nicht stimmen. Bitte nur Ziffern eingeben, zum Beispiel 0170 1234567.',
  'mail-not-set-up': 'Von hier werden keine E-Mails verschickt. Bitte den Link kopieren.',
  'sms-not-set-up': 'Von hier werden keine SMS verschickt. Bitte den Link kopieren.',
  'mail-failed':
    'Die E-Mail ist nicht angenommen worden. Bitte die Adresse prüfen und noch einmal versuchen, oder den Link kopieren.',
  'sms-failed':
    'Die SMS ist nicht angenommen worden. Bitte die Nummer prüfen und noch einmal versuchen, oder den Link kopieren.',
  'appointment-time':
    'Der Termin muss in der Zukunft liegen, höchstens 90 Tage. Bitte Tag und Uhrzeit prüfen.',
  'wish-empty': 'Bitte einen Tag mit Uhrzeit wählen oder aufschreiben, wann es passt.',
  'wish-past': 'Dieser Zeitpunkt ist schon vorbei. Bitte einen späteren wählen.',
  'no-guest': 'Das geht nur mit einer Einladung von zu Hause.',
  'guest-gone': 'Das Gespräch ist beendet. Bitte im Büro anrufen.',
  'guest-not-there': 'Diese Einladung hat noch niemand benutzt. Bitte warten, bis sich jemand meldet.',
  'too-many-codes': 'Zu viele falsche Codes. Bitte in {minutes} Minuten noch einmal versuchen.',
} as const
