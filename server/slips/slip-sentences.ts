/** Why a Laufzettel was refused. Keys are the reasons of refusals. */
export const slipSentences: Readonly<Record<string, string>> = {
  'slip-unknown': 'Zu diesem Code gibt es keinen Stand. Bitte die acht Zeichen auf dem Laufzettel prüfen.',
  'slip-none': 'Für diesen Vorgang ist kein Code ausgegeben.',
}
