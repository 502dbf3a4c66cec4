import type { NextStep, PlainState, SlipLanguage } from '#shared/model/slip.ts'

/** What a citizen reads of a matter, on the Laufzettel and on the status page alike. */
export interface MatterWords {
  readonly states: Readonly<Record<PlainState, string>>
  readonly steps: Readonly<Record<NextStep, string>>
  /** Monday first. */
  readonly weekdays: readonly [string, string, string, string, string, string, string]
  /** For dates and amounts. */
  readonly locale: string
}

export const matterWords: Readonly<Record<SlipLanguage, MatterWords>> = {
  de: {
    states: {
      accepted: 'angenommen',
      checking: 'wird geprüft',
      question: 'Rückfrage an Sie',
      decided: 'entschieden',
      done: 'fertig',
      closed: 'geschlossen',
    },
    steps: {
      collect: 'Ihr Anliegen ist aufgenommen. Die Angaben werden noch vervollständigt.',
      check: 'Die Angaben sind vorgeprüft. Als Nächstes werden sie freigegeben.',
      sign: 'Alles ist freigegeben. Als Nächstes unterschreiben Sie.',
      pay: 'Als Nächstes wird die Gebühr bezahlt.',
      handover: 'Alles ist vollständig. Wir geben es an die zuständige Behörde.',
      waiting: 'Die Behörde hat alles bekommen und bearbeitet es. Sie müssen nichts tun.',
      question: 'Die Behörde hat eine Frage an Sie. Bitte melden Sie sich beim Bürgerbüro.',
      bring: 'Es fehlt noch etwas von Ihnen. Bitte bringen Sie es oder rufen Sie an.',
      callback: 'Eine Fachkraft ruft zurück. Danach geht es weiter.',
      notice: 'Die Behörde hat entschieden. Sie bekommen Nachricht.',
      rejected: 'Die Behörde hat abgelehnt. Im Bescheid stehen die Gründe und was Sie dagegen tun können.',
      nothing: 'Alles ist erledigt.',
      closed: 'Das wird nicht weiter bearbeitet.',
    },
    weekdays: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
    locale: 'de-DE',
  },
  en: {
    states: {
      accepted: 'accepted',
      checking: 'being checked',
      question: 'question for you',
      decided: 'decided',
      done: 'finished',
      closed: 'closed',
    },
    steps: {
      collect: 'We have taken up your request. The details are still being completed.',
      check: 'The details have been checked. Next they are approved.',
      sign: 'Everything is approved. Next you sign.',
      pay: 'Next the fee is paid.',
      handover: 'Everything is complete. We hand it over to the responsible authority.',
      waiting: 'The authority has received everything and is working on it. You need not do anything.',
      question: 'The authority has a question for you. Please contact the citizens’ office.',
      bring: 'We still need something from you. Please bring it or call us.',
      callback: 'A specialist will call back. Then it goes on.',
      notice: 'The authority has decided. You will be notified.',
      rejected: 'The authority has refused. The notice gives the reasons and says what you can do about it.',
      nothing: 'Everything is done.',
      closed: 'This is not being processed any further.',
    },
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    locale: 'en-GB',
  },
  easy: {
    states: {
      accepted: 'Wir haben es angenommen',
      checking: 'Wir prüfen es',
      question: 'Wir haben eine Frage an Sie',
      decided: 'Es ist entschieden',
      done: 'Es ist fertig',
      closed: 'Es ist beendet',
    },
    steps: {
      collect: 'Wir schreiben noch Angaben auf.',
      check: 'Wir haben alles geprüft. Jetzt muss noch jemand zustimmen.',
      sign: 'Jetzt müssen Sie unterschreiben.',
      pay: 'Jetzt müssen Sie bezahlen.',
      handover: 'Es ist alles da. Wir geben es jetzt an das Amt.',
      waiting: 'Das Amt hat alles bekommen. Sie müssen nichts tun.',
      question: 'Das Amt hat eine Frage. Bitte rufen Sie uns an.',
      bring: 'Es fehlt noch etwas. Bitte bringen Sie es. Oder rufen Sie uns an.',
      callback: 'Eine Fach-Person ruft an. Dann geht es weiter.',
      notice: 'Das Amt hat entschieden. Sie bekommen einen Brief.',
      rejected: 'Das Amt sagt: Nein. Sie bekommen einen Brief. Dort steht: warum. Und was Sie tun können.',
      nothing: 'Es ist alles erledigt.',
      closed: 'Wir machen hier nicht weiter.',
    },
    weekdays: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
    locale: 'de-DE',
  },
}
