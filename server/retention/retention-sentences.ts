/** Why a case could not be closed, kept or deleted. */
export const retentionSentences = {
  'close-service-open':
    '„{service}“ ist noch nicht fertig. Bitte zuerst abschließen oder mit Grund aus dem Vorgang nehmen.',
  'close-consultation':
    'In diesem Vorgang läuft noch eine Zuschaltung, oder ein Rückruf ist vereinbart. Bitte zuerst beenden.',
  'close-payment': 'Eine Zahlung ist noch nicht geklärt. Bitte zuerst unter „Gebühr“ klären.',
  'deletion-nothing-due':
    'Es ist kein Vorgang zu löschen: Keine Frist ist abgelaufen, oder alles ist gesperrt.',
  'deletion-not-due':
    '{number} ist nicht (mehr) zur Löschung fällig oder gesperrt. Bitte die Liste neu laden und noch einmal vorschlagen.',
  'deletion-proposed-already': 'Es liegt schon ein Löschvorschlag vor. Bitte zuerst freigeben oder ablehnen.',
  'deletion-four-eyes':
    'Sie haben diese Löschung selbst vorgeschlagen. Freigeben muss sie eine andere Person (Vier-Augen-Prinzip).',
  'deletion-unknown': 'Diesen Löschvorschlag gibt es nicht.',
  'deletion-decided': 'Über diesen Löschvorschlag ist schon entschieden.',
  'case-not-sealed': 'Der Vorgang ist noch nicht geschlossen und versiegelt. Danach gibt es ihn als PDF.',
  'retained-unknown': 'Unter der Nummer {number} gibt es keinen abgeschlossenen Vorgang.',
  'hold-already': '{number} ist schon gesperrt.',
  'hold-none': '{number} ist nicht gesperrt.',
  'hold-four-eyes':
    'Sie haben diese Sperre selbst gesetzt. Aufheben muss sie eine andere Person (Vier-Augen-Prinzip).',
  'offer-not-asked': '{number} muss dem Archiv nicht angeboten werden.',
} as const
