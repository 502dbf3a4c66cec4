/** Why a decision over the checks could not be taken, and what to do. Keys are the reasons of refusals. */
export const precheckSentences: Record<string, string> = {
  'finding-unknown': 'Diese Anforderung gilt für die Leistung nicht (mehr). Bitte den neuen Stand ansehen.',
  'finding-met': '„{title}“ ist schon erfüllt. Es ist nichts zu entscheiden.',
  'finding-no-discretion':
    'Über „{title}“ entscheidet nicht die Fachkraft; die Angabe muss ergänzt oder berichtigt werden.',
  'signoff-given': 'Diese Leistung ist schon freigegeben.',
  'signoff-none': 'Für diese Leistung gibt es keine gültige Freigabe.',
  'signoff-open':
    'Vor der Freigabe ist noch über {n} Befund(e) zu entscheiden. Bitte in der Vorprüfung entscheiden.',
  'signoff-red':
    'Die Vorprüfung ist rot. Bitte zuerst die roten Befunde klären oder die Leistung nicht freigeben.',
  'block-unknown': 'Diesen Abschnitt gibt es im Formular nicht. Bitte die Seite neu laden.',
}
