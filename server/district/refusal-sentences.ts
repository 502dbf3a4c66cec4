/** Why the administration of the district could not go on as wished, and what to do. Keys are the reasons of refusals. */
export const districtRefusals: Record<string, string> = {
  'district-version-unknown': 'Diese Fassung des Landkreises gibt es nicht. Bitte die Seite neu laden.',
  'district-unchanged':
    'Die Datei sagt dasselbe wie die Fassung, die schon gilt. Es ist nichts vorzuschlagen.',
  'district-proposal-open':
    'Es wartet schon ein Vorschlag auf die zweite Person. Bitte zuerst über ihn entscheiden.',
  'district-second-person':
    'Diesen Vorschlag haben Sie selbst eingereicht. Freigeben muss ihn eine zweite Person der Kreisadministration.',
  'district-moved':
    'Inzwischen gilt eine andere Fassung als die, mit der verglichen wurde. Bitte den Vorschlag zurückziehen, die Datei prüfen und neu vorschlagen.',
  'district-no-proposal': 'Über diesen Vorschlag ist schon entschieden. Bitte die Seite neu laden.',
  'district-person-unknown':
    'Für diese Person kann hier kein Kennwort ausgegeben werden. Wer schon angemeldet war oder selbst zur Kreisadministration gehört, bekommt es vom Betrieb (npm run district:password).',
  'password-one-time':
    'Das war ein Einmalkennwort. Bitte wählen Sie jetzt ein eigenes Kennwort mit mindestens 12 Zeichen.',
  'password-weak':
    'Das neue Kennwort braucht mindestens 12 Zeichen und darf weder das Einmalkennwort noch der Anmeldename sein.',
}
