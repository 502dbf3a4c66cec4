/** What people at a terminal read when something does not go. */
export const terminalSentences = {
  'terminal-busy':
    'An diesem Terminal ist schon etwas begonnen. Bitte zuerst „Beenden und alles löschen“ wählen.',
  'terminal-wiping':
    'Das Terminal löscht gerade die Angaben des letzten Besuchs. Bitte einen Augenblick warten.',
  'help-unknown': 'Diesen Hilferuf gibt es nicht mehr. Vielleicht ist die Person gegangen.',
  'help-taken': '{name} hilft schon.',
  'help-take-first': 'Bitte zuerst „Ich helfe“ wählen.',
  'help-nobody-there':
    'Gerade ist niemand da, mit dem man sprechen kann. Bitte schreiben oder noch einmal „Hilfe holen“ wählen.',
  'help-still-asked': 'Es wird noch nach jemandem gefragt. Bitte einen Augenblick warten.',
  'help-phone': 'Diese Telefonnummer kann nicht stimmen. Bitte die ganze Nummer mit Vorwahl eingeben.',
} as const
