export const capture = {
  title: 'Unterlage aufnehmen',
  titleOf: 'Aufnehmen: {name}',
  live: 'Bild der Kamera',
  shoot: 'Aufnehmen',
  space: 'Leertaste',
  open: 'Bild öffnen',
  choose: 'Kamera',
  unnamed: 'Kamera {n}',
  empty:
    'Noch keine Seite. Das Blatt unter die Kamera legen und aufnehmen; mehrere Seiten werden eine Unterlage.',
  full: 'Mehr als {n} Seiten gehen nicht auf einmal. Bitte diese erst speichern, dann die nächsten aufnehmen.',
  unreadable: '„{name}“ lässt sich nicht als Bild öffnen. PDF bitte über „Datei hinzufügen“ bringen.',
  what: 'Was ist das? (steht als Name in der Akte)',
  unnamedFile: 'Aufnahme',
  show: 'Dem Bürger zeigen',
  back: 'Zurück',
  failed: 'Das Bild ließ sich nicht erzeugen. Bitte andere Programme schließen und noch einmal versuchen.',
  pages: 'Seiten',
  page: 'Seite {n}',
  edit: 'Bearbeiten',
  editOf: 'Seite {n} bearbeiten',
  earlier: 'Seite {n} nach vorn',
  later: 'Seite {n} nach hinten',
  remove: 'Seite {n} löschen',
  source: 'Bild der Kamera mit den Ecken des Blattes',
  straight: 'Blatt, gerade gezogen',
  tool: 'Was bearbeiten?',
  tools: { corners: 'Ecken', covers: 'Schwärzen' },
  tone: 'Darstellung',
  tones: { colour: 'Farbe', contrast: 'Kontrast', mono: 'Schwarz-Weiß' },
  turn: 'Drehen',
  whole: 'Ganzes Bild',
  foundHint:
    'Die Ecken wurden gefunden. Ziehen oder mit den Pfeiltasten verschieben, mit Alt in kleinen Schritten.',
  cornerHint:
    'Keine Blattkante erkannt. Die vier Ecken auf das Blatt ziehen oder mit den Pfeiltasten verschieben, mit Alt in kleinen Schritten.',
  coverHint:
    'Mit der Maus oder dem Finger über die Stelle ziehen. Tasten: Pfeile verschieben, Umschalt und Pfeile ändern die Größe, Entf entfernt.',
  cover: 'Schwärzung {n}',
  addCover: 'Schwärzung hinzufügen',
  removeCover: 'Schwärzung entfernen',
  pageDone: 'Fertig',
  corners: {
    topLeft: 'Ecke oben links',
    topRight: 'Ecke oben rechts',
    bottomRight: 'Ecke unten rechts',
    bottomLeft: 'Ecke unten links',
  },
  look: {
    title: 'So wird die Unterlage gespeichert',
    text: 'Bitte ansehen: Nur das hier kommt in die Akte. Was schwarz ist, ist gelöscht und bleibt nirgends gespeichert.',
    ok: 'In Ordnung',
    lies: 'Die Aufnahme liegt auf dem Bürgerbildschirm. Dort wird entschieden, ob sie gespeichert wird.',
    declined: 'Am Bürgerbildschirm entschieden: nicht speichern. Bitte anders aufnehmen oder schwärzen.',
    spoken: 'Mündlich einverstanden',
  },
  leave: {
    title: 'Aufnahmen verwerfen?',
    text: 'Eine Seite ist noch nicht gespeichert und geht verloren. | {n} Seiten sind noch nicht gespeichert und gehen verloren.',
    drop: 'Verwerfen',
  },
  camera: {
    missing:
      'Es wurde keine Kamera gefunden. Bitte eine anstecken, dann geht es von selbst weiter; oder ein Bild öffnen.',
    refused: 'Der Browser darf die Kamera nicht benutzen. {fix} Oder ein Bild öffnen.',
    busy: 'Die Kamera ist von einem anderen Programm belegt. Bitte dieses Programm schließen und erneut versuchen; oder ein Bild öffnen.',
  },
  fix: {
    chromium:
      'Links neben der Adresse auf das Symbol für Website-Einstellungen klicken, die Kamera erlauben und erneut versuchen.',
    firefox:
      'Links neben der Adresse auf das durchgestrichene Symbol klicken, die Sperre aufheben und erneut versuchen.',
    safari:
      'Im Menü „Safari“ die „Einstellungen für diese Website“ wählen, die Kamera erlauben und erneut versuchen.',
    other: 'In den Einstellungen des Browsers die Kamera für diese Seite erlauben und erneut versuchen.',
  },
} as const
