/** Why something could not be signed. */
export const signatureSentences = {
  'signature-unknown': 'Dieses Dokument gehört nicht zu der Leistung. Bitte die Seite neu laden.',
  'signature-not-now':
    'Unterschrieben wird erst nach der Vorprüfung und, wo nötig, nach der Freigabe durch die Fachkraft.',
  'signature-given': '„{title}“ ist schon unterschrieben.',
  'signature-not-asked':
    'Dieses Dokument liegt gerade nicht auf dem Bürgerbildschirm. Bitte am Schalter fragen.',
  'signature-at-desk':
    'Für eine andere Person oder ohne eigene Hand wird am Schalter unterschrieben. Bitte am Schalter fragen.',
  'signature-too-small': 'Das ist noch keine Unterschrift. Bitte noch einmal auf dem Feld unterschreiben.',
} as const
