/** The texts of consent, of the version `consentTextVersion` (shared/model/case.ts) names. */
export const consent = {
  title: 'Einwilligung',
  ask: 'Einwilligung einholen',
  intro: 'Bitte vorlesen und die Antwort vermerken:',
  text: 'Ich möchte eine Fachkraft des Landkreises zuschalten. Sind Sie einverstanden, dass sie Sie sieht und hört und dass sie Ihre Angaben in diesem Vorgang mitliest? Sie können jedes davon einzeln erlauben und jederzeit widerrufen. Es wird nichts aufgezeichnet. Ohne Zuschaltung geht es auch: mit Termin oder schriftlich.',
  version: 'Text {version}',
  scopes: {
    video: 'Bild',
    audio: 'Ton',
    file: 'Akteneinsicht',
    interpreter: 'Dolmetscher',
    trainee: 'Hospitation',
  },
  states: { not_asked: 'nicht gefragt', given: 'erteilt', withdrawn: 'widerrufen', refused: 'abgelehnt' },
  given: 'seit {at}',
  withdrawn: 'widerrufen',
  refused: 'abgelehnt',
  giveAll: 'Allem zugestimmt',
  giveAudio: 'Nur Ton',
  refuse: 'Nicht einverstanden',
  withdraw: 'Alles widerrufen',
  withdrawTitle: 'Einwilligung widerrufen?',
  withdrawText:
    'Bild und Ton enden sofort, die Fachkraft sieht die Akte nicht mehr. Der Vorgang geht hier weiter.',
  withdrawConfirm: 'Widerruf vermerken',
  allow: '{scope} erlauben',
  revoke: '{scope} widerrufen',
} as const
