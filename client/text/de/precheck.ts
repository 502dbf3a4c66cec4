/** Vorprüfung, Freigabe and what the citizen confirms. */
export const precheck = {
  step: 'Vorprüfung',
  title: 'Vorprüfung: {title}',
  colours: {
    green: 'alles erfüllt',
    amber: 'mit Hinweisen',
    red: 'noch nicht erfüllt',
  },
  states: {
    met: 'erfüllt',
    missing: 'fehlt',
    /** Not met, but only a hint: nothing is held up by it. */
    hint: 'Hinweis',
    follows: 'wird nachgereicht',
    discretion: 'Ermessen Fachkraft',
    decided: 'entschieden',
  },
  decided: {
    accept: '{name} hat um {at} zugestimmt:',
    refuse: '{name} hat um {at} abgelehnt:',
    follow: '„{title}“ wird bis zum {day} nachgereicht, vermerkt von {name}.',
  },
  decide: {
    open: 'Entscheiden',
    text: 'Begründung',
    source: 'Grundlage (Paragraf oder Fundstelle)',
    accept: 'Zustimmen',
    refuse: 'Ablehnen',
    withdraw: 'Entscheidung zurücknehmen',
    withdrawn: 'zurückgenommen',
    missing: 'Bitte Begründung und Grundlage angeben.',
  },
  gaps: 'Betroffen: {fields}. | Betroffen: {fields} und {more} weitere.',
  follow: {
    open: 'Wird nachgereicht',
    move: 'Frist ändern',
  },
  run: {
    button: 'Vorprüfung abschließen',
    done: 'Vorprüfung ist abgeschlossen',
    last: 'Zuletzt geprüft von {name}, {at}: {result}.',
  },
  signOff: {
    give: 'Freigeben',
    note: 'Vermerk zur Freigabe (freiwillig)',
    given: 'Freigegeben von {name}, {at}.',
    hash: 'Prüfsumme des freigegebenen Stands: {hash}…',
    open: 'Vor der Freigabe ist noch über {n} Befund zu entscheiden. | Vor der Freigabe ist noch über {n} Befunde zu entscheiden.',
    red: 'Solange ein Befund rot ist, kann nicht freigegeben werden.',
    waits: {
      unsaved: 'Eingaben werden noch gespeichert.',
      papers: 'Die Unterlagen werden noch geladen.',
    },
    withdraw: 'Freigabe zurücknehmen',
    withdrawn: 'von der Fachkraft zurückgenommen',
    void: {
      changed: 'Die Freigabe von {name} gilt nicht mehr: Seit {at} sind Angaben geändert.',
      papers: 'Die Freigabe von {name} gilt nicht mehr: Seit {at} sind Unterlagen geändert.',
      both: 'Die Freigabe von {name} gilt nicht mehr: Seit {at} sind Angaben und Unterlagen geändert.',
      withdrawn: '{name} hat die Freigabe um {at} zurückgenommen.',
    },
    changed: 'Geändert: {what}.',
  },
  modes: {
    independent: 'Diese Leistung schließen Sie selbst ab. Eine Freigabe der Fachkraft ist nicht nötig.',
    accompanied: 'Vor der Unterschrift gibt die Fachkraft frei: {authority}.',
    precheck:
      'Hier wird nur vorgeprüft. Die Bescheinigung darüber entsteht bei der Übergabe im Schritt Abschluss; entscheiden wird: {authority}.',
    referral: 'Diese Leistung bearbeitet: {authority}.',
  },
  confirm: {
    button: 'Stimmt',
    of: '„{title}“: Die Bürgerin oder der Bürger bestätigt, dass es stimmt',
    hint: 'Vermerken, dass die Bürgerin oder der Bürger die Angaben bestätigt',
    said: 'Bestätigt {at}, vermerkt von {name}',
    saidOnScreen: 'Bestätigt {at} am Bürgerbildschirm',
    changed: 'Seit der Bestätigung geändert, nicht mehr bestätigt',
  },
  noneTitle: 'Keine Vorprüfung',
  noneText: 'Für „{title}“ gibt es kein Formular, deshalb auch keine Regeln.',
} as const
