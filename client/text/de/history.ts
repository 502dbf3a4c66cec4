/** Lines of the Verlauf that are not about the case itself. */
export const history = {
  /** What a person did: the name stands before it. */
  actions: {
    'consultation.requested': 'hat eine Fachkraft zu „{service}“ angefragt',
    'consultation.ringing': 'hat klingeln lassen, Stufe {stage}: {reason}',
    'consultation.accepted': 'hat nach {seconds} s angenommen',
    'consultation.pretalk': 'stimmt sich mit der Beratung kurz allein ab',
    'consent.authority_given': 'hat die Einwilligung in die Akteneinsicht vermerkt: {authority}',
    'consent.authority_refused':
      'hat vermerkt, dass in die Akteneinsicht nicht eingewilligt wurde: {authority}',
    'consent.authority_withdrawn': 'hat den Widerruf der Akteneinsicht vermerkt: {authority}',
    'consultation.held': 'hat das Gespräch gehalten',
    'consultation.exhausted': 'hat niemanden erreicht und die Teamleitung benachrichtigt',
    'consultation.cancelled': 'hat die Anfrage abgebrochen',
    'consultation.callback_booked': 'hat einen Rückruf mit {person} vereinbart',
    'consultation.written_request': 'hat eine schriftliche Anfrage gestellt',
    'consultation.answered': 'hat schriftlich geantwortet: „{answer}“',
    'consultation.ended': 'hat das Gespräch beendet',
    'sealed.typed': 'hat eine Nummer am Schalter versiegelt eingegeben',
    'consent.asked': 'hat am Bürgerbildschirm um Einwilligung gebeten',
    'signature.asked': 'hat Dokumente zur Unterschrift auf den Bürgerbildschirm gelegt',
    'signature.unasked': 'hat die Dokumente vom Bürgerbildschirm zurückgenommen',
    'counter.shared': 'hat den Bürgerbildschirm mitlesen lassen',
    'counter.lit': 'hat den Bürgerbildschirm wieder geöffnet',
    'counter.citizen_changed': 'hat den Bürgerwechsel ausgelöst: Der Bürgerbildschirm wird gelöscht',
    'counter.unpaired': 'hat den Bürgerbildschirm getrennt',
    'consultation.closed': 'hat abgeschlossen: {outcome}{note}',
  },
  /** Whole sentences: what happened, not who pressed the button. */
  facts: {
    'consultation.declined': '{person} hat abgelehnt: {reason}',
    'consultation.connected': '{person} ist zugeschaltet',
    'consultation.interrupted': 'Die Verbindung war unterbrochen',
    'counter.blanked': 'Der Bürgerbildschirm ist verdeckt',
    'callback.done': 'Der Rückruf ist erledigt',
    'callback.missed': 'Der Rückruf ist nicht erfolgt, die Teamleitung ist benachrichtigt',
    'disclosure.opened': '{person} sieht jetzt: {level}',
    'disclosure.closed': '{person} sieht jetzt: {level}',
  },
  citizen: 'Bürgerin oder Bürger',
  /** What the citizen did at the own screen. */
  onScreen: {
    'consent.given': 'hat am Bürgerbildschirm eingewilligt: {scope}',
    'consent.refused': 'hat am Bürgerbildschirm abgelehnt: {scope}',
    'consent.withdrawn': 'hat am Bürgerbildschirm widerrufen: {scope}',
    'signature.given': 'hat am Bürgerbildschirm „{document}“ unterschrieben ({service})',
    'signature.refused': 'hat am Bürgerbildschirm „{document}“ nicht unterschrieben ({service})',
    'sealed.typed': 'hat am Bürgerbildschirm eine Nummer versiegelt eingegeben',
    'consent.authority_given': 'hat am Bürgerbildschirm in die Akteneinsicht eingewilligt: {authority}',
    'consent.authority_refused': 'hat am Bürgerbildschirm die Akteneinsicht abgelehnt: {authority}',
    'consent.authority_withdrawn': 'hat am Bürgerbildschirm die Akteneinsicht widerrufen: {authority}',
    'confirmation.noted': 'hat am Bürgerbildschirm bestätigt: „{block}“ stimmt',
  },
  /** Stands behind a decision that was taken under a contract. */
  acting: 'handelt für {authority}, Vertrag {contract}',
  levels: { level0: 'nichts', level1: 'nur die Frage', level2: 'die Angaben im Vorgang' },
} as const
