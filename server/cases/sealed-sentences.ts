/** Why a number was not sealed, or not found when it was needed, and what to do. Keys are the reasons of refusals. */
export const sealedSentences: Record<string, string> = {
  'sealed-field': 'Dieses Feld gibt es im Formular nicht. Bitte die Seite neu laden.',
  'sealed-implausible':
    'Diese Nummer kann nicht stimmen. Bitte mit der Karte vergleichen und noch einmal eingeben.',
  'sealed-at-screen':
    'Der Bürgerbildschirm gehört zu diesem Vorgang: Diese Nummer gibt die Bürgerin oder der Bürger dort selbst ein.',
  'sealed-missing':
    'Zu „{service}“ fehlt die versiegelte Nummer, die im Formular steht. Bitte dort „Neu eingeben“ wählen und sie noch einmal eingeben lassen.',
}
