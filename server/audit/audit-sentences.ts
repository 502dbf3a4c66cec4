/** Why a look at the trail was turned down. */
export const auditSentences: Readonly<Record<string, string>> = {
  'trail-day': 'Diesen Tag gibt es nicht. Bitte einen Tag aus dem Kalender wählen.',
}
