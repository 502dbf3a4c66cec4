/** Laufzettel: what the citizen takes home, and the code for the status page. */
export const slips = {
  step: 'Laufzettel',
  title: 'Laufzettel',
  notYours: 'Den Laufzettel gibt das Bürgerbüro aus.',
  language: 'Sprache',
  languages: { de: 'Deutsch', en: 'Englisch', easy: 'Leichte Sprache', tr: 'Türkisch', ar: 'Arabisch' },
  preview: 'So sieht der Laufzettel aus',
  code: {
    title: 'Code für die Statusseite',
    none: 'Noch kein Code ausgegeben',
    noneText:
      'Mit dem Code sieht die Bürgerin oder der Bürger zu Hause den Stand, ohne Konto und ohne Namen. Der Laufzettel lässt sich auch ohne Code drucken.',
    note: 'Hinweis oder Termin (freiwillig)',
    noteHint:
      'Steht auf dem Laufzettel, nicht auf der Statusseite. Zum Beispiel: Führerschein abholen ab 15.12., Zimmer 104.',
    issue: 'Code ausgeben',
    renew: 'Neuen Code ausgeben',
    renewTitle: 'Neuen Code ausgeben?',
    renewText: 'Der alte Code auf schon gedruckten Zetteln gilt dann nicht mehr.',
    revoke: 'Code sperren',
    revokeTitle: 'Code sperren?',
    revokeText: 'Die Statusseite antwortet danach nicht mehr auf diesen Code.',
    revokeReason: 'auf Wunsch gesperrt',
    issued: 'Ausgegeben am {day} von {person}, gilt bis {until}',
    issuedToast: 'Der Code ist ausgegeben.',
    revokedToast: 'Der Code ist gesperrt.',
  },
  print: 'Drucken (A4)',
  roll: 'Bon drucken (80 mm)',
  pdf: 'Als PDF speichern',
  pdfFailed: 'Das PDF konnte nicht geholt werden. Bitte noch einmal versuchen.',
} as const
