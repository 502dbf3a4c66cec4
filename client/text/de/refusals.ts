export const refusals = {
  E_SCHEMA: 'Die Eingabe konnte nicht verarbeitet werden. Bitte prüfen Sie Ihre Angaben.',
  E_FORBIDDEN: 'Dafür fehlt Ihnen die Berechtigung. Ihre Büroleitung kann helfen.',
  E_NOT_FOUND: 'Das gibt es nicht, oder es gehört nicht zu Ihrem Büro.',
  E_NOT_ADMITTED: 'Sie sind noch nicht zugelassen. Bitte warten Sie einen Moment.',
  E_STATE: 'Das ist im jetzigen Stand nicht möglich.',
  E_STALE_REV:
    'Inzwischen hat jemand anderes etwas geändert. Die Ansicht wurde erneuert; bitte prüfen Sie sie und versuchen Sie es noch einmal.',
  E_STALE_DOCUMENT: 'Die Angaben wurden inzwischen geändert. Bitte prüfen Sie sie noch einmal.',
  E_ID_REUSED: 'Diese Eingabe wurde schon einmal mit anderem Inhalt gesendet. Bitte laden Sie die Seite neu.',
  E_RATE: 'Das waren viele Anfragen auf einmal. Bitte warten Sie einen Moment.',
  E_STORE: 'Das konnte gerade nicht gespeichert werden. Bitte versuchen Sie es noch einmal.',
  E_DRAINING: 'Der Server wird gerade neu gestartet. Bitte versuchen Sie es gleich noch einmal.',
  E_VERSION: 'Diese Seite ist älter als der Server. Bitte laden Sie die Seite neu.',
} as const
